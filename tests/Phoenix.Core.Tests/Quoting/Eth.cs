using System.Collections.Immutable;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting;
using Phoenix.Core.Quoting.Strategies;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.Quoting;

/// <summary>ETHUSDC with the two parameter sets the examples of the quoting mathematics are computed for.</summary>
internal static class Eth
{
    public static readonly Symbol Usdc = new("ETHUSDC");

    /// <summary>No minimum notional, as in the golden quote sets.</summary>
    public static readonly Instrument Instrument = new()
    {
        Symbol = Usdc,
        TickSize = 0.01m,
        LotSize = 0.001m,
        MinQuantity = new Quantity(1),
        MaxQuantity = new Quantity(8_000_000),
        MinNotional = 0,
    };

    public static readonly GridSettings Grid = new() { Layers = 18, LayerSize = 0.007m };

    public static readonly RiskSettings Risk = new();

    public static readonly Instrument LiveInstrument = Instrument with { MinQuantity = new Quantity(5) };

    public static readonly GridSettings LiveGrid = new() { Layers = 7, LayerSize = 0.035m };

    public static readonly RiskSettings LiveRisk = new() { NetMax = 0.50m };

    public static Price Price(decimal value) =>
        Instrument.TryPrice(value, out var price) ? price : throw new ArgumentException($"{value} is off the grid.");

    public static Quantity Quantity(decimal value) => Instrument.TryQuantity(value, out var quantity)
        ? quantity
        : throw new ArgumentException($"{value} is off the grid.");

    public static Position Position(decimal value) => Instrument.TryPosition(value, out var position)
        ? position
        : throw new ArgumentException($"{value} is off the grid.");

    public static QuoteInputs Inputs(decimal position = 0, decimal bid = 2999.99m, decimal ask = 3000.01m) => new()
    {
        Instrument = Instrument,
        BestBid = new BookLevel(Price(bid), Quantity(5)),
        BestAsk = new BookLevel(Price(ask), Quantity(5)),
        Position = Position(position),
        Grid = Grid,
        Risk = Risk,
        Shape = GridShape.Create(Grid, Instrument),
    };

    public static QuoteInputs LiveInputs(decimal position) => Inputs(position) with
    {
        Instrument = LiveInstrument,
        Grid = LiveGrid,
        Risk = LiveRisk,
        Shape = GridShape.Create(LiveGrid, LiveInstrument),
    };

    public static decimal[] Prices(ImmutableArray<DesiredQuote> quotes) =>
        [.. quotes.Select(quote => Instrument.ToDecimal(quote.Price))];

    public static decimal[] Sizes(ImmutableArray<DesiredQuote> quotes) =>
        [.. quotes.Select(quote => Instrument.ToDecimal(quote.Quantity))];

    public static decimal Sum(ImmutableArray<DesiredQuote> quotes) => Sizes(quotes).Sum();
}
