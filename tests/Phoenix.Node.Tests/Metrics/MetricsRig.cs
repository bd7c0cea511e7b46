using Phoenix.Actors.Staleness;
using Phoenix.Actors.Telemetry;
using Phoenix.Core.Desk;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Freshness;
using Phoenix.Node.Metrics;

namespace Phoenix.Node.Tests.Metrics;

/// <summary>The metrics of a node that is told by hand, and what a scrape of them shows.</summary>
internal sealed class MetricsRig : IDisposable
{
    public static readonly Symbol Eth = new("ETHUSDC");

    private readonly HandTime _time = new();
    private readonly MeterReader _reader;

    public MetricsRig()
    {
        Metrics = new PhoenixMetrics(_time);
        _reader = new MeterReader(Metrics.Meter);
    }

    public PhoenixMetrics Metrics { get; }

    public Instant Now => Instant.From(_time.GetElapsedTime(0));

    /// <summary>Lines of the scrape that begin so, without the metric's common beginning.</summary>
    public string[] Scrape(string beginning) =>
    [
        .. PrometheusText.Write(_reader.Read()).Split('\n')
            .Where(line => line.StartsWith($"phoenix_{beginning}", StringComparison.Ordinal))
            .Select(line => line["phoenix_".Length..]),
    ];

    public void Tell(params SystemEvent[] occurrences)
    {
        foreach (var occurrence in occurrences)
        {
            Metrics.Note(occurrence);
        }
    }

    public void Tell(DeskEvent occurrence) => Tell(new SystemEvent.DeskReported(Eth, occurrence, Now));

    public void Tell(DeskSample sample) => Tell(new SystemEvent.DeskSampled(sample, Now));

    public void Judge(FreshnessVerdict verdict) => Metrics.Note(new StaleMonitorProtocol.Judged(verdict));

    public void Dialed(string slot, long epoch) =>
        Tell(new SystemEvent.ConnectionDialed(slot, new Epoch(epoch), Now));

    public void Up(string slot, long epoch) => Tell(new SystemEvent.ConnectionUp(slot, new Epoch(epoch), Now));

    public void Lost(string slot, long epoch, DeathCause cause = DeathCause.SilentStream) =>
        Tell(new SystemEvent.ConnectionLost(slot, new Epoch(epoch), cause, "", TimeSpan.Zero, Now));

    public void Pass(double seconds) => _time.Pass(TimeSpan.FromSeconds(seconds));

    public static DeskSample Sample(HaltCauses halts = HaltCauses.None, Symbol? symbol = null) =>
        new(symbol ?? Eth, halts, 0.05m, 8, 3, 0.1m, 1.5m, 3000, 3000.01m, TimeSpan.FromMilliseconds(64));

    public void Dispose()
    {
        _reader.Dispose();
        Metrics.Dispose();
    }

    private sealed class HandTime : TimeProvider
    {
        private long _ticks = TimeSpan.TicksPerDay;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan span) => _ticks += span.Ticks;

        public override long GetTimestamp() => _ticks;
    }
}
