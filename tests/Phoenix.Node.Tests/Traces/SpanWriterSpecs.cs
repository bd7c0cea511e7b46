using System.Diagnostics;
using Phoenix.Node.Traces;
using static Phoenix.Node.Tests.Traces.TraceRig;

namespace Phoenix.Node.Tests.Traces;

/// <summary>Goal: whoever listens gets the spans as they were built, and nothing around them leaks in.</summary>
[Collection(SpansCollection.Name)]
public sealed class SpanWriterSpecs : IDisposable
{
    private readonly List<Activity> _told = [];
    private readonly ActivityListener _listener;
    private readonly SpanWriter _writer = new();
    private readonly Activity _around = new("around");

    public SpanWriterSpecs()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == SpanWriter.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _told.Add,
        };
        ActivitySource.AddActivityListener(_listener);
        _around.Start();
    }

    public void Dispose()
    {
        _around.Dispose();
        _writer.Dispose();
        _listener.Dispose();
    }

    [Fact]
    public void Times_parents_attributes_and_errors_are_those_of_the_spans()
    {
        var root = new Span("frame", Noon, Noon.AddMilliseconds(3))
        {
            Attributes = [new("phoenix.symbol", "ETHUSDC")],
            Children =
            [
                new Span("order", Noon.AddMilliseconds(1), Noon.AddMilliseconds(3))
                {
                    Error = "refused",
                    Events = [new SpanEvent("settled", Noon.AddMilliseconds(2), [])],
                    Request = new RequestKey(Mark, Placed),
                },
            ],
        };

        _writer.Write(root);

        var (order, frame) = (_told[0], _told[1]);
        (frame.ParentSpanId, frame.Duration).ShouldBe((default, TimeSpan.FromMilliseconds(3)));
        frame.TraceId.ShouldNotBe(_around.TraceId, "a trace has no part in what its writer is doing");
        frame.GetTagItem("phoenix.symbol").ShouldBe("ETHUSDC");
        (order.ParentSpanId, order.TraceId, order.Kind).ShouldBe((frame.SpanId, frame.TraceId, ActivityKind.Client));
        (order.StartTimeUtc, order.Duration).ShouldBe(
            (Noon.AddMilliseconds(1).UtcDateTime, TimeSpan.FromMilliseconds(2)));
        (order.Status, order.StatusDescription).ShouldBe((ActivityStatusCode.Error, "refused"));
        order.Events.Single().Timestamp.ShouldBe(Noon.AddMilliseconds(2));
    }

    [Fact]
    public void What_lasted_no_time_does_not_end_today()
    {
        _writer.Write(new Span("fill", Noon, Noon));

        _told.Single().Duration.ShouldBe(TimeSpan.FromTicks(1));
    }

    [Fact]
    public void A_later_span_is_linked_to_the_request_that_it_follows_from()
    {
        var request = new RequestKey(Mark, Placed);
        _writer.Write(new Span("order", Noon, Noon.AddMilliseconds(1)) { Request = request });
        _writer.Write(new Span("fill", Noon, Noon) { Cause = request });
        _writer.Write(new Span("fill", Noon, Noon) { Cause = new RequestKey(Mark, Canceled) });

        _told[1].TraceId.ShouldNotBe(_told[0].TraceId);
        _told[1].Links.Single().Context.SpanId.ShouldBe(_told[0].SpanId);
        _told[2].Links.ShouldBeEmpty();
    }

    [Fact]
    public void Where_nobody_listens_nothing_happens()
    {
        _listener.Dispose();

        _writer.Write(new Span("frame", Noon, Noon));

        _told.ShouldBeEmpty();
    }
}
