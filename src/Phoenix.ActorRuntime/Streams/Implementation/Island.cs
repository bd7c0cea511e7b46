using Akka.Actor;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>One fused part of a stream: an interpreter and the actor that gives it a thread.</summary>
/// <remarks>Islands of one stream know each other only through their boundaries. An actor has one island, and those of
/// the nested streams that its stages have fused into it.</remarks>
internal sealed class Island(ActorMaterializerImpl materializer, Attributes attributes)
{
    private readonly List<GraphStageLogic> _stages = [];
    private readonly List<Connection> _connections = [];
    private GraphInterpreter? _interpreter;
    private ResumeIsland? _resume;
    private readonly Lock _lock = new();
    private List<object>? _early = [];
    private volatile IActorRef? _actor;
    private int _unfed;
    private bool _resuming;
    private int _limit;

    internal Attributes Attributes => attributes;

    internal ActorMaterializerImpl Materializer => materializer;

    internal IMaterializer SubFusingMaterializer => field ??= new SubFusingMaterializer(materializer, this);

    internal IActorRef Actor => _actor ?? ActorRefs.Nobody;

    /// <summary>Set while the actor lives.</summary>
    internal IslandActor? Host { get; set; }

    /// <summary>How many events one message may lead to.</summary>
    internal int Limit => _limit;

    internal bool IsEmpty => _stages.Count == 0;

    internal bool IsCompleted => _interpreter!.IsCompleted;

    /// <summary>Whether it has no stage of its own and the publisher that feeds it has yet to answer.</summary>
    internal bool IsUnfed => _unfed > 0 && _stages.TrueForAll(stage => stage is InputBoundary or OutputBoundary);

    internal void Add(GraphStageLogic stage)
    {
        if (stage is InputBoundary) _unfed++;
        stage.Island = this;
        _stages.Add(stage);
    }

    internal void Add(Connection connection) => _connections.Add(connection);

    /// <summary>Takes the stages and connections as they are now; none can be added any more.</summary>
    internal void Seal()
    {
        _limit = attributes.GetMandatoryAttribute<ActorAttributes.SyncProcessingLimit>().Limit;
        _interpreter = new GraphInterpreter(this, _stages, _connections);
        foreach (var stage in _stages) stage.Interpreter = _interpreter;
    }

    /// <summary>Gives the island its actor, and the actor what was meant for it already.</summary>
    internal void SettleOn(IActorRef actor)
    {
        lock (_lock)
        {
            foreach (var message in _early!) actor.Tell(message, ActorRefs.NoSender);
            (_early, _actor) = (null, actor);
        }
    }

    /// <summary>What another stage of the same actor asks for needs no message: it comes next.</summary>
    internal void Call(IslandSignal signal)
    {
        if (GraphInterpreter.RunningHost is { } host && ReferenceEquals(host, Host)) host.Call(signal);
        else Tell(signal);
    }

    internal void Tell(object message)
    {
        if (_actor is { } actor)
        {
            actor.Tell(message, ActorRefs.NoSender);
            return;
        }

        lock (_lock)
        {
            if (_early is not null) _early.Add(message);
            else _actor!.Tell(message, ActorRefs.NoSender);
        }
    }

    /// <summary>A publisher has answered, or is not needed any more; with the last one, subscribers are welcome.
    /// </summary>
    internal void Feed()
    {
        if (--_unfed > 0) return;
        foreach (var stage in _stages)
        {
            if (stage is OutputBoundary output) output.Welcome();
        }
    }

    internal void Start()
    {
        _interpreter!.Start();
        RunEvents();
    }

    internal void Handle(IslandSignal signal)
    {
        _interpreter!.Run(signal.Stage, static (_, argument) => ((IslandSignal)argument!).Run(), signal);
        RunEvents();
    }

    internal void Resume()
    {
        _resuming = false;
        RunEvents();
    }

    internal void Abort(Exception cause) => _interpreter!.Abort(cause, _limit);

    /// <summary>Runs for as long as one message may; what is left then waits behind the other messages.</summary>
    private void RunEvents()
    {
        _ = _interpreter!.Execute(_limit);
        if (!_interpreter.HasEvents || _resuming) return;
        _resuming = true;
        Tell(_resume ??= new ResumeIsland(this));
    }
}
