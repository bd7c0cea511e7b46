using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Streams.Implementation;

/// <summary>The parent of a materializer's streams: stops those that fail, and with its own end all of them.</summary>
public class StreamSupervisor : ActorBase
{
    internal static readonly Props Recipe = Actor.Props.Create(() => new StreamSupervisor());

    private StreamSupervisor()
    {
    }

    protected override SupervisorStrategy SupervisorStrategy() => Actor.SupervisorStrategy.StoppingStrategy;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case GetChildren:
                Sender.Tell(new Children([.. Context.GetChildren()]));
                return true;
            case StopChildren:
                foreach (var child in Context.GetChildren()) Context.Stop(child);
                Sender.Tell(StoppedChildren.Instance);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Asks for the actors of the running streams.</summary>
    public sealed class GetChildren
    {
        public static readonly GetChildren Instance = new();

        private GetChildren()
        {
        }
    }

    /// <summary>The actors of the running streams.</summary>
    public sealed class Children(IImmutableSet<IActorRef> refs)
    {
        public readonly IImmutableSet<IActorRef> Refs = refs;
    }

    /// <summary>Stops all running streams.</summary>
    public sealed class StopChildren
    {
        public static readonly StopChildren Instance = new();

        private StopChildren()
        {
        }
    }

    /// <summary>The running streams have been told to stop.</summary>
    public sealed class StoppedChildren
    {
        public static readonly StoppedChildren Instance = new();

        private StoppedChildren()
        {
        }
    }

    /// <summary>Makes an actor of a stream write to the log what it is doing.</summary>
    public sealed class PrintDebugDump
    {
        public static readonly PrintDebugDump Instance = new();

        private PrintDebugDump()
        {
        }
    }
}
