using System.Collections.Immutable;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting;
using Phoenix.Core.Quoting.Strategies;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.Quoting;

public class QuoteMatcherSpecs
{
    private static readonly GridSettings Grid = Eth.Grid with { Layers = 7 };

    [Theory]
    [InlineData("2999.75", "", "")]
    [InlineData("2999.00", "2998.80", "2987.29")]
    [InlineData("3001.00", "", "")]
    [InlineData("3001.10", "2996.22", "2999.90")]
    [InlineData("2998.80", "2998.80", "2987.09")]
    [InlineData("3001.30", "2994.63", "3000.10")]
    public void Nearer_is_tolerated_little_and_farther_much(string mid, string canceled, string placed)
    {
        var live = Working(Bids(3000.00m));

        var diff = QuoteMatcher.Match(live, Bids(decimal.Parse(mid)), Side.Buy, Grid, Eth.Instrument);

        diff.Cancel.Select(id => PriceOf(live, id)).ShouldBe(Numbers(canceled));
        Eth.Prices(diff.Place).ShouldBe(Numbers(placed));
        diff.Keep.Length.ShouldBe(7 - Numbers(canceled).Length);
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    [InlineData(-108, true)]
    [InlineData(-109, false)]
    public void The_first_layers_tolerance_ends_at_its_tick(int drift, bool keeps) =>
        Keeps(1, drift).ShouldBe(keeps);

    [Theory]
    [InlineData(60, true)]
    [InlineData(61, false)]
    [InlineData(-216, true)]
    [InlineData(-217, false)]
    public void The_last_layers_tolerance_ends_at_its_tick(int drift, bool keeps) =>
        Keeps(7, drift).ShouldBe(keeps);

    [Fact]
    public void A_pin_that_decided_to_move_is_moved_by_a_tick()
    {
        var pin = Bids(3000.00m)[0] with { Kind = QuoteKind.Pin };
        var live = Working([pin]);

        QuoteMatcher.Match(live, [pin], Side.Buy, Grid, Eth.Instrument).IsEmpty.ShouldBeTrue();
        QuoteMatcher.Match(live, [pin with { Price = pin.Price + 1 }], Side.Buy, Grid, Eth.Instrument)
            .Cancel.ShouldBe([live[0].Id]);
    }

    [Fact]
    public void A_slice_in_flight_stands_for_no_quote()
    {
        var desired = Bids(3000.00m);
        var slice = Working([desired[0]])[0];
        var taking = slice with { Intent = slice.Intent with { TimeInForce = TimeInForce.ImmediateOrCancel } };

        var diff = QuoteMatcher.Match([taking], desired, Side.Buy, Grid, Eth.Instrument);

        diff.Cancel.ShouldBeEmpty();
        diff.Place.ShouldBe(desired);
    }

    [Fact]
    public void Asks_mirror_bids()
    {
        var inputs = Eth.Inputs() with { Grid = Grid, Shape = GridShape.Create(Grid, Eth.Instrument) };
        var desired = QuotePipeline.Decide(inputs);
        var live = Working(desired.Asks);
        var risen = desired.Asks.Select(quote => quote with { Price = quote.Price + 100 }).ToImmutableArray();

        var diff = QuoteMatcher.Match(live, risen, Side.Sell, Grid, Eth.Instrument);

        diff.Cancel.ShouldBe([live[0].Id]);
        diff.Place.ShouldBe([risen[^1]]);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(3, false)]
    public void A_partly_filled_order_keeps_its_place_unless_more_than_half_a_layer_is_missing(int lots, bool keeps)
    {
        var desired = Bids(3000.00m)[..1];
        var live = Working(desired)[0] with { Executed = new Quantity(7 - lots) };

        var diff = QuoteMatcher.Match([live], desired, Side.Buy, Grid, Eth.Instrument);

        diff.Keep.Contains(live.Id).ShouldBe(keeps);
        diff.Cancel.Contains(live.Id).ShouldBe(!keeps);
        diff.Place.Length.ShouldBe(keeps ? 0 : 1);
    }

    [Fact]
    public void An_order_larger_than_wanted_goes()
    {
        var desired = Bids(3000.00m)[..1];
        var live = Working(desired);

        var diff = QuoteMatcher.Match(
            live, [desired[0] with { Quantity = new Quantity(6) }], Side.Buy, Grid, Eth.Instrument);

        diff.Cancel.ShouldBe([live[0].Id]);
        diff.Place.ShouldHaveSingleItem().Quantity.Lots.ShouldBe(6);
    }

    [Fact]
    public void An_order_that_may_open_is_replaced_by_one_that_only_reduces()
    {
        var desired = Bids(3000.00m)[..1];
        var live = Working(desired);

        var diff = QuoteMatcher.Match(live, [desired[0] with { ReduceOnly = true }], Side.Buy, Grid, Eth.Instrument);

        diff.Cancel.ShouldBe([live[0].Id]);
        diff.Place.Length.ShouldBe(1);
    }

    [Fact]
    public void An_order_whose_request_is_in_flight_is_not_canceled_again()
    {
        var live = Working(Bids(3000.00m)[..3]);
        OwnOrder[] open =
        [
            live[0] with { Phase = OrderPhase.PendingCancel },
            live[1] with { Phase = OrderPhase.Unknown },
            live[2] with { Phase = OrderPhase.PendingNew },
        ];

        var diff = QuoteMatcher.Match(open, [], Side.Buy, Grid, Eth.Instrument);

        diff.IsEmpty.ShouldBeTrue();
        diff.Keep.ShouldBeEmpty();
    }

    [Fact]
    public void A_pending_new_order_may_be_kept()
    {
        var desired = Bids(3000.00m)[..1];
        var live = Working(desired)[0] with { Phase = OrderPhase.PendingNew };

        QuoteMatcher.Match([live], desired, Side.Buy, Grid, Eth.Instrument).Keep.ShouldBe([live.Id]);
    }

    [Fact]
    public void Orders_of_the_other_side_are_left_alone()
    {
        var live = Working(Bids(3000.00m));

        QuoteMatcher.Match(live, [], Side.Sell, Grid, Eth.Instrument).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void On_a_tie_the_inner_order_stays()
    {
        var desired = Bids(3000.00m)[..1];
        var (nearer, farther) = (desired[0].Price + 20, desired[0].Price - 20);
        var twins = Working([desired[0] with { Price = nearer }, desired[0] with { Price = farther }]);

        var diff = QuoteMatcher.Match(twins, desired, Side.Buy, Grid, Eth.Instrument);

        diff.Keep.ShouldBe([twins[0].Id]);
        diff.Cancel.ShouldBe([twins[1].Id]);
    }

    [Fact]
    public void Without_wishes_everything_working_is_canceled_nearest_first()
    {
        var live = Working(Bids(3000.00m));

        QuoteMatcher.Match([.. live.Reverse()], [], Side.Buy, Grid, Eth.Instrument)
            .Cancel.ShouldBe(live.Select(order => order.Id));
    }

    internal static OwnOrder[] Working(ImmutableArray<DesiredQuote> quotes, int firstSequence = 1) =>
    [
        .. quotes.Select((quote, i) => new OwnOrder
        {
            Intent = new OrderIntent
            {
                Symbol = Eth.Usdc,
                ClientOrderId = ClientOrderId.Create("mm1", 1, firstSequence + i),
                Side = quote.Side,
                Price = quote.Price,
                Quantity = quote.Quantity,
                ReduceOnly = quote.ReduceOnly,
            },
            Phase = OrderPhase.Working,
            Sequence = firstSequence + i,
            SentAt = default,
            PhaseSince = default,
        }),
    ];

    private static bool Keeps(int layer, int drift)
    {
        var desired = Bids(3000.00m);
        var live = Working(desired);
        live[layer - 1] = Working([desired[layer - 1] with { Price = desired[layer - 1].Price + drift }], 100)[0];
        return QuoteMatcher.Match(live, desired, Side.Buy, Grid, Eth.Instrument).Keep.Contains(live[layer - 1].Id);
    }

    private static ImmutableArray<DesiredQuote> Bids(decimal mid) =>
        QuotePipeline.Decide(Eth.Inputs(0, mid - 0.01m, mid + 0.01m) with
        {
            Grid = Grid,
            Shape = GridShape.Create(Grid, Eth.Instrument),
        }).Bids;

    private static decimal PriceOf(OwnOrder[] orders, ClientOrderId id) =>
        Eth.Instrument.ToDecimal(orders.Single(order => order.Id == id).Price);

    private static decimal[] Numbers(string text) => text.Length == 0 ? [] : [decimal.Parse(text)];
}
