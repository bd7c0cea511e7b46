using System.Threading.Channels;
using Akka.Actor;

namespace Akka.TestKit.Internal;

/// <summary>The messages a test actor has received and the test has not looked at yet.</summary>
internal sealed class TestActorQueue
{
    private readonly Channel<MessageEnvelope> _received = Channel.CreateUnbounded<MessageEnvelope>();

    internal bool HasMessages => _received.Reader.TryPeek(out _);

    /// <summary>Messages for which it returns true are dropped.</summary>
    internal Func<object, bool>? Ignore { get; set; }

    internal AutoPilot Pilot { get; set; } = NoAutoPilot.Instance;

    internal void Add(object message, IActorRef sender)
    {
        if (Ignore is { } ignore && ignore(message)) return;
        _ = _received.Writer.TryWrite(new RealMessageEnvelope(message, sender));
    }

    /// <returns>Null if nothing came in time.</returns>
    internal MessageEnvelope? Take(TimeSpan timeout, CancellationToken cancellation)
    {
        if (_received.Reader.TryRead(out var envelope)) return envelope;
        var arrival = _received.Reader.WaitToReadAsync(cancellation).AsTask();
        return arrival.Wait(timeout, cancellation) && _received.Reader.TryRead(out envelope) ? envelope : null;
    }

    internal async ValueTask<MessageEnvelope?> TakeAsync(TimeSpan timeout, CancellationToken cancellation)
    {
        if (_received.Reader.TryRead(out var envelope)) return envelope;
        try
        {
            _ = await _received.Reader.WaitToReadAsync(cancellation).AsTask().WaitAsync(timeout, cancellation);
        }
        catch (TimeoutException)
        {
            return null;
        }

        return _received.Reader.TryRead(out envelope) ? envelope : null;
    }
}

/// <summary>The actor behind a test kit or probe: puts what it receives into the queue.</summary>
internal sealed class InternalTestActor(TestActorQueue queue) : ActorBase
{
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case WatchRequest watch:
                Context.Watch(watch.Subject);
                Sender.Tell(watch);
                return true;
            case UnwatchRequest unwatch:
                Context.Unwatch(unwatch.Subject);
                Sender.Tell(unwatch);
                return true;
        }

        if (queue.Pilot is not NoAutoPilot)
        {
            var next = queue.Pilot.Run(Sender, message);
            if (next is not KeepRunning) queue.Pilot = next;
        }

        queue.Add(message, Sender);
        return true;
    }

    internal sealed record WatchRequest(IActorRef Subject);

    internal sealed record UnwatchRequest(IActorRef Subject);
}

/// <summary>Keeps the test actor the sender of what the test tells, across the awaits of a test.</summary>
internal sealed class ActorCellKeepingSynchronizationContext(ActorCell cell) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => ThreadPool.QueueUserWorkItem(
        _ =>
        {
            var contextBefore = Current;
            var cellBefore = ActorCell.Enter(cell);
            SetSynchronizationContext(this);
            try
            {
                d(state);
            }
            finally
            {
                SetSynchronizationContext(contextBefore);
                _ = ActorCell.Enter(cellBefore);
            }
        },
        null);
}
