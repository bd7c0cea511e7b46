using System.Threading.Channels;
using Phoenix.Core.Ports;
using Phoenix.Core.Settings;
using Phoenix.Core.Tracing;

namespace Phoenix.Node.Traces;

/// <summary>
/// What the trading system has handed over and nobody has looked at yet, bounded: what does not fit is dropped and
/// counted. Whoever reads comes by now and then and is not woken, for waking a thread would cost the desk more than
/// all the rest.
/// </summary>
internal sealed class TraceQueue : ITraceSink
{
    private readonly Channel<TraceRecord> _records;
    private long _traced;
    private long _dropped;

    /// <param name="sampling">Handed on to the desks.</param>
    /// <param name="capacity">Records that wait at most.</param>
    public TraceQueue(TraceSampling sampling, int capacity)
    {
        Sampling = sampling;
        _records = Channel.CreateBounded<TraceRecord>(
            new BoundedChannelOptions(capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    }

    public TraceSampling Sampling { get; }

    /// <summary>Decisions traced so far.</summary>
    public long Traced => Interlocked.Read(ref _traced);

    /// <summary>Records that found no room so far.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public void Offer(TraceRecord record)
    {
        if (!_records.Writer.TryWrite(record))
        {
            Interlocked.Increment(ref _dropped);
        }
        else if (record is TraceRecord.Decided)
        {
            Interlocked.Increment(ref _traced);
        }
    }

    /// <summary>The oldest one; false when none waits.</summary>
    public bool TryTake(out TraceRecord record) => _records.Reader.TryRead(out record!);
}
