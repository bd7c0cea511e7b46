using Akka.Actor;
using Akka.Event;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>A message to the actor of an island: something for one of its stages to do.</summary>
internal abstract class IslandSignal(GraphStageLogic stage) : INoSerializationVerificationNeeded, IDeadLetterSuppression
{
    internal GraphStageLogic Stage => stage;

    /// <summary>Runs as an event of the stage; not at all if the stage has ended.</summary>
    internal abstract void Run();
}

/// <summary>Something that was called from outside the island.</summary>
internal sealed class AsyncSignal<T>(GraphStageLogic stage, Action<T> handler, T argument) : IslandSignal(stage)
{
    internal override void Run() => handler(argument);
}

/// <summary>There are events left that the last message had no time for.</summary>
internal sealed class ResumeIsland(Island island) : INoSerializationVerificationNeeded, IDeadLetterSuppression
{
    internal Island Island => island;
}

/// <summary>There are calls between the islands of one actor left that the last message had no time for.</summary>
internal sealed class ResumeCalls : INoSerializationVerificationNeeded, IDeadLetterSuppression
{
    internal static readonly ResumeCalls Instance = new();
}
