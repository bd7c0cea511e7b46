using System.Collections.Immutable;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting;

namespace Phoenix.Core.Tests.Quoting;

public class AmendMatcherSpecs
{
    private static readonly Quantity Much = new(1_000);

    [Fact]
    public void An_order_that_has_to_move_is_amended_to_the_quote_that_nobody_stands_for()
    {
        var (wanted, live) = (Quotes(299_000, 298_900), Orders(299_000, 299_100));

        var diff = Merge(Diff([live[1]], [wanted[1]], [live[0]]), live);

        var terms = new OrderTerms(wanted[1].Price, wanted[1].Quantity);
        diff.Amend.ShouldBe([new AmendedQuote(live[1].Id, terms, wanted[1])]);
        diff.Cancel.ShouldBeEmpty();
        diff.Place.ShouldBeEmpty();
        diff.Keep.ShouldBe([live[0].Id]);
        diff.IsEmpty.ShouldBeFalse();
    }

    [Fact]
    public void What_was_executed_is_a_part_of_the_total()
    {
        var live = Orders(299_100)[0] with { Executed = new Quantity(3) };

        Merge(Diff([live], Quotes(299_000)), [live]).Amend.ShouldHaveSingleItem().Terms.Quantity.Lots.ShouldBe(10);
    }

    [Fact]
    public void An_order_too_large_is_amended_down()
    {
        var (wanted, live) = (Quotes(299_000), Orders(299_000));
        var less = wanted[0] with { Quantity = new Quantity(5) };

        Merge(Diff(live, [less]), live, room: default).Amend.ShouldHaveSingleItem()
            .Terms.ShouldBe(new OrderTerms(new Price(299_000), new Quantity(5)));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 0)]
    public void What_would_grow_beyond_the_room_is_canceled_and_placed(int room, int amended)
    {
        var live = Orders(299_100);
        var more = Quotes(299_000)[0] with { Quantity = new Quantity(9) };

        var diff = Merge(Diff(live, [more]), live, new Quantity(room));

        diff.Amend.Length.ShouldBe(amended);
        diff.Cancel.Length.ShouldBe(1 - amended);
        diff.Place.Length.ShouldBe(1 - amended);
    }

    [Fact]
    public void The_room_is_shared()
    {
        var live = Orders(299_100, 299_050);
        var more = Quotes(299_000, 298_900).Select(quote => quote with { Quantity = new Quantity(9) });

        Merge(Diff(live, [.. more]), live, new Quantity(3)).Amend.ShouldHaveSingleItem().Id.ShouldBe(live[0].Id);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void An_amend_cannot_change_whether_an_order_may_open(bool live, bool wanted)
    {
        var order = Orders(299_100)[0];
        order = order with { Intent = order.Intent with { ReduceOnly = live } };

        Merge(Diff([order], [Quotes(299_000)[0] with { ReduceOnly = wanted }]), [order]).Amend.ShouldBeEmpty();
    }

    [Fact]
    public void An_order_that_may_not_be_amended_is_canceled()
    {
        var live = Orders(299_100)[0] with { RefusesAmends = true };

        var diff = Merge(Diff([live], Quotes(299_000)), [live]);

        diff.Cancel.ShouldBe([live.Id]);
        diff.Place.Length.ShouldBe(1);
    }

    [Fact]
    public void Orders_do_not_cross_each_other_and_move_as_little_as_they_can()
    {
        var (wanted, live) = (Quotes(299_000, 298_900, 298_800), Orders(298_910, 298_790));

        var diff = Merge(Diff(live, wanted), live);

        diff.Amend.Select(amend => (amend.Id, amend.Quote)).ShouldBe(
            [(live[0].Id, wanted[1]), (live[1].Id, wanted[2])]);
        diff.Place.ShouldBe([wanted[0]]);
    }

    [Fact]
    public void An_order_in_flight_stands_for_what_it_is_amended_to_and_is_left_alone()
    {
        var order = Orders(299_100)[0];
        var moving = order with
        {
            Amending = new PendingAmend(new OrderTerms(new Price(299_000), order.Intent.Quantity), default),
        };

        Match([moving], Quotes(299_000)).Keep.ShouldBe([order.Id]);
        Match([moving], []).IsEmpty.ShouldBeTrue();
        Match([moving with { Amending = moving.Amending with { IsAccepted = true } }], []).Cancel.ShouldBe([order.Id]);
    }

    internal static OwnOrder Proven(OwnOrder order) => order with { OrderId = new OrderId(order.Sequence) };

    private static QuoteDiff Merge(QuoteDiff diff, IReadOnlyList<OwnOrder> open, Quantity? room = null) =>
        AmendMatcher.Merge(diff, open, room ?? Much, room ?? Much);

    private static QuoteDiff Match(OwnOrder[] open, ImmutableArray<DesiredQuote> wanted) =>
        QuoteMatcher.Match(open, wanted, Side.Buy, Eth.Grid, Eth.Instrument);

    private static QuoteDiff Diff(
        IEnumerable<OwnOrder> cancel, ImmutableArray<DesiredQuote> place, params OwnOrder[] keep) => new()
        {
            Keep = [.. keep.Select(order => order.Id)],
            Cancel = [.. cancel.Select(order => order.Id)],
            Place = place,
        };

    private static OwnOrder[] Orders(params long[] prices) =>
        [.. QuoteMatcherSpecs.Working(Quotes(prices)).Select(Proven)];

    private static ImmutableArray<DesiredQuote> Quotes(params long[] prices) =>
    [
        .. prices.Select((price, i) =>
            new DesiredQuote(i + 1, Side.Buy, new Price(price), new Quantity(7), ReduceOnly: false)),
    ];
}
