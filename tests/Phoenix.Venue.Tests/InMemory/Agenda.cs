using System.Text;
using Phoenix.Core.Ports;
using Phoenix.Venue.InMemory;

namespace Phoenix.Venue.Tests.InMemory;

/// <summary>The least virtual time that will do: a queue of work in order of time, then of call.</summary>
internal sealed class Agenda(DateTimeOffset start) : IVirtualTime
{
    private readonly PriorityQueue<Action, (DateTimeOffset At, long Order)> _work = new();
    private long _order;

    public DateTimeOffset Now { get; private set; } = start;

    public void Schedule(TimeSpan delay, Action work) => _work.Enqueue(work, (Now + delay, _order++));

    internal void RunFor(int milliseconds)
    {
        var end = Now.AddMilliseconds(milliseconds);
        while (_work.TryPeek(out var work, out var due) && due.At <= end)
        {
            _work.Dequeue();
            Now = due.At;
            work();
        }

        Now = end;
    }
}

/// <summary>Remembers what a client heard on one socket, and when.</summary>
internal sealed class RecordingSink(IVirtualTime time) : IWebSocketSink
{
    internal List<string> Texts { get; } = [];

    internal List<DateTimeOffset> Times { get; } = [];

    internal int Opened { get; private set; }

    internal List<SocketClosure> Closures { get; } = [];

    public void OnOpened() => Opened++;

    public void OnText(ReadOnlySpan<byte> text)
    {
        Texts.Add(Encoding.UTF8.GetString(text));
        Times.Add(time.Now);
    }

    public void OnClosed(SocketClosure closure) => Closures.Add(closure);
}
