using System.Collections.Immutable;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Wire;

/// <summary>The venue's rules: its limits and its contracts.</summary>
public sealed record ExchangeInfo(ImmutableArray<RateLimit> Limits, ImmutableArray<Instrument> Instruments);

/// <summary>One of the venue's counters, with the count where the venue told it.</summary>
/// <param name="Type">The venue's word, <c>REQUEST_WEIGHT</c> or <c>ORDERS</c>.</param>
/// <param name="Window">Over which it counts.</param>
/// <param name="Count">Null in the list of rules, where there is none.</param>
public readonly record struct RateLimit(string Type, TimeSpan Window, int Limit, int? Count);

/// <summary>Reads the <c>exchangeInfo</c> reply.</summary>
/// <remarks>
/// A contract whose rules cannot be read (tick size 0 while pending, an unknown shape) is left out and does not spoil
/// the others. Precisions are not read: the venue says not to use them as tick or lot size. Its <c>serverTime</c>
/// must not be used either: on the demo host it is days old.
/// </remarks>
public static class ExchangeInfoDecoder
{
    /// <summary>Stands for "no bound", which the venue writes as 0.</summary>
    private const decimal NoBound = 1_000_000_000m;

    public static Decoded<ExchangeInfo> Decode(ReadOnlySpan<byte> body)
    {
        var json = new JsonScanner(body);
        var limits = ImmutableArray<RateLimit>.Empty;
        var instruments = ImmutableArray.CreateBuilder<Instrument>();
        var listed = false;
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            if (name.SequenceEqual("rateLimits"u8))
            {
                limits = ReadLimits(ref json);
            }
            else if (name.SequenceEqual("symbols"u8))
            {
                listed = true;
                for (var next = json.EnterArray(); next && json.NextElement();)
                {
                    if (ReadInstrument(ref json) is { } instrument)
                    {
                        instruments.Add(instrument);
                    }
                }
            }
            else
            {
                json.SkipValue();
            }
        }

        if (json.Fault is null && !listed)
        {
            json.Fail("the exchange information lacks symbols");
        }

