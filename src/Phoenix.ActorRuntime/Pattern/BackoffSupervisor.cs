using Akka.Actor;
using Akka.Event;

namespace Akka.Pattern;

/// <summary>Keeps one child alive, starting it anew after a delay that doubles with every restart in a row.</summary>
/// <remarks>Messages from the child go to the supervisor's parent, all others to the child.</remarks>
public sealed class BackoffSupervisor : ActorBase
{
    private readonly BackoffSettings _settings;
    private IActorRef? _child;
    private int _restarts;
    private bool _finalStop;
    private bool _failed;

    private BackoffSupervisor(BackoffSettings settings) => _settings = settings;

    public static Props Props(BackoffOptions options) => options.CreateProps();

    /// <summary>As <see cref="Backoff.OnStop(Props, string, TimeSpan, TimeSpan, double, int)"/>, without a limit of
    /// retries.</summary>
    public static Props Props(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        Props(childProps, childName, minBackoff, maxBackoff, randomFactor, -1);

    public static Props Props(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor,
        int maxNrOfRetries) =>
        Props(Backoff.OnStop(childProps, childName, minBackoff, maxBackoff, randomFactor, maxNrOfRetries));

    protected override void PreStart() => Start();

    protected override SupervisorStrategy SupervisorStrategy()
    {
        var own = _settings.Strategy;
        if (!_settings.OnFailure)
        {
            // The limit of retries counts starts after a backoff, not the strategy's own restarts.
            return own.WithMaxNrOfRetries(-1);
        }

        return new OneForOneStrategy(cause =>
        {
            var directive = own.Decider.Decide(cause);
            if (directive != Directive.Restart) return directive;
            _failed = true;
            return Directive.Stop;
        });
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case StartChild:
                Start();
                break;
            case Terminated ended when ended.ActorRef.Equals(_child):
                OnChildEnded();
                break;
            case Reset when _settings.Reset.After is null:
                _restarts = 0;
                break;
            case Reset:
                return false;
            case ResetRestartCount reset:
                if (reset.Current == _restarts) _restarts = 0;
                break;
            case GetRestartCount:
                Sender.Tell(new RestartCount(_restarts));
                break;
            case GetCurrentChild:
                Sender.Tell(new CurrentChild(_child ?? ActorRefs.Nobody));
                break;
            default:
                Pass(message);
                break;
        }

        return true;
    }

    private void Start()
    {
        if (_child is not null) return;
        _failed = false;
        _child = Context.Watch(Context.ActorOf(_settings.Child, _settings.Name));
        if (_settings.Reset.After is { } after && _restarts > 0)
        {
            Context.System.Scheduler.ScheduleTellOnce(after, Self, new ResetRestartCount(_restarts), Self);
        }
    }

    private void OnChildEnded()
    {
        _child = null;
        var limit = _settings.Strategy.MaxNumberOfRetries;
        var wanted = _settings.OnFailure ? _failed : !_finalStop;
        if (!wanted || (limit >= 0 && _restarts >= limit))
        {
            Context.Stop(Self);
            return;
        }

        var random = ((ActorSystemImpl)Context.System).Environment.NextDouble();
        var delay = _settings.Delay(_restarts++, random);
        Context.System.Scheduler.ScheduleTellOnce(delay, Self, StartChild.Instance, Self);
    }

    private void Pass(object message)
    {
        if (_child is not null && Sender.Equals(_child))
        {
            Context.Parent.Forward(message);
            return;
        }

        if (_settings.IsFinalStop is { } isFinal && isFinal(message)) _finalStop = true;
        if (_child is not null) _child.Forward(message);
        else if (_finalStop) Context.Stop(Self);
        else if (_settings.ReplyWhileStopped is { } reply) Sender.Tell(reply);
        else Context.System.DeadLetters.Forward(message);
    }

    /// <summary>Asks for the child; answered with <see cref="CurrentChild"/>.</summary>
    public sealed class GetCurrentChild
    {
        public static readonly GetCurrentChild Instance = new();

        private GetCurrentChild()
        {
        }
    }

    /// <summary>The child, or nobody while it is down.</summary>
    public sealed class CurrentChild(IActorRef @ref)
    {
        public IActorRef Ref { get; } = @ref;
    }

    /// <summary>The child says that it is well (with a reset by hand).</summary>
    public sealed class Reset
    {
        public static readonly Reset Instance = new();

        private Reset()
        {
        }
    }

    /// <summary>Asks how often the child was started anew; answered with <see cref="RestartCount"/>.</summary>
    public sealed class GetRestartCount
    {
        public static readonly GetRestartCount Instance = new();

        private GetRestartCount()
        {
        }
    }

    /// <summary>How often the child was started anew since the last reset.</summary>
    public sealed class RestartCount(int count)
    {
        public int Count { get; } = count;
    }

    private sealed class StartChild : IDeadLetterSuppression
    {
        internal static readonly StartChild Instance = new();
    }

    private sealed class ResetRestartCount(int current) : IDeadLetterSuppression
    {
        internal int Current => current;
    }

    internal sealed class Producer(BackoffSettings settings) : IIndirectActorProducer
    {
        public Type ActorType => typeof(BackoffSupervisor);

        public ActorBase Produce() => new BackoffSupervisor(settings);

        public void Release(ActorBase actor)
        {
        }
    }
}
