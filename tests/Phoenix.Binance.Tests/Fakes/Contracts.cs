using Phoenix.Binance.Wire;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Tests.Fakes;

/// <summary>Contracts with the grids of the recordings.</summary>
public static class Contracts
{
    public static Symbol EthUsdc { get; } = new("ETHUSDC");

    public static Instrument Of(string symbol, decimal tick, decimal lot) => new()
    {
        Symbol = new Symbol(symbol),
        TickSize = tick,
        LotSize = lot,
        MinQuantity = new Quantity(1),
        MaxQuantity = new Quantity(8_000_000),
        MinNotional = 20,
    };

    public static InstrumentRegistry Registry()
    {
        var registry = new InstrumentRegistry();
        registry.Put(
        [
            Of("ETHUSDC", 0.01m, 0.001m),
            Of("ETHUSDT", 0.01m, 0.001m),
            Of("BTCUSDT", 0.10m, 0.0001m),
            Of("SUSHIUSDT", 0.001m, 1m),
            Of("CTKUSDT", 0.00001m, 1m),
            Of("ADAUSDT", 0.00010m, 1m),
            Of("SOLUSDT", 0.0001m, 0.01m),
        ]);
        return registry;
    }

    public static InstrumentGrid Grid(string symbol) =>
        Registry().Table.TryFind(new Symbol(symbol), out var grid)
            ? grid
            : throw new ArgumentException($"No contract {symbol}.", nameof(symbol));
}
