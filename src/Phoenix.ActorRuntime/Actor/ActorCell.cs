using Akka.Actor.Internal;
using Akka.Configuration;
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

    private Envelope _envelope;
    private Receive? _behaviour;
    private Stack<Receive>? _behavioursBelow;

    // What the actor was declared with; below everything it becomes, even in its constructor.
    private Receive? _initial;
    private int _depth;
    private ActorBase? _actor;
    private Type? _plainType;
    private long _messageCount;

    internal ActorCell(ActorSystemImpl system, LocalActorRef self, Props props, IInternalActorRef parent)
    {
        if (system.Deployment is { } deployment) props = deployment.Apply(self.Path, props);
        (SystemImpl, SelfRef, Props, ParentRef) = (system, self, props, parent);
        Mailbox = NewMailbox();
    }

    /// <summary>The cell whose actor is running on this thread.</summary>
    internal static ActorCell? Current => _current;

    /// <summary>How far the mailbox has been read.</summary>
    internal MailboxReader Reader;

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

    public ActorSelection ActorSelection(string actorPath) => SystemImpl.Select(SelfRef, actorPath);

    public void Become(Receive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        if (_depth == 0) _depth = 1;
        _behaviour = receive;
    }

    public void BecomeStacked(Receive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        if (_depth++ > 0) (_behavioursBelow ??= new Stack<Receive>()).Push(_behaviour!);
        _behaviour = receive;
    }

    public void Become(UntypedReceive receive) => Become(Always(receive));

    public void BecomeStacked(UntypedReceive receive) => BecomeStacked(Always(receive));

    public void UnbecomeStacked()
    {
        if (_depth == 0) return;
        _behaviour = --_depth == 0 ? _initial : _behavioursBelow!.Pop();
    }

    /// <summary>Makes this the cell of the thread's running actor; the caller gives back what it returned.</summary>
    internal static ActorCell? Enter(ActorCell? cell)
    {
        var previous = _current;
        _current = cell;
        return previous;
    }

    /// <summary>Handles one message, on behalf of the mailbox, which has entered this cell and answers for what the
    /// message throws.</summary>
    internal void Invoke(in Envelope envelope)
    {
        _envelope = envelope;
        _messageCount++;
        var message = envelope.Message;
        if (message.GetType() == _plainType && _idle is null) _actor!.RunReceive(_behaviour!, message);
        else InvokeAnyType(message);
    }

    /// <summary>The run is over: there is no current message any more.</summary>
    internal void ForgetMessage() => _envelope = default;

    /// <summary>Handles one message of the runtime's own, on behalf of the mailbox.</summary>
    internal void InvokeSystem(SystemMessage message)
    {
        try
        {
            Handle(message);
        }
        catch (Exception cause)
        {
            Fail(cause, (message as ChildFailed)?.Child);
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

    internal AbstractStash NewStash(ActorBase actor) =>
        actor is IWithUnboundedStash ? new UnboundedStashImpl(this) : new BoundedStashImpl(this);

    private Mailbox NewMailbox()
    {
        try
        {
            return new Mailbox(
                this, SystemImpl.Dispatchers.For(Props.Dispatcher), SystemImpl.Mailboxes.QueueFor(Props, SelfRef));
        }
        catch (Exception error)
        {
            throw new ConfigurationException(
                $"Configuration problem while creating [{SelfRef.Path}] with dispatcher [{Props.Dispatcher}] and " +
                $"mailbox [{Props.Mailbox}]: {error.Message}",
                error);
        }
    }

    private static Receive Always(UntypedReceive receive) => message =>
    {
        receive(message);
        return true;
    };

    /// <summary>Handles a message that may mean something to the runtime, and remembers its type if it does
    /// not.</summary>
    private void InvokeAnyType(object message)
    {
        if (message is ReceiveTimeoutTick tick)
        {
            if (!IsIdle(tick)) return;
            message = ReceiveTimeout.Instance;
            _envelope = new Envelope(message, null);
        }
        else if (_idle is not null && message is not INotInfluenceReceiveTimeout)
        {
            NoteActivity();
        }

        if (message is IAutoReceivedMessage)
        {
            AutoReceive(message);
            return;
        }

        if (message is not TimerTick) _plainType = message.GetType();
        ReceiveMessage(message);
    }

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
            case ContinueWork piece: Continue(piece); break;
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

        _actor!.RunReceive(_behaviour!, message);
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
        ForgetBehaviours();
        var actor = Props.NewActor() ??
            throw new ActorInitializationException(SelfRef, "The props made no actor");
        actor.Equip(this);
        _initial = actor.TakeInitialBehaviour();
        if (_depth == 0) _behaviour = _initial;
        _strategy = Props.SupervisorStrategy ?? actor.ChosenStrategy();
        return actor;
    }

    private void ForgetBehaviours()
    {
        (_behaviour, _initial, _depth) = (null, null, 0);
        _behavioursBelow = null;
    }
}
