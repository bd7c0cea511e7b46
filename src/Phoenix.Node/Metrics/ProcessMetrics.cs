using System.Diagnostics;
using System.Diagnostics.Metrics;
using Phoenix.Actors.Telemetry;
using Phoenix.Node.Hosting;

namespace Phoenix.Node.Metrics;

/// <summary>
/// The process, and the trading system in it as a whole. Written by one thread; what is observed is read from any.
/// </summary>
internal sealed class ProcessMetrics
{
    private readonly Counter<long> _partsFailed;
    private long _pauses;
    private double _pausedSeconds;
    private long _clockSteps;
    private long _monitorsReplaced;
    private int _escalation;

    public ProcessMetrics(Meter meter)
    {
        using var self = Process.GetCurrentProcess();
        var started = new DateTimeOffset(self.StartTime).ToUnixTimeMilliseconds() / 1000.0;
        meter.CreateObservableGauge(
            "phoenix.build.info",
            () => new Measurement<long>(1, Tag.Named("version", ProgramVersion.Text)),
            null,
            "Always 1; the label names the version.");
        meter.CreateObservableGauge(
            "phoenix.process.start_time", () => started, "s", "When the process started, since 1970 in UTC.");
        meter.CreateObservableGauge(
            "phoenix.process.memory.resident", () => Environment.WorkingSet, "By", "Memory of the process.");
        meter.CreateObservableGauge(
            "phoenix.process.memory.heap", () => GC.GetTotalMemory(false), "By", "Memory of managed objects.");
        meter.CreateObservableCounter(
            "phoenix.process.cpu",
            () => Environment.CpuUsage.TotalTime.TotalSeconds,
            "s",
            "Time that processors worked for the process.");
        meter.CreateObservableCounter(
            "phoenix.process.gc.collections", Collections, null, "Collections, by generation.");
        meter.CreateObservableCounter(
            "phoenix.process.gc.pause",
            () => GC.GetTotalPauseDuration().TotalSeconds,
            "s",
            "Time that collections held all threads up.");
        meter.CreateObservableGauge(
            "phoenix.process.threads", () => (long)ThreadPool.ThreadCount, null, "Threads of the pool.");
        meter.CreateObservableGauge(
            "phoenix.process.queued", () => ThreadPool.PendingWorkItemCount, null, "Work that waits for a thread.");
        Count(
            meter,
            "phoenix.process.pauses",
            "Times that the whole process stood still.",
            () => Volatile.Read(ref _pauses));
        meter.CreateObservableCounter(
            "phoenix.process.paused", () => Volatile.Read(ref _pausedSeconds), "s", "How long it stood still in all.");
        Count(
            meter,
            "phoenix.process.clock_steps",
            "Times that the wall clock was set.",
            () => Volatile.Read(ref _clockSteps));
        Count(
            meter,
            "phoenix.monitor.replaced",
            "Stale monitors that failed or gave no sign of life.",
            () => Volatile.Read(ref _monitorsReplaced));
        _partsFailed = meter.CreateCounter<long>(
            "phoenix.parts.failed", null, "Parts of the trading system that failed and were made anew.");
        meter.CreateObservableGauge(
            "phoenix.escalation.level",
            () => (long)Volatile.Read(ref _escalation),
            null,
            "How much is done to get connections back: 0 nothing, 1 connection, 2 part, 3 session, 4 safe mode.");
    }

    public void Note(SystemEvent occurrence)
    {
        switch (occurrence)
        {
            case SystemEvent.ProcessPaused paused:
                Volatile.Write(ref _pauses, _pauses + 1);
                Volatile.Write(ref _pausedSeconds, _pausedSeconds + paused.Length.TotalSeconds);
                break;
            case SystemEvent.ClockStepped:
                Volatile.Write(ref _clockSteps, _clockSteps + 1);
                break;
            case SystemEvent.PartFailed failed:
                _partsFailed.Add(1, Tag.Named("part", failed.Part));
                break;
            case SystemEvent.MonitorReplaced:
                Volatile.Write(ref _monitorsReplaced, _monitorsReplaced + 1);
                break;
            case SystemEvent.EscalationMoved moved:
                Volatile.Write(ref _escalation, (int)moved.To);
                break;
        }
    }

    private static void Count(Meter meter, string name, string help, Func<long> figure) =>
        meter.CreateObservableCounter(name, figure, null, help);

    private static IEnumerable<Measurement<long>> Collections() =>
        Enumerable.Range(0, GC.MaxGeneration + 1).Select(generation => new Measurement<long>(
            GC.CollectionCount(generation), Tag.Named("generation", $"{generation}")));
}