        return json.Fault is { } fault
            ? new(null, fault)
            : new(new ExchangeInfo(limits, instruments.ToImmutable()), null);
    }

    /// <summary>Reads the reply of <c>rateLimit/order</c>: the account's own limits of orders.</summary>
    public static Decoded<ImmutableArray<RateLimit>> DecodeLimits(ReadOnlySpan<byte> body)
    {
        var json = new JsonScanner(body);
        var limits = ReadLimits(ref json);
        return json.Fault is { } fault ? new([], fault) : new(limits, null);
    }

    /// <summary>
    /// Reads one element of a <c>rateLimits</c> array; the trading API sends the same ones with counts. False when the
    /// element is not of use.
    /// </summary>
    internal static bool ReadLimit(ref JsonScanner json, out RateLimit limit)
    {
        string? type = null;
        ReadOnlySpan<byte> interval = default;
        long number = 1, bound = 0, count = -1;
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            _ = name.SequenceEqual("rateLimitType"u8) ? (type = ReadLimitType(ref json)) is not null
                : name.SequenceEqual("interval"u8) ? json.ReadText(out interval)
                : name.SequenceEqual("intervalNum"u8) ? json.ReadInteger(out number)
                : name.SequenceEqual("limit"u8) ? json.ReadInteger(out bound)
                : name.SequenceEqual("count"u8) ? json.ReadInteger(out count)
                : json.SkipValue();
        }

        var useful = json.Fault is null && type is not null && number is > 0 and < 1_000
            && bound is > 0 and < int.MaxValue && count < int.MaxValue;
        limit = useful
            ? new RateLimit(type!, UnitOf(interval) * number, (int)bound, count < 0 ? null : (int)count)
            : default;
        return useful;
    }

    private static ImmutableArray<RateLimit> ReadLimits(ref JsonScanner json)
    {
        var limits = ImmutableArray.CreateBuilder<RateLimit>(3);
        for (var more = json.EnterArray(); more && json.NextElement();)
        {
            if (ReadLimit(ref json, out var limit))
            {
                limits.Add(limit);
            }
        }

        return limits.ToImmutable();
    }

    private static string? ReadLimitType(ref JsonScanner json) =>
        !json.ReadText(out var word) ? null
        : word.SequenceEqual("REQUEST_WEIGHT"u8) ? "REQUEST_WEIGHT"
        : word.SequenceEqual("ORDERS"u8) ? "ORDERS"
        : "OTHER";

    private static TimeSpan UnitOf(ReadOnlySpan<byte> interval) =>
        interval.SequenceEqual("SECOND"u8) ? TimeSpan.FromSeconds(1)
        : interval.SequenceEqual("HOUR"u8) ? TimeSpan.FromHours(1)
        : interval.SequenceEqual("DAY"u8) ? TimeSpan.FromDays(1)
        : TimeSpan.FromMinutes(1);

    private static Instrument? ReadInstrument(ref JsonScanner json)
    {
        string? symbol = null, marginAsset = null;
        var filters = default(Filters);
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            if (name.SequenceEqual("symbol"u8))
            {
                symbol = json.ReadString();
            }
            else if (name.SequenceEqual("marginAsset"u8))
            {
                marginAsset = json.ReadString();
            }
            else if (name.SequenceEqual("filters"u8))
            {
                for (var next = json.EnterArray(); next && json.NextElement();)
                {
                    filters.Read(ref json);
                }
            }
            else
            {
                json.SkipValue();
            }
        }

        return json.Fault is null && symbol is { Length: > 0 and <= 32 } && !symbol.Any(char.IsWhiteSpace)
            && filters.TickSize > 0 && filters.LotSize > 0
            ? ToInstrument(new Symbol(symbol), marginAsset ?? string.Empty, filters)
            : null;
    }

    private static Instrument ToInstrument(Symbol symbol, string marginAsset, Filters filters)
    {
        var maximum = filters.MaxQuantity > 0 ? filters.MaxQuantity : NoBound;
        return new Instrument
        {
            Symbol = symbol,
            TickSize = filters.TickSize,
            LotSize = filters.LotSize,
            MinQuantity = new Quantity((long)decimal.Ceiling(filters.MinQuantity / filters.LotSize)),
            MaxQuantity = new Quantity((long)Math.Min(maximum / filters.LotSize, long.MaxValue / 2)),
            MinNotional = filters.MinNotional,
            PriceBandUp = filters.BandUp > 0 ? filters.BandUp : 1.05m,
            PriceBandDown = filters.BandDown > 0 ? filters.BandDown : 0.95m,
            MaxOpenOrders = filters.MaxOrders > 0 ? filters.MaxOrders : 200,
            MarginAsset = marginAsset,
        };
    }

    private struct Filters
    {
        public decimal TickSize;
        public decimal LotSize;
        public decimal MinQuantity;
        public decimal MaxQuantity;
        public decimal MinNotional;
        public decimal BandUp;
        public decimal BandDown;
        public int MaxOrders;

        public void Read(ref JsonScanner json)
        {
            ReadOnlySpan<byte> type = default;
            decimal tick = 0, step = 0, minimum = 0, maximum = 0, notional = 0, up = 0, down = 0;
            long limit = 0;
            for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
            {
                _ = name.SequenceEqual("filterType"u8) ? json.ReadText(out type)
                    : name.SequenceEqual("tickSize"u8) ? json.ReadDecimal(out tick)
                    : name.SequenceEqual("stepSize"u8) ? json.ReadDecimal(out step)
                    : name.SequenceEqual("minQty"u8) ? json.ReadDecimal(out minimum)
                    : name.SequenceEqual("maxQty"u8) ? json.ReadDecimal(out maximum)
                    : name.SequenceEqual("notional"u8) ? json.ReadDecimal(out notional)
                    : name.SequenceEqual("multiplierUp"u8) ? json.ReadDecimal(out up)
                    : name.SequenceEqual("multiplierDown"u8) ? json.ReadDecimal(out down)
                    : name.SequenceEqual("limit"u8) ? json.ReadInteger(out limit)
                    : json.SkipValue();
            }

            if (type.SequenceEqual("PRICE_FILTER"u8))
            {
                TickSize = tick;
            }
            else if (type.SequenceEqual("LOT_SIZE"u8))
            {
                (LotSize, MinQuantity, MaxQuantity) = (step, minimum, maximum);
            }
            else if (type.SequenceEqual("MIN_NOTIONAL"u8))
            {
                MinNotional = notional;
            }
            else if (type.SequenceEqual("PERCENT_PRICE"u8))
            {
                (BandUp, BandDown) = (up, down);
            }
            else if (type.SequenceEqual("MAX_NUM_ORDERS"u8))
            {
                MaxOrders = (int)Math.Clamp(limit, 0, int.MaxValue);
            }
        }
    }
}
