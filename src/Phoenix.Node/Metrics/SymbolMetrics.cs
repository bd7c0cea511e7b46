using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Phoenix.Actors.Telemetry;
using Phoenix.Core.Accounting;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;

namespace Phoenix.Node.Metrics;

/// <summary>
/// How each symbol stands, as its desk last told, once a second; money is in quote currency, quantities in base
/// currency. Written by one thread; what is observed is read from any.
/// </summary>
internal sealed class SymbolMetrics
{
    private static readonly ImmutableArray<HaltCauses> Causes =
        [.. Enum.GetValues<HaltCauses>().Where(cause => cause != HaltCauses.None)];

    private readonly Meter _meter;
    private readonly TimeProvider _time;
    private ImmutableSortedDictionary<Symbol, Seen> _seen = ImmutableSortedDictionary<Symbol, Seen>.Empty;
    private ImmutableSortedSet<Symbol> _leftOut = [];

    public SymbolMetrics(Meter meter, TimeProvider time)
    {
        (_meter, _time) = (meter, time);
        AddState();
        AddMoney();
        AddBook();
        AddQuality();
    }

    public void Note(SystemEvent occurrence)
    {
        switch (occurrence)
        {
            case SystemEvent.DeskSampled { Sample: var sample }:
                var ever = sample.Halts | (_seen.GetValueOrDefault(sample.Symbol)?.EverHalted ?? HaltCauses.None);
                Volatile.Write(
                    ref _seen, _seen.SetItem(sample.Symbol, new Seen(sample, _time.GetTimestamp(), ever)));
                break;
            case SystemEvent.SymbolLeftOut left:
                Volatile.Write(ref _leftOut, _leftOut.Add(left.Symbol));
                break;
            case SystemEvent.SymbolRemoved removed:
                Volatile.Write(ref _seen, _seen.Remove(removed.Symbol));
                break;
        }
    }

    private void AddState()
    {
        Gauge("quoting", null, "Whether nothing keeps the symbol from being quoted.", now => IsQuoting(now) ? 1 : 0);
        ObserveMany("halted", null, "Whether the cause keeps the symbol from being quoted.", HaltsOf);
        Gauges("mode", null, "What may be quoted at this position: 1 for the mode in force.", sample =>
            Choices("mode", sample.Mode));
        Gauges(
            "pace",
            null,
            "How much quoting the exchange's limits leave room for: 1 for the pace in force.",
            sample => Choices("pace", sample.Pace));
        Gauge("places_paused", "s", "How long a limit of the exchange keeps new orders back yet.", now =>
            now.PlacesPaused.TotalSeconds);
        Gauge("open_orders", null, "Our orders that may execute.", now => now.OpenOrders);
        Observe("sample.age", "s", "How old what is told of the symbol is.", seen =>
            _time.GetElapsedTime(seen.At).TotalSeconds);
        _meter.CreateObservableGauge(
            "phoenix.symbol.left_out",
            () => Volatile.Read(ref _leftOut).Select(symbol => new Measurement<long>(1, Tag.Symbol(symbol))),
            null,
            "Always 1; a symbol of the settings that the exchange's rules leave no room to quote.");
    }

    private void AddMoney()
    {
        Gauge("position", null, "Position in base currency; negative is short.", now => (double)now.Position);
        Gauge("resting_notional", null, "Worth of all open orders.", now => (double)now.RestingNotional);
        Gauge("fees", null, "Commission paid since the start; a rebate counts negative.", now => (double)now.Fees);
        Gauge("funding", null, "What settlements of funding brought; positive is received.", now =>
            (double)now.Funding);
        Gauge("realized_pnl", null, "Profit realized since the start, before fees.", now => (double)now.RealizedPnl);
        Gauges("profit", null, "What quoting brought, by the part it came from; the sum of all is the whole.", PartsOf);
        Gauge("profit_drawdown", null, "The deepest fall of that profit from its highest.", now =>
            (double)now.Books.Drawdown);
        Gauge("grinding_cost", null, "What taking positions off at once cost; part of the profit.", now =>
            (double)now.Books.GrindingCost);
        _meter.CreateObservableCounter(
            "phoenix.symbol.fills",
            () => Volatile.Read(ref _seen).Select(pair => new Measurement<long>(
                pair.Value.Sample.Fills, Tag.Symbol(pair.Key))),
            null,
            "Executions of our orders.");
    }

