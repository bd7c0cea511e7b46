using Akka.Actor;
using Akka.Event;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>Logs elements and the end.</summary>
/// <param name="name">Stands before every entry.</param>
/// <param name="extract">What is logged of an element; null for all of it.</param>
/// <param name="log">Where to; null for the log of the stage.</param>
/// <param name="level">For elements and the end, if no attribute says otherwise.</param>
internal sealed class LogStage<T>(
    string name, Func<T, object>? extract, ILoggingAdapter? log, LogLevel level = LogLevel.DebugLevel)
    : FlowStage<T, T>("log")
{
    private Attributes.LogLevels DefaultLevels { get; } = new(level, level, LogLevel.ErrorLevel);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private string Name => name;

    private Func<T, object> Extract { get; } = element => extract is null ? element! : extract(element);

    private ILoggingAdapter? GivenLog => log;

    private sealed class Logic(LogStage<T> stage, Attributes inherited) : FlowLogic<T, T>(stage.Shape, inherited)
    {
        private readonly Attributes.LogLevels _levels = inherited.GetAttribute(stage.DefaultLevels);
        private ILoggingAdapter _log = null!;

        public override void PreStart() => _log = stage.GivenLog ?? Log;

        public override void OnPush()
        {
            var element = Grab(In);
            if (_levels.OnElement != Attributes.LogLevels.Off)
            {
                if (!Try(stage.Extract, element, out var shown)) return;
                _log.Log(_levels.OnElement, $"[{stage.Name}] Element: {shown}");
            }

            Push(Out, element);
        }

        public override void OnUpstreamFinish()
        {
            if (_levels.OnFinish != Attributes.LogLevels.Off)
            {
                _log.Log(_levels.OnFinish, $"[{stage.Name}] Upstream finished.");
            }

            CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            if (_levels.OnFailure == LogLevel.ErrorLevel)
            {
                _log.Log(LogLevel.ErrorLevel, e, $"[{stage.Name}] Upstream failed.");
            }
            else if (_levels.OnFailure != Attributes.LogLevels.Off)
            {
                _log.Log(_levels.OnFailure, $"[{stage.Name}] Upstream failed, cause: {e.GetType()} {e.Message}");
            }

            FailStage(e);
        }

        public override void OnDownstreamFinish(Exception cause)
        {
            if (_levels.OnFinish != Attributes.LogLevels.Off)
            {
                _log.Log(
                    _levels.OnFinish,
                    $"[{stage.Name}] Downstream finished, cause: {cause.GetType()} {cause.Message}");
            }

            base.OnDownstreamFinish(cause);
        }
    }
}

/// <summary>A task that ends as the stream ends at this place.</summary>
internal sealed class WatchTerminationStage<T>() : FlowStage<T, T, Task<Done>>("watchTermination")
{
    public override ILogicAndMaterializedValue<Task<Done>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var end = Tasks.Promise<Done>();
        return new LogicAndMaterializedValue<Task<Done>>(new Logic(this, inheritedAttributes, end), end.Task);
    }

    private sealed class Logic(
        WatchTerminationStage<T> stage, Attributes inherited, TaskCompletionSource<Done> end)
        : FlowLogic<T, T>(stage.Shape, inherited)
    {
        public override void OnPush() => Push(Out, Grab(In));

        public override void OnUpstreamFinish()
        {
            end.TrySetResult(Done.Instance);
            CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            end.TrySetException(e);
            FailStage(e);
        }

        public override void OnDownstreamFinish(Exception cause)
        {
            if (cause is SubscriptionWithCancelException.NonFailureCancellation) end.TrySetResult(Done.Instance);
            else end.TrySetException(cause);
            base.OnDownstreamFinish(cause);
        }

        public override void PostStop() => end.TrySetException(new AbruptStageTerminationException(this));
    }
}

/// <summary>Shows what has happened at this place of the stream last.</summary>
internal sealed class MonitorStage<T>() : FlowStage<T, T, IFlowMonitor>("monitor")
{
    public override ILogicAndMaterializedValue<IFlowMonitor> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var monitor = new Monitor();
        return new LogicAndMaterializedValue<IFlowMonitor>(new Logic(this, inheritedAttributes, monitor), monitor);
    }

    private sealed class Monitor : IFlowMonitor
    {
        private volatile FlowMonitor.IStreamState _state = FlowMonitor.Initialized.Instance;

        public FlowMonitor.IStreamState State => _state;

        internal void Show(FlowMonitor.IStreamState state) => _state = state;

        internal bool IsOver => _state is FlowMonitor.Finished or FlowMonitor.Failed;
    }

    private sealed class Logic(MonitorStage<T> stage, Attributes inherited, Monitor monitor)
        : FlowLogic<T, T>(stage.Shape, inherited)
    {
        public override void OnPush()
        {
            var element = Grab(In);
            Push(Out, element);
            monitor.Show(new FlowMonitor.Received<T>(element));
        }

        public override void OnUpstreamFinish()
        {
            CompleteStage();
            monitor.Show(FlowMonitor.Finished.Instance);
        }

        public override void OnUpstreamFailure(Exception e)
        {
            FailStage(e);
            monitor.Show(new FlowMonitor.Failed(e));
        }

        public override void OnDownstreamFinish(Exception cause)
        {
            base.OnDownstreamFinish(cause);
            monitor.Show(FlowMonitor.Finished.Instance);
        }

        public override void PostStop()
        {
            if (!monitor.IsOver) monitor.Show(new FlowMonitor.Failed(new AbruptStageTerminationException(this)));
        }
    }
}

/// <summary>Fails the stream when an actor ends.</summary>
internal sealed class WatchStage<T>(IActorRef actorRef) : FlowStage<T, T>("watch")
{
    private IActorRef Target => actorRef;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private sealed class Logic(WatchStage<T> stage, Attributes inherited) : FlowLogic<T, T>(stage.Shape, inherited)
    {
        public override void PreStart() => GetStageActor(args =>
        {
            if (args.Item2 is Terminated terminated && terminated.ActorRef.Equals(stage.Target))
            {
                FailStage(new WatchedActorTerminatedException("Watch", terminated.ActorRef));
            }
        }).Watch(stage.Target);

        public override void OnPush() => Push(Out, Grab(In));
    }
}
