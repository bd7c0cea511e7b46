using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Market;

namespace Phoenix.Node.Settings;

/// <summary>
/// The markets of the embedded exchange. Every market has a block; the reference has one for each that is known by
/// name, and a file may define others. What a block does not say is said by the defaults of all markets.
/// </summary>
internal static class MarketReader
{
    private const string Blocks = "phoenix.venue.embedded.market";
    private const decimal MostMoney = 100_000_000m;

    public static ImmutableArray<MarketSettings> Read(ConfigSource source, KeyReader embedded)
    {
        var listed = TradingReader.Symbols(embedded, "markets");
        var known = source.BlocksOfReference(Blocks).ToList();
        var written = source.BlocksBelow(Blocks).ToList();
        var names = known.Union(written).ToList();
        RefuseStrangers(embedded, listed, names);
        RefuseStrayBlocks(source, listed, written.Except(known));
        var defined = names.ToDictionary(
            name => name, name => ReadMarket(source, new Symbol(name)), StringComparer.Ordinal);
        var count = embedded.Count("synthetic.count", 0, SyntheticMarkets.Most);
        var changes = embedded.Count("synthetic.changes-per-frame", 0, 500);
        return
        [
            .. listed.Where(symbol => defined.ContainsKey(symbol.Name)).Select(symbol => defined[symbol.Name]),
            .. SyntheticMarkets.Make(count, changes),
        ];
    }

    /// <summary>What the settings say of a market.</summary>
    public static KeyReader Block(ConfigSource source, Symbol symbol) =>
        new(source, $"{Blocks}.{symbol.Name}", "phoenix.venue.embedded.market-defaults");

    private static void RefuseStrangers(KeyReader embedded, ImmutableArray<Symbol> listed, List<string> names)
    {
        var stranger = listed.Select(symbol => symbol.Name).FirstOrDefault(name => !names.Contains(name));
        var meant = stranger is null ? null : NearestName.Of(stranger, names);
        embedded.Demand(
            stranger is null,
            "markets",
            "markets",
            $"the embedded exchange knows {string.Join(", ", names)}",
            meant is null ? $"remove {stranger}, or define it in {Blocks}.{stranger}" : $"did you mean {meant}?");
    }

    private static void RefuseStrayBlocks(
        ConfigSource source, ImmutableArray<Symbol> listed, IEnumerable<string> written)
    {
        var names = listed.Select(symbol => symbol.Name).ToList();
        foreach (var block in written.Except(names, StringComparer.Ordinal))
        {
            var remedy = NearestName.Of(block, names) is { } meant
                ? $"did you mean {meant}?"
                : "add it to phoenix.venue.embedded.markets, or remove the block";
            source.RefuseBelow($"{Blocks}.{block}", "a block for a market that is not listed", remedy);
        }
    }

    private static MarketSettings ReadMarket(ConfigSource source, Symbol symbol)
    {
        var block = Block(source, symbol);
        var contract = ReadContract(block, symbol);
        var crowd = CrowdReader.Read(block, contract);
        var price = Ticks(block, "price", contract.Rules.TickSize);
        var rules = contract.Rules;
        block.Demand(
            contract.MinPrice <= price,
            "price",
            "min-price",
            $"expected at least min-price ({rules.ToDecimal(contract.MinPrice)})",
            "raise it, or lower min-price");
        block.Demand(
            contract.MaxPrice >= price,
            "price",
            "max-price",
            $"expected at most max-price ({rules.ToDecimal(contract.MaxPrice)})",
            "lower it, or raise max-price");
        block.Demand(
            rules.MinQuantity <= rules.MaxQuantity,
            "min-quantity",
            "max-quantity",
            $"expected at most max-quantity ({rules.ToDecimal(rules.MaxQuantity)})",
            "lower it, or raise max-quantity");
        return new MarketSettings
        {
            Contract = contract,
            Anchor = price,
            Sigma = (double)block.Number("volatility", 0, MostMoney),
            ReversionSeconds = block.Duration("reversion-time", TimeSpan.FromSeconds(1)).TotalSeconds,
            Conditions = ConditionReader.Read(block, crowd is RecordingSettings),
            Crowd = crowd,
        };
    }

    private static Contract ReadContract(KeyReader block, Symbol symbol)
    {
        var tick = block.Positive("tick", MostMoney);
        var lot = block.Positive("lot", MostMoney);
        var quote = block.Text("quote-asset", IsAsset, "expected an asset like USDC");
        var @base = block.Text("base-asset", text => text.Length == 0 || IsAsset(text), "expected an asset like ETH");
        var decimals = block.Count("price-decimals", 0, 12);
        var lotDecimals = block.Count("quantity-decimals", 0, 12);
        var units = tick * Power(decimals);
        DemandFit(block, "price-decimals", "tick", units, $"expected enough decimals to print the tick {tick}");
        DemandFit(
            block, "quantity-decimals", "lot", lot * Power(lotDecimals), $"expected enough decimals for the lot {lot}");
        return new Contract
        {
            Rules = new Instrument
            {
                Symbol = symbol,
                TickSize = tick,
                LotSize = lot,
                MinQuantity = block.Lots("min-quantity", lot),
                MaxQuantity = block.Lots("max-quantity", lot),
                MinNotional = block.Number("min-notional", 0, MostMoney),
                PriceBandUp = block.Number("price-band-up", 1, 100),
                PriceBandDown = block.Number("price-band-down", 0, 1),
                MaxOpenOrders = block.Count("max-open-orders", 1, 10_000),
                MarginAsset = quote,
            },
            BaseAsset = @base.Length > 0 ? @base : BaseOf(symbol, quote),
            QuoteAsset = quote,
            OnboardDate = block.Long("onboard-date", 0, long.MaxValue),
            MinPrice = Ticks(block, "min-price", tick),
            MaxPrice = Ticks(block, "max-price", tick),
            MaxMarketQuantity = block.Lots("max-market-quantity", lot),
            MarketTakeBound = block.Number("market-take-bound", 0, 1),
            PriceDecimals = decimals,
            QuantityDecimals = lotDecimals,
            UnitsPerTick = Math.Max(1, (long)units),
            UnderlyingSubType = block.Text("sub-type", _ => true, "expected a word"),
        };
    }

    private static Price Ticks(KeyReader block, string key, decimal tick)
    {
        var ticks = block.Positive(key, MostMoney) / tick;
        DemandFit(block, key, "tick", ticks, $"expected a multiple of the tick {tick}");
        return new Price(Math.Max(1, (long)ticks));
    }

    private static void DemandFit(KeyReader block, string key, string other, decimal multiple, string expected) =>
        block.Demand(
            multiple >= 1 && decimal.Truncate(multiple) == multiple, key, other, expected, "make them go together");

    private static string BaseOf(Symbol symbol, string quote) =>
        symbol.Name.EndsWith(quote, StringComparison.Ordinal) && symbol.Name.Length > quote.Length
            ? symbol.Name[..^quote.Length]
            : symbol.Name;

    private static bool IsAsset(string text) => text.Length is > 0 and <= 16 && text.All(char.IsAsciiLetterOrDigit);

    private static decimal Power(int exponent)
    {
        var power = 1m;
        for (var i = 0; i < exponent; i++) power *= 10;
        return power;
    }
}
