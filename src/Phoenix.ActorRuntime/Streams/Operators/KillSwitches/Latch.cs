namespace Akka.Streams.Implementation;

/// <summary>Something that happens once; whoever listens is told.</summary>
internal sealed class Latch
{
    private readonly Lock _lock = new();
    private readonly List<Action<Exception?>> _listeners = [];
    private bool _closed;
    private Exception? _cause;

    internal void Close(Exception? cause)
    {
        Action<Exception?>[] listeners;
        lock (_lock)
        {
            if (_closed) return;
            (_closed, _cause) = (true, cause);
            listeners = [.. _listeners];
            _listeners.Clear();
        }

        foreach (var listener in listeners) listener(cause);
    }

    /// <summary>Tells <paramref name="listener"/> once the latch is closed; not if it is already.</summary>
    internal bool TryListen(Action<Exception?> listener, out Exception? cause)
    {
        lock (_lock)
        {
            cause = _cause;
            if (!_closed) _listeners.Add(listener);
            return !_closed;
        }
    }

    internal void Forget(Action<Exception?> listener)
    {
        lock (_lock) _listeners.Remove(listener);
    }
}
