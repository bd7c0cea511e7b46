using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Core.Tracing;

namespace Phoenix.Node.Traces;

/// <summary>A span before it has an id: what happened from when to when, by the calendar.</summary>
/// <param name="Name">One of few; what differs stands in the attributes.</param>
internal sealed record Span(string Name, DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>Values are texts, whole numbers, floating-point numbers or truth values.</summary>
    public ImmutableArray<KeyValuePair<string, object?>> Attributes { get; init; } = [];

    public ImmutableArray<SpanEvent> Events { get; init; } = [];

    /// <summary>What went wrong; null when nothing did.</summary>
    public string? Error { get; init; }

    public ImmutableArray<Span> Children { get; init; } = [];

    /// <summary>Of the request that it tells of, so that others can be linked to it; null for other spans.</summary>
    public RequestKey? Request { get; init; }

    /// <summary>Where the cause of it is told; null when that is its parent.</summary>
    public RequestKey? Cause { get; init; }
}

/// <summary>A moment within a span.</summary>
internal sealed record SpanEvent(
    string Name, DateTimeOffset Time, ImmutableArray<KeyValuePair<string, object?>> Attributes);

/// <summary>A decision asks no more than one thing about an order.</summary>
internal readonly record struct RequestKey(TraceMark Mark, ClientOrderId Order);
