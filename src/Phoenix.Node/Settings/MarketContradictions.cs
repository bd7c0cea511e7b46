using System.Globalization;
using Phoenix.Core.Settings;
using Phoenix.Venue.Market;

namespace Phoenix.Node.Settings;

/// <summary>
/// What the markets of the embedded exchange do not let a symbol do. Its rules and first prices are settings too, so
/// that this can be told before anything starts; those of an exchange outside are known only once it was asked.
/// </summary>
internal static class MarketContradictions
{
    public static void Of(ConfigSource source, NodeSettings settings)
    {
        if (settings.Venue.Mode != VenueMode.Embedded)
        {
            return;
        }

        foreach (var symbol in settings.Phoenix.Symbols)
        {
            var market = settings.Venue.Embedded.Markets.FirstOrDefault(listed => listed.Symbol == symbol.Symbol);
            if (market is not null)
            {
                Of(source, symbol, market, settings.Phoenix.Guard);
            }
        }
    }

    private static void Of(ConfigSource source, SymbolSettings symbol, MarketSettings market, GuardSettings guard)
    {
        var block = new KeyReader(source, $"phoenix.symbol.{symbol.Symbol}", "phoenix.symbol-defaults");
        var price = MarketReader.Block(source, symbol.Symbol).PathOf("price");
        var (size, decay) = (block.PathOf("grid.layer-size"), block.PathOf("grid.size-decay"));
        var worth = symbol.Grid.LayerSize * PriceOf(market);
        var least = SmallestOf(symbol.Grid) * PriceOf(market);
        var rules = market.Contract.Rules;
        source.Demand(
            least >= rules.MinNotional,
            [size, decay, block.PathOf("grid.layers"), price],
            $"the smallest layer of {symbol.Symbol} is worth {Plain(least)} at {Plain(PriceOf(market))}; "
                + $"the market takes no order below {Plain(rules.MinNotional)}",
            "raise it, or size-decay");
        Hold(block.PathOf("risk.order-notional-max"), symbol.Risk.OrderNotionalMax);
        Hold(block.PathOf("risk.notional-max"), symbol.Risk.NotionalMax);
        Hold("phoenix.risk.account-notional-max", guard.AccountNotionalMax);

        void Hold(string path, decimal most) => source.Demand(
            most >= worth,
            [path, size, price],
            $"one layer of {symbol.Symbol} ({Plain(symbol.Grid.LayerSize)}) is worth {Plain(worth)} at "
                + $"{Plain(PriceOf(market))}: nothing could ever be quoted",
            $"raise it, or lower {size}");
    }

    private static decimal PriceOf(MarketSettings market) => market.Anchor.Ticks * market.Contract.Rules.TickSize;

    private static decimal SmallestOf(GridSettings grid)
    {
        var size = grid.LayerSize;
        for (var layer = 1; layer < grid.Layers; layer++)
        {
            size *= grid.SizeDecay;
        }

        return size;
    }

    private static string Plain(decimal value) => value.ToString("0.########", CultureInfo.InvariantCulture);
}
