using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Phoenix.Core.Settings;
using Phoenix.Node.Logs;
using Phoenix.Node.Settings;
using Phoenix.Node.Traces;
using static Phoenix.Node.Tests.Traces.TraceRig;

namespace Phoenix.Node.Tests.Traces;

/// <summary>Goal: whatever fails on the way of a trace stays there, and the log says so once.</summary>
[Collection(SpansCollection.Name)]
public sealed class TraceExportSpecs
{
    private readonly ListLogger _log = new();

    [Fact]
    public void Without_an_endpoint_or_a_share_there_is_nothing_to_stop()
    {
        Start(Nowhere with { Endpoint = null }).ShouldBeNull();
        Start(Nowhere with { Sampling = new TraceSampling { Share = 0 } }).ShouldBeNull();
        _log.Ids.ShouldBeEmpty();
    }

    [Fact]
    public void What_waits_at_the_end_is_made_and_a_collector_that_is_not_there_is_told_of_once()
    {
        var told = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == SpanWriter.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => told.Enqueue(activity.OperationName),
        };
        ActivitySource.AddActivityListener(listener);

        using (var export = Start(Nowhere)!)
        {
            export.Queue.Offer(Decided());
            export.Queue.Offer(Answered(Placed, Accepted));
        }

        told.ShouldBe(["decide", "order", "order", "frame"]);
        _log.Ids.ShouldBe([PhoenixEventId.OtlpStarts, PhoenixEventId.OtlpFails]);
    }

    [Fact]
    public void A_trace_that_cannot_be_made_is_told_of_once_and_ends_nothing()
    {
        var broken = Decided() with { Decision = null! };
        using (var export = Start(Nowhere)!)
        {
            export.Queue.Offer(broken);
            export.Queue.Offer(Answered(Placed, Accepted));
            export.Queue.Offer(broken);
            export.Queue.Offer(Answered(Placed, Accepted));
        }

        _log.Ids.Count(id => id == PhoenixEventId.TraceBroken).ShouldBe(1);
    }

    /// <summary>Port 9 of this machine: nobody listens there.</summary>
    private static TraceSettings Nowhere { get; } = new()
    {
        Endpoint = new Uri("http://127.0.0.1:9/v1/traces"),
        Sampling = new TraceSampling { Share = 1 },
        Timeout = TimeSpan.FromMilliseconds(200),
    };

    private TraceExport? Start(TraceSettings settings) => TraceExport.Start(settings, TimeProvider.System, _log);

    private sealed class ListLogger : ILogger
    {
        private readonly ConcurrentQueue<int> _ids = new();

        public int[] Ids => [.. _ids];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) => _ids.Enqueue(eventId.Id);
    }
}

/// <summary>Whoever listens to the source of spans hears all of the process: one at a time.</summary>
[CollectionDefinition(Name)]
public sealed class SpansCollection
{
    public const string Name = "spans";
}
