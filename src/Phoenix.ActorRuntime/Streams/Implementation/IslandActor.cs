using Akka.Actor;
using Akka.Event;

namespace Akka.Streams.Implementation;

/// <summary>The actor of an island, and of the islands of nested streams that were fused into it.</summary>
/// <remarks>Supervised by the materializer's <see cref="StreamSupervisor"/>; stops with the last of its islands. If it
/// is stopped before, its stages fail with <see cref="AbruptTerminationException"/>, and with them what they are
/// connected to in other islands.</remarks>
internal sealed class IslandActor(Island first) : ActorBase
{
    private readonly List<Island> _islands = [first];
    private readonly Queue<Island> _toStart = new();
    private readonly Queue<IslandSignal> _calls = new();
    private bool _resuming;

    internal static Props For(Island island) => Actor.Props.CreateBy(new Producer(island));

    /// <summary>Lets a nested stream run in this actor; it starts after the event at hand.</summary>
    internal void Adopt(Island island)
    {
        island.SettleOn(Self);
        _toStart.Enqueue(island);
    }

    /// <summary>From one stage of this actor to another; it is heard after the event at hand.</summary>
    internal void Call(IslandSignal signal) => _calls.Enqueue(signal);

    protected override void PreStart()
    {
        first.Host = this;
        first.Start();
        Settle(first);
        HandleCalls();
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case IslandSignal signal:
                var island = signal.Stage.Island;
                island.Handle(signal);
                Settle(island);
                break;
            case ResumeIsland resume:
                resume.Island.Resume();
                Settle(resume.Island);
                break;
            case ResumeCalls:
                _resuming = false;
                break;
            case StreamSupervisor.PrintDebugDump:
                Context.GetLogger().Debug("Islands: {0}", string.Join(", ", _islands));
                return true;
            default:
                return false;
        }

        HandleCalls();
        return true;
    }

    protected override void PostStop()
    {
        var cause = new AbruptTerminationException(Self);
        StartAdopted();
        foreach (var island in _islands) island.Abort(cause);
        _islands.Clear();
    }

    protected override void PostRestart(Exception reason) =>
        throw new NotSupportedException("A stream cannot be restarted in place.", reason);

    // As many as one message may lead to; what is left then waits behind the other messages.
    private void HandleCalls()
    {
        for (var left = first.Limit; left > 0 && _calls.TryDequeue(out var call); left--)
        {
            var island = call.Stage.Island;
            island.Handle(call);
            Settle(island);
        }

        if (_calls.Count == 0 || _resuming) return;
        _resuming = true;
        Self.Tell(ResumeCalls.Instance, ActorRefs.NoSender);
    }

    private void Settle(Island island)
    {
        StartAdopted();
        if (island.IsCompleted) _islands.Remove(island);
        if (_islands.Count == 0) Context.Stop(Self);
    }

    private void StartAdopted()
    {
        while (_toStart.TryDequeue(out var island))
        {
            island.Host = this;
            _islands.Add(island);
            island.Start();
            if (island.IsCompleted) _islands.Remove(island);
        }
    }

    private sealed class Producer(Island island) : IIndirectActorProducer
    {
        public Type ActorType => typeof(IslandActor);

        public ActorBase Produce() => new IslandActor(island);

        public void Release(ActorBase actor)
        {
        }
    }
}
