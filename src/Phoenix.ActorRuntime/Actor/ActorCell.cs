using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>What stays of an actor while its instances come and go: mailbox, children, watches, behaviour.</summary>
/// <remarks>Everything here runs under the mailbox, one message at a time, except what says otherwise. Faults and
/// restarts are in <c>ActorCell.Faults.cs</c>, children in <c>ActorCell.Children.cs</c>, death watch in
/// <c>ActorCell.DeathWatch.cs</c>, the receive timeout in <c>ActorCell.ReceiveTimeout.cs</c>.</remarks>
internal sealed partial class ActorCell : IUntypedActorContext
{
    [ThreadStatic]
    private static ActorCell? _current;

    private readonly Stack<Receive> _behaviours = new(2);
    private ActorBase? _actor;
    private Envelope _envelope;
    private long _messageCount;

    internal ActorCell(ActorSystemImpl system, LocalActorRef self, Props props, IInternalActorRef parent)
    {
        (SystemImpl, SelfRef, Props, ParentRef) = (system, self, props, parent);
        Mailbox = new Mailbox(this, system.Dispatchers.For(props));
    }

    /// <summary>The cell whose actor is running on this thread.</summary>
    internal static ActorCell? Current => _current;

    public ActorSystem System => SystemImpl;

    public Props Props { get; }

    public IActorRef Self => SelfRef;

    public IActorRef Sender => _envelope.Sender ?? SystemImpl.DeadLetters;

    public IActorRef Parent => ParentRef;

    internal ActorSystemImpl SystemImpl { get; }

    internal LocalActorRef SelfRef { get; }

    internal IInternalActorRef ParentRef { get; }

    internal Mailbox Mailbox { get; }

    /// <summary>The living instance; null before creation, between instances and after the end.</summary>
    internal ActorBase? Actor => _actor;

    internal Envelope CurrentEnvelope => _envelope;

    /// <summary>Tells one handled message from the next.</summary>
    internal long MessageCount => _messageCount;

    internal bool IsTerminated => Mailbox.IsClosed;

    /// <summary>True once someone subscribed this actor to the event stream, so that its end is cleaned up
    /// there.</summary>
    internal bool SubscribedToEventStream { get; set; }

    public IActorRef ActorOf(Props props, string? name = null) => CreateChild(props, name);

    public ActorSelection ActorSelection(ActorPath actorPath) => SystemImpl.ActorSelection(actorPath);

    public ActorSelection ActorSelection(string actorPath) => new(SelfRef, actorPath);

    public void Become(Receive receive)
    {
        if (_behaviours.Count > 0) _behaviours.Pop();
        _behaviours.Push(receive);
    }

    public void BecomeStacked(Receive receive) => _behaviours.Push(receive);

    public void Become(UntypedReceive receive) => Become(Always(receive));

    public void BecomeStacked(UntypedReceive receive) => BecomeStacked(Always(receive));

    public void UnbecomeStacked()
    {
        if (_behaviours.Count > 1) _behaviours.Pop();
    }

    /// <summary>Makes this the cell of the thread's running actor; the caller gives back what it returned.</summary>
    internal static ActorCell? Enter(ActorCell? cell)
    {
        var previous = _current;
        _current = cell;
        return previous;
    }

    /// <summary>Handles one message; an exception becomes a failure of this actor.</summary>
    internal void Invoke(in Envelope envelope)
    {
        var previous = Enter(this);
        _envelope = envelope;
        _messageCount++;
        try
        {
            var message = envelope.Message;
            if (message is ReceiveTimeoutTick tick)
            {
                if (!IsIdle(tick)) return;
                message = ReceiveTimeout.Instance;
                _envelope = new Envelope(message, null);
            }
            else if (_receiveTimeout is not null && message is not INotInfluenceReceiveTimeout)
            {
                _lastActivity = SystemImpl.Scheduler.MonotonicClock;
            }

            if (message is IAutoReceivedMessage) AutoReceive(message);
            else ReceiveMessage(message);
        }
        catch (Exception cause)
        {
            Fail(cause, perpetrator: null);
        }
        finally
        {
            _envelope = default;
            _ = Enter(previous);
        }
    }

    /// <summary>Handles one message of the runtime's own.</summary>
    internal void InvokeSystem(SystemMessage message)
    {
        var previous = Enter(this);
        try
        {
            Handle(message);
        }
        catch (Exception cause)
        {
            Fail(cause, (message as ChildFailed)?.Child);
        }
        finally
        {
            _ = Enter(previous);
        }
    }

    /// <summary>Handles a message on this thread and lets its exception through (test actors).</summary>
    internal void InvokeForTest(in Envelope envelope)
    {
        var previous = Enter(this);
        _envelope = envelope;
        _messageCount++;
        try
        {
            if (envelope.Message is IAutoReceivedMessage) AutoReceive(envelope.Message);
            else ReceiveMessage(envelope.Message);
        }
        finally
        {
            _envelope = default;
            _ = Enter(previous);
        }
    }

    private static Receive Always(UntypedReceive receive) => message =>
    {
        receive(message);
        return true;
    };

    private void Handle(SystemMessage message)
    {
        switch (message)
        {
            case CreateActor: Create(); break;
            case ActorDied died: OnActorDied(died); break;
            case ChildFailed failed: OnChildFailed(failed); break;
            case WatchActor watch: AddWatcher(watch); break;
            case UnwatchActor unwatch: RemoveWatcher(unwatch); break;
            case SuspendActor: SuspendSelfAndChildren(); break;
            case ResumeActor resume: OnResume(resume.Cause); break;
            case RestartActor restart: OnRestart(restart.Cause); break;
            case TerminateActor: OnTerminate(); break;
            default: throw new InvalidOperationException($"Unknown system message {message}.");
        }
    }

    private void AutoReceive(object message)
    {
        switch (message)
        {
            case PoisonPill: SelfRef.Stop(); break;
            case Kill: throw new ActorKilledException("Kill");
            case Terminated terminated: ReceiveTerminated(terminated); break;
            case Identify identify: Sender.Tell(new ActorIdentity(identify.MessageId, Self), Self); break;
            default: ReceiveMessage(message); break;
        }
    }

    private void ReceiveMessage(object message)
    {
        if (message is TimerTick tick)
        {
            if (!tick.IsDue(_actor)) return;
            message = tick.Message;
            _envelope = new Envelope(message, tick.Sender);
            if (message is IAutoReceivedMessage)
            {
                AutoReceive(message);
                return;
            }
        }

        _actor!.RunReceive(_behaviours.Peek(), message);
    }

    private void Create()
    {
        try
        {
            var actor = NewInstance();
            _actor = actor;
            actor.AroundPreStart();
        }
        catch (Exception cause)
        {
            Discard(_actor);
            throw new ActorInitializationException(SelfRef, "Exception during creation", cause);
        }
    }

    private ActorBase NewInstance()
    {
        _behaviours.Clear();
        var actor = Props.NewActor() ??
            throw new ActorInitializationException(SelfRef, "The props made no actor");
        actor.Equip(this);
        var initial = actor.TakeInitialBehaviour();
        if (_behaviours.Count == 0) _behaviours.Push(initial);
        _strategy = Props.SupervisorStrategy ?? actor.Strategy();
        return actor;
    }
}
