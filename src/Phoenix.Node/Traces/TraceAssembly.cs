using Phoenix.Core.Tracing;

namespace Phoenix.Node.Traces;

/// <summary>
/// Puts the parts of traces together until each is whole, or until it has waited long enough. Pure but for what it
/// remembers, all of it bounded. Owned by one thread.
/// </summary>
internal sealed class TraceAssembly
{
    /// <summary>Traces that wait for answers at most; the oldest goes out as it is.</summary>
    public const int MostOpen = 512;

    /// <summary>Requests of which later fills are still told at most.</summary>
    public const int MostRemembered = 8_192;

    private readonly Dictionary<TraceMark, OpenTrace> _open = [];
    private readonly Queue<(TraceMark Mark, TimeSpan At)> _oldest = new();
    private readonly Recent<RequestKey, OpenTrace> _told = new(MostRemembered);

    /// <summary>Longer than the exchange is asked what became of an order.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(1);

    public int OpenCount => _open.Count;

    /// <summary>One more part.</summary>
    /// <param name="record">Of a trace that is open, or its first.</param>
    /// <param name="now">Of any clock that only runs on.</param>
    /// <param name="done">Gets what is whole by it.</param>
    public void Take(TraceRecord record, TimeSpan now, List<Span> done)
    {
        if (record is TraceRecord.Decided decided)
        {
            _open[record.Mark] = new OpenTrace(decided);
            _oldest.Enqueue((record.Mark, now));
            if (_oldest.Count > MostOpen)
            {
                Close(_oldest.Dequeue().Mark, done);
            }
        }
        else if (_open.TryGetValue(record.Mark, out var trace))
        {
            trace.Add(record);
            if (trace.IsComplete)
            {
                Close(record.Mark, done);
            }
        }
        else if (record is TraceRecord.Filled fill
            && _told.TryRecall(new RequestKey(record.Mark, fill.Order), out var earlier))
        {
            done.Add(SpanBuilder.OfLateFill(earlier, fill));
        }
    }

    /// <summary>Lets go of what has waited long enough.</summary>
    public void Expire(TimeSpan now, List<Span> done)
    {
        while (_oldest.TryPeek(out var oldest) && now - oldest.At >= Patience)
        {
            Close(_oldest.Dequeue().Mark, done);
        }
    }

    /// <summary>Nothing more comes.</summary>
    public void Finish(List<Span> done)
    {
        while (_oldest.TryDequeue(out var oldest))
        {
            Close(oldest.Mark, done);
        }
    }

    private void Close(TraceMark mark, List<Span> done)
    {
        if (_open.Remove(mark, out var trace))
        {
            done.Add(SpanBuilder.Of(trace));
            foreach (var order in trace.Requests)
            {
                _told.Remember(new RequestKey(mark, order), trace);
            }
        }
    }
}
