using System.Diagnostics;
using Phoenix.Node.Metrics;

namespace Phoenix.Node.Traces;

/// <summary>
/// Gives spans their ids and hands them to whoever listens to the source. Owned by one thread, whose
/// <see cref="Activity.Current"/> it takes for itself: the trading system's threads never have one.
/// </summary>
internal sealed class SpanWriter : IDisposable
{
    private static readonly TimeSpan Shortest = TimeSpan.FromTicks(1);

    private readonly ActivitySource _source = new(SourceName);
    private readonly Recent<RequestKey, ActivityContext> _requests = new(TraceAssembly.MostRemembered);

    public const string SourceName = PhoenixMetrics.MeterName;

    public void Write(Span root)
    {
        Activity.Current = null; // else it would become the parent of what has none
        Write(root, parent: default);
    }

    public void Dispose() => _source.Dispose();

    private void Write(Span span, ActivityContext parent)
    {
        using var activity = _source.StartActivity(
            span.Name,
            span.Request is null ? ActivityKind.Internal : ActivityKind.Client,
            parent,
            span.Attributes,
            span.Cause is { } cause && _requests.TryRecall(cause, out var causing) ? [new ActivityLink(causing)] : null,
            span.Start);
        if (activity is null)
        {
            return; // nobody listens
        }

        foreach (var moment in span.Events)
        {
            activity.AddEvent(new ActivityEvent(moment.Name, moment.Time, [.. moment.Attributes]));
        }

        if (span.Error is not null)
        {
            activity.SetStatus(ActivityStatusCode.Error, span.Error);
        }

        if (span.Request is { } request)
        {
            _requests.Remember(request, activity.Context);
        }

        foreach (var child in span.Children)
        {
            Write(child, activity.Context);
        }

        // An activity that lasted no time at all would be given the present as its end.
        var lasted = span.End - span.Start;
        activity.SetEndTime((span.Start + (lasted > Shortest ? lasted : Shortest)).UtcDateTime);
    }
}
