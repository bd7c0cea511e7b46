namespace Akka.Streams.Implementation;

/// <summary>Something that happens once; whoever listens is told, also who comes later.</summary>
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

    /// <summary>Tells <paramref name="listener"/> once the latch is closed; on the calling thread if it is
    /// already.</summary>
    internal void Listen(Action<Exception?> listener)
    {
        lock (_lock)
        {
            if (!_closed)
            {
                _listeners.Add(listener);
                return;
            }
        }

        listener(_cause);
    }

    internal void Forget(Action<Exception?> listener)
    {
        lock (_lock) _listeners.Remove(listener);
    }
}
