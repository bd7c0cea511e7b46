using Phoenix.Core.Ports;

namespace Phoenix.Simulation.Wiring;

/// <summary>
/// The buffers of the machine's own network stack: while the process stands still, what arrives waits in them, and is
/// read with the time of its reading.
/// </summary>
internal sealed class PausableSockets(IWebSocketTransport inner) : IWebSocketTransport
{
    private readonly Queue<Action> _waiting = new();
    private bool _isPaused;

    /// <summary>Raised before a socket is dialled.</summary>
    public event Action? Dialing;

    public IWebSocketSession Open(Uri endpoint, IWebSocketSink sink)
    {
        Dialing?.Invoke();
        return inner.Open(endpoint, new Buffer(this, sink));
    }

    public void Pause() => _isPaused = true;

    public void Resume()
    {
        _isPaused = false;
        while (_waiting.TryDequeue(out var arrival))
        {
            arrival();
        }
    }

    private void Arrive(Action arrival)
    {
        if (_isPaused)
        {
            _waiting.Enqueue(arrival);
        }
        else
        {
            arrival();
        }
    }

    private sealed class Buffer(PausableSockets owner, IWebSocketSink sink) : IWebSocketSink
    {
        public void OnOpened() => owner.Arrive(sink.OnOpened);

        public void OnText(ReadOnlySpan<byte> text)
        {
            if (!owner._isPaused)
            {
                sink.OnText(text);
                return;
            }

            var kept = text.ToArray();
            owner.Arrive(() => sink.OnText(kept));
        }

        public void OnClosed(SocketClosure closure) => owner.Arrive(() => sink.OnClosed(closure));
    }
}
