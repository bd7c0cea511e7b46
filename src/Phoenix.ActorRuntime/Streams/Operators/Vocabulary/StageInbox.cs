namespace Akka.Streams.Implementation;

/// <summary>What the outside says to a stage, from any thread: nothing is lost before the stage begins, and what it has
/// not taken when it ends is given back.</summary>
internal sealed class StageInbox<T>
{
    private readonly Lock _lock = new();
    private readonly Queue<T> _messages = new();
    private Action? _wake;
    private bool _closed;

    /// <returns>False if the stage is over.</returns>
    internal bool TryAdd(T message)
    {
        Action? wake;
        lock (_lock)
        {
            if (_closed) return false;
            _messages.Enqueue(message);
            wake = _wake;
        }

        wake?.Invoke();
        return true;
    }

    /// <param name="wake">Called for every message from now on: an asynchronous callback of the stage.</param>
    internal void Open(Action wake)
    {
        int waiting;
        lock (_lock)
        {
            _wake = wake;
            waiting = _messages.Count;
        }

        for (var i = 0; i < waiting; i++) wake();
    }

    internal bool TryTake(out T message)
    {
        lock (_lock) return _messages.TryDequeue(out message!);
    }

    /// <summary>Takes no more messages.</summary>
    /// <returns>Those that nobody has taken.</returns>
    internal IReadOnlyList<T> Close()
    {
        lock (_lock)
        {
            _closed = true;
            var left = _messages.ToArray();
            _messages.Clear();
            return left;
        }
    }
}
