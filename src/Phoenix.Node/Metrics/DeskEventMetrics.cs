using System.Diagnostics.Metrics;
using Phoenix.Actors.Telemetry;
using Phoenix.Core.Accounting;
using Phoenix.Core.Desk;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;

namespace Phoenix.Node.Metrics;

/// <summary>What happened at each symbol's desk, counted. Written by one thread.</summary>
internal sealed class DeskEventMetrics
{
    private readonly Counter<long> _placed;
    private readonly Counter<long> _amended;
    private readonly Counter<long> _canceled;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _halts;
    private readonly Counter<long> _gaps;
    private readonly Counter<long> _differences;
    private readonly Counter<long> _foreign;
    private readonly Histogram<double> _haltDuration;
    private readonly Dictionary<Symbol, HaltCauses> _halted = [];
    private readonly Dictionary<Symbol, Instant> _pulledAt = [];
    private readonly HashSet<Symbol> _known = [];

    public DeskEventMetrics(Meter meter)
    {
        _placed = Counter(meter, "orders_placed", "Orders sent.");
        _amended = Counter(meter, "orders_amended", "Changes of resting orders sent.");
        _canceled = Counter(meter, "orders_canceled", "Cancels sent.");
        _refused = Counter(meter, "orders_refused", "Orders that the exchange refused.");
        _halts = Counter(meter, "halts", "Times that a cause came up that keeps the symbol from being quoted.");
        _gaps = Counter(meter, "book_gaps", "Times that a frame of the book was missing on every connection.");
        _differences = Counter(
            meter, "position_differences", "Times that the position was another one than our fills made it, by cause.");
        _foreign = Counter(meter, "foreign_orders", "Orders of somebody else on this account.");
        _haltDuration = meter.CreateHistogram(
            "phoenix.symbol.halt_duration",
            "s",
            "From the end of quoting to its return.",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800],
            });
    }

    public void Note(SystemEvent occurrence)
    {
        if (occurrence is SystemEvent.DeskReported report)
        {
            Know(report.Symbol);
            Note(report.Symbol, report.Occurrence, report.At);
        }
    }

    private static Counter<long> Counter(Meter meter, string name, string help) =>
        meter.CreateCounter<long>($"phoenix.symbol.{name}", null, help);

    /// <summary>A series that begins at 1 has no increase, so each that can begins at 0.</summary>
    private void Know(Symbol symbol)
    {
        if (_known.Add(symbol))
        {
            foreach (var counter in new[] { _placed, _amended, _canceled, _refused, _gaps, _foreign })
            {
                counter.Add(0, Tag.Symbol(symbol));
            }

            foreach (var cause in Enum.GetValues<PositionDifference>())
            {
                _differences.Add(0, Tag.Symbol(symbol), Tag.Cause(cause));
            }
        }
    }

    private void Note(Symbol symbol, DeskEvent occurrence, Instant at)
    {
        switch (occurrence)
        {
            case DeskEvent.Halted halted:
                Halted(symbol, halted, at);
                break;
            case DeskEvent.Resumed:
                Resumed(symbol, at);
                break;
            case DeskEvent.OrdersSent sent:
                _placed.Add(sent.Places, Tag.Symbol(symbol));
                _amended.Add(sent.Amends, Tag.Symbol(symbol));
                _canceled.Add(sent.Cancels, Tag.Symbol(symbol));
                break;
            case DeskEvent.OrderRefused:
                _refused.Add(1, Tag.Symbol(symbol));
                break;
            case DeskEvent.GapFound:
                _gaps.Add(1, Tag.Symbol(symbol));
                break;
            case DeskEvent.PositionDiffers differs:
                _differences.Add(1, Tag.Symbol(symbol), Tag.Cause(differs.Cause));
                break;
            case DeskEvent.ForeignOrder:
                _foreign.Add(1, Tag.Symbol(symbol));
                break;
        }
    }

    /// <summary>The time until the first quote of all is no halt, so it is not measured as one.</summary>
    private void Halted(Symbol symbol, DeskEvent.Halted halted, Instant at)
    {
        var risen = halted.Causes & ~_halted.GetValueOrDefault(symbol);
        _halted[symbol] = halted.Causes;
        foreach (var cause in Enum.GetValues<HaltCauses>().Where(cause => (cause & risen) != 0))
        {
            _halts.Add(1, Tag.Symbol(symbol), Tag.Cause(cause));
        }

        if (halted.WasQuoting)
        {
            _pulledAt.TryAdd(symbol, at);
        }
    }

    private void Resumed(Symbol symbol, Instant at)
    {
        _halted.Remove(symbol);
        if (_pulledAt.Remove(symbol, out var since))
        {
            _haltDuration.Record((at - since).TotalSeconds, Tag.Symbol(symbol));
        }
    }
}
