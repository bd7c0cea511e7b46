using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting;
using Phoenix.Core.Quoting.Modes;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.Quoting.Modes;

/// <summary>Goal: a position goes as fast as the bounds allow, at no worse a price, and to the last lot.</summary>
public sealed class FlattenSlicesSpecs
{
    private static readonly Price Bid = new(299_999);
    private static readonly Price Ask = new(300_001);

    [Fact]
    public void One_slice_takes_the_whole_position_within_the_notional() =>
        Next(new Position(-4_000)).ShouldBe(new DesiredQuote(
            1, Side.Buy, new Price(300_750), new Quantity(4_000), ReduceOnly: true, QuoteKind.Slice));

    [Fact]
    public void The_notional_caps_a_slice() =>
        Next(new Position(100_000), new FlattenSettings { SliceNotional = 2_992.5m })!.Value.Quantity
            .ShouldBe(new Quantity(1_000)); // 2992.5 / 2992.50 = 1.000

    [Fact]
    public void The_share_caps_a_slice() =>
        Next(new Position(1_000), new FlattenSettings { SliceShare = 0.25m })!.Value.Quantity
            .ShouldBe(new Quantity(250));

    [Fact]
    public void The_last_lot_goes_although_its_share_would_be_nothing() =>
        Next(new Position(1), new FlattenSettings { SliceShare = 0.25m })!.Value.Quantity.ShouldBe(new Quantity(1));

    [Fact]
    public void No_slice_leaves_less_than_the_venue_lets_anybody_trade()
    {
        var coarse = Eth.Instrument with { MinQuantity = new Quantity(10) };

        Next(new Position(100), new FlattenSettings { SliceShare = 0.95m }, coarse)!.Value.Quantity
            .ShouldBe(new Quantity(90));
    }

    [Fact]
    public void Nothing_is_sent_for_a_flat_or_an_untradeable_position()
    {
        Next(Position.Flat).ShouldBeNull();
        Next(new Position(3), instrument: Eth.Instrument with { MinQuantity = new Quantity(10) }).ShouldBeNull();
    }

    private static DesiredQuote? Next(
        Position position, FlattenSettings? settings = null, Instrument? instrument = null) =>
        FlattenSlices.Next(instrument ?? Eth.Instrument, Bid, Ask, position, settings ?? new FlattenSettings());
}
