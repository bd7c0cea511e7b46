using System.Diagnostics.Metrics;
using Phoenix.Actors.Staleness;
using Phoenix.Actors.Telemetry;
using Phoenix.Core.Ports;
using Phoenix.Node.Traces;

namespace Phoenix.Node.Metrics;

/// <summary>
/// The instruments of the running node, all under one meter: what happened is told to them by one thread, and whoever
/// exports reads from any other. They hold nothing up and nothing depends on them.
/// </summary>
internal sealed class PhoenixMetrics : IDisposable
{
    public const string MeterName = "Phoenix";

    private readonly StreamMetrics _streams;
    private readonly SymbolMetrics _symbols;
    private readonly DeskEventMetrics _desks;
    private readonly ErrorMetrics _errors;
    private readonly AccountMetrics _account;
    private readonly ProcessMetrics _process;
    private readonly TraceMetrics _traces;

    /// <param name="time">By which ages are measured.</param>
    public PhoenixMetrics(TimeProvider time)
    {
        Meter = new Meter(MeterName);
        _streams = new StreamMetrics(Meter, time);
        _symbols = new SymbolMetrics(Meter, time);
        _desks = new DeskEventMetrics(Meter);
        _errors = new ErrorMetrics(Meter);
        _account = new AccountMetrics(Meter);
        _process = new ProcessMetrics(Meter);
        _traces = new TraceMetrics(Meter);
    }

    public Meter Meter { get; }

    public void Note(SystemEvent occurrence)
    {
        _streams.Note(occurrence);
        _symbols.Note(occurrence);
        _desks.Note(occurrence);
        _errors.Note(occurrence);
        _process.Note(occurrence);
        if (occurrence is SystemEvent.AccountSampled sampled)
        {
            _account.Note(sampled.Standing);
        }
    }

    public void Note(StaleMonitorProtocol.Judged judged) => _errors.Note(judged.Verdict);

    /// <summary>From then on what the exchange's limits leave is told too.</summary>
    public void Watch(IRateBudget budget) => _account.Watch(budget);

    /// <summary>From then on how much is traced is told too.</summary>
    public void Watch(TraceQueue traces) => _traces.Watch(traces);

    public void Dispose() => Meter.Dispose();
}
