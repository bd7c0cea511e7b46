using Akka.Actor;
using Akka.Streams.Implementation;

namespace Akka.Streams.Stage;

/// <summary>The ways from other threads into the stage.</summary>
public abstract partial class GraphStageLogic
{
    private StageActor? _stageActor;

    /// <summary>The actor made by <see cref="GetStageActor"/>.</summary>
    public StageActor StageActor => _stageActor ?? throw StageActorRefNotInitializedException.Instance;

    /// <summary>Part of the stage actor's name; null for a number alone.</summary>
    protected virtual string StageActorName => null!;

    /// <summary>An action that any thread may call; <paramref name="handler"/> runs as an event of this stage, or not
    /// at all if the stage has ended.</summary>
    protected Action<T> GetAsyncCallback<T>(Action<T> handler)
    {
        var island = Interpreter.Island;
        return argument => island.Call(new AsyncSignal<T>(this, handler, argument));
    }

    protected Action GetAsyncCallback(Action handler)
    {
        var island = Interpreter.Island;
        return () => island.Call(new AsyncSignal<Action>(this, static run => run(), handler));
    }

    /// <summary>Runs it as an event of this stage once all is done that can be done without another message.</summary>
    private protected void Postpone(Action handler) =>
        Interpreter.Island.Tell(new AsyncSignal<Action>(this, static run => run(), handler));

    /// <summary>An actor reference whose messages arrive as events of this stage; it ends with the stage.</summary>
    protected StageActor GetStageActor(StageActorRef.Receive receive)
    {
        if (_stageActor is not null)
        {
            _stageActor.Become(receive);
            return _stageActor;
        }

        _stageActor = new StageActor(
            Interpreter.Island.Materializer, handler => GetAsyncCallback<(IActorRef, object)>(args => handler(args)),
            receive, StageActorName);
        return _stageActor;
    }

    private void StopStageActor()
    {
        _stageActor?.Stop();
        CloseSubStreams();
    }
}
