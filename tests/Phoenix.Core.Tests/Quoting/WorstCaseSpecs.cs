using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting;

namespace Phoenix.Core.Tests.Quoting;

public class WorstCaseSpecs
{
    [Theory]
    [InlineData("0", "0.150")]
    [InlineData("0.149", "0.001")]
    [InlineData("0.150", "0")]
    [InlineData("0.155", "0")]
    public void Everything_that_may_still_execute_uses_capacity(string open, string capacity) =>
        Capacity(0, decimal.Parse(open)).ShouldBe(decimal.Parse(capacity));

    [Fact]
    public void A_cancel_frees_capacity_only_once_it_is_confirmed()
    {
        // 0.040 live, 0.030 cancel unconfirmed, 0.020 unacknowledged, 0.015 by an amend: then without the cancel.
        Capacity(0.050m, 0.105m).ShouldBe(0);
        Capacity(0.050m, 0.075m).ShouldBe(0.025m);
    }

    [Fact]
    public void A_position_beyond_the_limit_may_only_shrink()
    {
        Capacity(0.200m, 0).ShouldBe(0);
        WorstCase.Capacity(Side.Sell, Eth.Position(0.200m), default, Eth.Instrument, Eth.Risk)
            .ShouldBe(Eth.Quantity(0.350m));
    }

    [Fact]
    public void Reducing_orders_never_add_up_to_more_than_the_position()
    {
        WorstCase.ReducingCapacity(Side.Sell, Eth.Position(0.05m), Eth.Quantity(0.02m)).ShouldBe(Eth.Quantity(0.03m));
        WorstCase.ReducingCapacity(Side.Sell, Eth.Position(0.05m), Eth.Quantity(0.06m)).ShouldBe(default);
        WorstCase.ReducingCapacity(Side.Buy, Eth.Position(0.05m), default).ShouldBe(default);
    }

    [Fact]
    public void Placing_waits_while_cancels_are_unconfirmed()
    {
        var place = Quotes(Side.Buy, 0.007m, 0.007m, 0.007m);

        Admit(place, 0.136m).Select(quote => quote.Layer).ShouldBe([1, 2]);
        Admit(place, 0.129m).Select(quote => quote.Layer).ShouldBe([1, 2, 3]);
        Admit(place, 0.150m).ShouldBeEmpty();
    }

    [Fact]
    public void What_does_not_fit_is_not_cut_and_nothing_behind_it_overtakes()
    {
        var place = Quotes(Side.Buy, 0.007m, 0.007m, 0.002m);

        Admit(place, 0.140m).Select(quote => quote.Layer).ShouldBe([1]);
    }

    [Fact]
    public void The_sides_are_admitted_independently()
    {
        ImmutableArray<DesiredQuote> place = [.. Quotes(Side.Buy, 0.007m), .. Quotes(Side.Sell, 0.007m)];

        Admit(place, 0.150m).ShouldHaveSingleItem().Side.ShouldBe(Side.Sell);
    }

    [Fact]
    public void Reduce_only_quotes_are_admitted_up_to_the_position()
    {
        var place = Quotes(Side.Sell, 0.007m, 0.007m).Select(quote => quote with { ReduceOnly = true });

        WorstCase.Admit([.. place], Eth.Position(0.20m), default, Eth.Quantity(0.19m), Eth.Instrument, Eth.Risk)
            .ShouldHaveSingleItem().Layer.ShouldBe(1);
    }

    private static ImmutableArray<DesiredQuote> Admit(ImmutableArray<DesiredQuote> place, decimal openBuys) =>
        WorstCase.Admit(place, Position.Flat, Eth.Quantity(openBuys), default, Eth.Instrument, Eth.Risk);

    private static decimal Capacity(decimal position, decimal openBuys) => Eth.Instrument.ToDecimal(WorstCase.Capacity(
        Side.Buy, Eth.Position(position), Eth.Quantity(openBuys), Eth.Instrument, Eth.Risk));

    private static ImmutableArray<DesiredQuote> Quotes(Side side, params decimal[] sizes) =>
    [
        .. sizes.Select((size, i) => new DesiredQuote(
            i + 1, side, new Price(300_000 - (side.Sign() * 100 * (i + 1))), Eth.Quantity(size), false)),
    ];
}
