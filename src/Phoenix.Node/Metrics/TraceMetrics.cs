using System.Diagnostics.Metrics;
using Phoenix.Node.Traces;

namespace Phoenix.Node.Metrics;

/// <summary>How much is traced, and how much of it is lost. Silent where nothing is traced.</summary>
internal sealed class TraceMetrics
{
    private TraceQueue? _queue;

    public TraceMetrics(Meter meter)
    {
        Count(meter, "phoenix.traces", "Decisions that were traced.", queue => queue.Traced);
        Count(meter, "phoenix.traces.dropped", "Parts of traces that found no room.", queue => queue.Dropped);
    }

    public void Watch(TraceQueue queue) => Volatile.Write(ref _queue, queue);

    private void Count(Meter meter, string name, string help, Func<TraceQueue, long> figure) =>
        meter.CreateObservableCounter(
            name,
            () => Volatile.Read(ref _queue) is { } queue ? [new Measurement<long>(figure(queue))] : Nothing,
            null,
            help);

    private static Measurement<long>[] Nothing => [];
}
