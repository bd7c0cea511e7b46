namespace Akka.Actor.Internal;

/// <summary>The stash of one instance of an actor; what it holds goes back to the mailbox when the instance
/// ends.</summary>
public abstract class AbstractStash : IStash
{
    private readonly ActorCell _cell;
    private readonly int _capacity;
    private List<Envelope> _stashed = [];
    private long _stashedDuring = -1;

    protected AbstractStash(IActorContext context)
    {
        _cell = (ActorCell)context;
        var (props, mailboxes) = (_cell.Props, _cell.SystemImpl.Mailboxes);
        _capacity = props.StashCapacity ?? mailboxes.StashCapacity(props.Dispatcher, props.Mailbox);
    }

    /// <summary>Negative without limit.</summary>
    public virtual int Capacity => _capacity;

    public int Count => _stashed.Count;

    public bool IsEmpty => _stashed.Count == 0;

    public bool IsFull => Capacity is var capacity and >= 0 && _stashed.Count >= capacity;

    public bool NonEmpty => _stashed.Count > 0;

    public void Stash()
    {
        var current = _cell.CurrentEnvelope;
        if (current.Message is null) throw new IllegalActorStateException("There is no message to stash.");
        if (_stashedDuring == _cell.MessageCount)
        {
            throw new IllegalActorStateException($"Can't stash the same message {current.Message} more than once.");
        }

        if (IsFull)
        {
            throw new StashOverflowException(
                $"Couldn't enqueue message {current.Message} from {current.Sender} to stash of {_cell.Self}: it " +
                $"holds {Capacity} messages, as its stash-capacity says.");
        }

        _stashed.Add(current);
        _stashedDuring = _cell.MessageCount;
    }

    public void Prepend(IEnumerable<Envelope> envelopes) => _stashed.InsertRange(0, envelopes);

    public void Unstash()
    {
        if (_stashed.Count == 0) return;
        PutBack([_stashed[0]]);
        _stashed.RemoveAt(0);
    }

    public void UnstashAll()
    {
        PutBack(_stashed);
        _stashed.Clear();
    }

    public void UnstashAll(Func<Envelope, bool> filterPredicate)
    {
        PutBack(_stashed.FindAll(envelope => filterPredicate(envelope)));
        _stashed.Clear();
    }

    public IEnumerable<Envelope> ClearStash()
    {
        var all = _stashed;
        _stashed = [];
        return all;
    }

    private void PutBack(List<Envelope> envelopes)
    {
        foreach (var envelope in envelopes)
        {
            if (envelope.Message is Terminated terminated) _cell.ExpectAgain(terminated);
        }

        _cell.Mailbox.Prepend(envelopes);
    }
}

/// <summary>A stash without limit, whatever the configuration says.</summary>
public class UnboundedStashImpl : AbstractStash
{
    public UnboundedStashImpl(IActorContext context)
        : base(context)
    {
    }

    public override int Capacity => -1;
}

/// <summary>A stash that holds as much as the props or the configuration say; without limit if they say
/// nothing.</summary>
public class BoundedStashImpl : AbstractStash
{
    public BoundedStashImpl(IActorContext context)
        : base(context)
    {
    }
}
