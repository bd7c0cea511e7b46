using System.Threading.Channels;
using Phoenix.Core.Alerts;

namespace Phoenix.Node.Alerts;

/// <summary>
/// What was heard and not looked at yet. Whoever tells never waits: beyond its bound notes are lost and counted. Safe
/// from any thread; read by one.
/// </summary>
internal sealed class AlertFeed
{
    /// <summary>Several seconds of a thousand symbols.</summary>
    private const int Most = 8192;

    private readonly Channel<AlertNote> _notes = Channel.CreateBounded<AlertNote>(
        new BoundedChannelOptions(Most) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private long _lost;

    public void Add(AlertNote note)
    {
        if (!_notes.Writer.TryWrite(note))
        {
            Interlocked.Increment(ref _lost);
        }
    }

    public AlertNote? Take() => _notes.Reader.TryRead(out var note) ? note : null;

    /// <summary>Notes lost since it was asked last.</summary>
    public long TakeLost() => Interlocked.Exchange(ref _lost, 0);
}