    private void AddBook()
    {
        Gauge("book.age", "s", "How old the book was when the desk told of it.", now => now.BookAge.TotalSeconds);
        Gauges("best_bid", null, "Best bid of our book.", sample => Known(sample.BestBid));
        Gauges("best_ask", null, "Best ask of our book.", sample => Known(sample.BestAsk));
    }

    private void AddQuality()
    {
        Gauges(
            "frame_to_order",
            "s",
            "From the receipt of a depth frame to the orders it led to, over half a minute to a minute.",
            Latencies);
        Gauges("quoted_time", "1", "Share of time with a quote on each side.", sample => Known(sample.Books.Uptime));
        Gauges(
            "markout",
            "1",
            "What our fills were worth after the horizon, as a share of the mid; negative is adverse.",
            sample => BooksReport.Horizons.Zip(sample.Books.Markouts).Where(pair => pair.Second is not null).Select(
                pair => new Figure(
                    pair.Second!.Value / 1e4, Tag.Named("horizon", $"{pair.First.TotalSeconds:0}s"))));
    }

    private static IEnumerable<Figure> Latencies(DeskSample sample) => sample.FrameToOrder is { Count: > 0 } latency
        ?
        [
            new(latency.P50.TotalSeconds, Tag.Named("percentile", "50")),
            new(latency.P99.TotalSeconds, Tag.Named("percentile", "99")),
            new(latency.Max.TotalSeconds, Tag.Named("percentile", "100")),
        ]
        : [];

    private static bool IsQuoting(DeskSample sample) => sample.Halts == HaltCauses.None;

    /// <summary>A cause that never held has no series: there are many causes, and most never come.</summary>
    private static IEnumerable<Figure> HaltsOf(Seen seen) => Causes.Where(cause => seen.EverHalted.HasFlag(cause))
        .Select(cause => new Figure(seen.Sample.Halts.HasFlag(cause) ? 1 : 0, Tag.Cause(cause)));

    private static IEnumerable<Figure> PartsOf(DeskSample sample)
    {
        var profit = sample.Books.Profit;
        return
        [
            new((double)profit.Spread, Tag.Named("part", "spread")),
            new((double)profit.Inventory, Tag.Named("part", "inventory")),
            new((double)-profit.Fees, Tag.Named("part", "fees")),
            new((double)profit.Funding, Tag.Named("part", "funding")),
        ];
    }

    private static IEnumerable<Figure> Choices<T>(string label, T present)
        where T : struct, Enum => Enum.GetValues<T>().Select(value => new Figure(
            value.Equals(present) ? 1 : 0, Tag.Named(label, $"{value}")));

    private static IEnumerable<Figure> Known(decimal? value) => Known((double?)value);

    private static IEnumerable<Figure> Known(double? value) => value is { } known ? [new Figure(known, null)] : [];

    private void Gauge(string name, string? unit, string help, Func<DeskSample, double> figure) =>
        Observe(name, unit, help, seen => figure(seen.Sample));

    private void Observe(string name, string? unit, string help, Func<Seen, double> figure) =>
        _meter.CreateObservableGauge(
            $"phoenix.symbol.{name}",
            () => Volatile.Read(ref _seen).Select(pair => new Measurement<double>(
                figure(pair.Value), Tag.Symbol(pair.Key))),
            unit,
            help);

    private void Gauges(string name, string? unit, string help, Func<DeskSample, IEnumerable<Figure>> figures) =>
        ObserveMany(name, unit, help, seen => figures(seen.Sample));

    private void ObserveMany(string name, string? unit, string help, Func<Seen, IEnumerable<Figure>> figures) =>
        _meter.CreateObservableGauge(
            $"phoenix.symbol.{name}",
            () => Volatile.Read(ref _seen).SelectMany(pair => figures(pair.Value).Select(figure =>
                figure.Label is { } label
                    ? new Measurement<double>(figure.Value, Tag.Symbol(pair.Key), label)
                    : new Measurement<double>(figure.Value, Tag.Symbol(pair.Key)))),
            unit,
            help);

    /// <param name="At">A timestamp of the time provider.</param>
    /// <param name="EverHalted">Every cause that held in some sample.</param>
    private sealed record Seen(DeskSample Sample, long At, HaltCauses EverHalted);

    /// <param name="Label">Beside the symbol; null for none.</param>
    private readonly record struct Figure(double Value, KeyValuePair<string, object?>? Label);
}
