using Akka.Actor;
using Akka.Event;
using Akka.Pattern;
using Akka.Util;

namespace Akka.Streams.Implementation;

/// <summary>The materializer: a supervisor's reference, settings, and a way to name actors.</summary>
public sealed class ActorMaterializerImpl : ActorMaterializer
{
    private readonly StreamNames _names;
    private readonly string _prefix;
    private readonly State _state;
    private readonly Attributes _attributes;

    private ActorMaterializerImpl(
        ActorSystemImpl system, ActorMaterializerSettings settings, IActorRef supervisor, State state, string prefix)
    {
        (SystemImpl, Settings, Supervisor, _state) = (system, settings, supervisor, state);
        _names = StreamNames.Of(system);
        _prefix = $"{prefix}-{_names.NextFlow()}";
        _attributes = settings.ToAttributes();
        Logger = Logging.GetLogger(system, supervisor);
    }

    public override ActorMaterializerSettings Settings { get; }

    public override bool IsShutdown => _state.IsShutdown || ((IInternalActorRef)Supervisor).IsTerminated;

    public override ActorSystem System => SystemImpl;

    public override IActorRef Supervisor { get; }

    public override ILoggingAdapter Logger { get; }

    internal ActorSystemImpl SystemImpl { get; }

    public override IMaterializer WithNamePrefix(string namePrefix) =>
        new ActorMaterializerImpl(SystemImpl, Settings, Supervisor, _state, namePrefix);

    public override TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable) =>
        Materialize(runnable, Attributes.None);

    public override TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable, Attributes initialAttributes)
    {
        if (IsShutdown) throw RefuseToRun();
        var materialization = new Materialization(this);
        var value = materialization.Build(runnable.Module, _attributes.And(initialAttributes));
        foreach (var island in materialization.Seal()) Launch(island);
        return Composition.Value<TMat>(value);
    }

    public override ICancelable ScheduleOnce(TimeSpan delay, Action action) =>
        System.Scheduler.Advanced.ScheduleOnceCancelable(delay, action);

    public override ICancelable ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        System.Scheduler.Advanced.ScheduleRepeatedlyCancelable(initialDelay, interval, action);

    public override ILoggingAdapter MakeLogger(object logSource) => Logging.GetLogger(System, logSource);

    public override ActorMaterializerSettings EffectiveSettings(Attributes attributes)
    {
        var (all, settings) = (_attributes.And(attributes), Settings);
        var buffer = all.GetMandatoryAttribute<Attributes.InputBuffer>();
        return settings
            .WithInputBuffer(buffer.Initial, buffer.Max)
            .WithDispatcher(all.GetMandatoryAttribute<ActorAttributes.Dispatcher>().Name)
            .WithSupervisionStrategy(all.GetMandatoryAttribute<ActorAttributes.SupervisionStrategy>().Decider);
    }

    public override IActorRef ActorOf(MaterializationContext context, Props props) =>
        ActorOf(props, context.StageName, context.EffectiveAttributes);

    public override void Shutdown()
    {
        if (_state.Shutdown()) SystemImpl.Stop(Supervisor);
    }

    internal static ActorMaterializerImpl Create(
        IActorRefFactory context, ActorSystemImpl system, ActorMaterializerSettings settings, string prefix)
    {
        var name = $"StreamSupervisor-{StreamNames.Of(system).NextSupervisor()}";
        var supervisor = context.ActorOf(StreamSupervisor.Recipe.WithDispatcher(settings.Dispatcher), name);
        return new ActorMaterializerImpl(system, settings, supervisor, new State(), prefix);
    }

    /// <summary>Runs a graph on the actor of an island.</summary>
    internal TMat MaterializeIn<TMat>(IslandActor host, IGraph<ClosedShape, TMat> runnable, Attributes attributes)
    {
        if (IsShutdown) throw RefuseToRun();
        var materialization = new Materialization(this);
        var value = materialization.Build(runnable.Module, _attributes.And(attributes));
        var islands = materialization.Seal();
        for (var i = 0; i < islands.Count; i++)
        {
            if (i == 0) host.Adopt(islands[i]);
            else Launch(islands[i]);
        }

        return Composition.Value<TMat>(value);
    }

    internal string NextStageActorName(string? name)
    {
        var number = CompactNumber.Format(_names.NextStageActor());
        return name is null ? $"$${number}" : $"$${number}-{name}";
    }

    /// <summary>The path of a reference that is no actor but looks like one of this materializer's.</summary>
    internal ActorPath NextActorPath(string name) =>
        new ChildActorPath(Supervisor.Path, NextActorName(name), SystemImpl.NextUid());

    private static IllegalStateException RefuseToRun() =>
        new("Attempted to call Materialize() after the ActorMaterializer has been shut down.");

    private void Launch(Island island) => island.SettleOn(
        ActorOf(IslandActor.For(island), island.Attributes.GetNameOrDefault(), island.Attributes));

    private IActorRef ActorOf(Props props, string name, Attributes attributes)
    {
        var dispatcher = attributes.GetMandatoryAttribute<ActorAttributes.Dispatcher>().Name;
        return ((LocalActorRef)Supervisor).Cell.CreateChild(props.WithDispatcher(dispatcher), NextActorName(name));
    }

    private string NextActorName(string name) => $"{_prefix}-{_names.Next()}-{Uri.EscapeDataString(name)}";

    /// <summary>Shared by the materializers of one supervisor.</summary>
    private sealed class State
    {
        private int _shutdown;

        internal bool IsShutdown => Volatile.Read(ref _shutdown) != 0;

        internal bool Shutdown() => Interlocked.Exchange(ref _shutdown, 1) == 0;
    }
}

/// <summary>Runs streams on the actor of an island.</summary>
internal sealed class SubFusingMaterializer(ActorMaterializerImpl materializer, Island island) : IMaterializer,
    IMaterializerLoggingProvider
{
    private IslandActor Host => island.Host ??
        throw new IllegalStateException("Streams can be fused into a stage only while it runs.");

    public IMaterializer WithNamePrefix(string namePrefix) =>
        new SubFusingMaterializer((ActorMaterializerImpl)materializer.WithNamePrefix(namePrefix), island);

    public TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable) => Materialize(runnable, Attributes.None);

    public TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable, Attributes initialAttributes) =>
        materializer.MaterializeIn(Host, runnable, initialAttributes);

    public ICancelable ScheduleOnce(TimeSpan delay, Action action) => materializer.ScheduleOnce(delay, action);

    public ICancelable ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        materializer.ScheduleRepeatedly(initialDelay, interval, action);

    public ILoggingAdapter MakeLogger(object logSource) => materializer.MakeLogger(logSource);
}

/// <summary>Numbers the actors of a system's streams.</summary>
internal sealed class StreamNames : IExtension
{
    private long _supervisors = -1;
    private long _flows = -1;
    private long _stageActors = -1;
    private long _actors = -1;

    internal static StreamNames Of(ActorSystem system) => Provider.Instance.Apply(system);

    internal long NextSupervisor() => Interlocked.Increment(ref _supervisors);

    internal long NextFlow() => Interlocked.Increment(ref _flows);

    internal long NextStageActor() => Interlocked.Increment(ref _stageActors);

    internal long Next() => Interlocked.Increment(ref _actors);

    private sealed class Provider : ExtensionIdProvider<StreamNames>
    {
        internal static readonly Provider Instance = new();

        public override StreamNames CreateExtension(ExtendedActorSystem system) => new();
    }
}
