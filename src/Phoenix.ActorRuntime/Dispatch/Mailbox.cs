using Akka.Actor;
using Akka.Dispatch.MessageQueues;

namespace Akka.Dispatch;

/// <summary>The queue before an actor: takes messages from any thread, gives them to the cell one at a time.</summary>
/// <remarks>
/// <para>A tell claims a slot of the current segment with one atomic increment and publishes the message there; no
/// lock, and nothing allocated while used segments come back. The increment is also the fence that orders the claim
/// before the look at <c>_scheduled</c>; a run that ends lowers that flag with a fence too and then looks at the
/// claims, so one of the two always sees the other. Messages are emptied in the order of the claims.</para>
/// <para>The flag <c>_scheduled</c> is the actor's only lock: whoever raises it hands the mailbox to the dispatcher,
/// and only the dispatcher's run lowers it. System messages go first and are handled even while suspended. How a run
/// goes is in <c>Mailbox.Run.cs</c>.</para>
/// </remarks>
internal sealed partial class Mailbox : IRunnable
{
    private readonly ActorCell _cell;
    private readonly MessageDispatcher _dispatcher;
    private readonly IMessageQueue? _queue;

    /// <summary>Where tellers put messages; null where they have to look further: closed, or a queue of another
    /// kind.</summary>
    private MessageSegment? _tail;

    /// <summary>Used segments to be taken again: a stack that only the reader puts on and only one teller at a time
    /// takes from.</summary>
    private MessageSegment? _spares;
    private SystemMessage? _systemHead;
    private Stack<Envelope>? _front;
    private int _scheduled;

    /// <summary>Messages may be elsewhere than in the segments.</summary>
    private bool _hasDetour;
    private volatile bool _closed;

    /// <param name="queue">Holds the user messages; null for the mailbox's own, which is unbounded.</param>
    internal Mailbox(ActorCell cell, MessageDispatcher dispatcher, IMessageQueue? queue)
    {
        (_cell, _dispatcher, _queue) = (cell, dispatcher, queue);
        if (queue is not null)
        {
            _hasDetour = true;
            return;
        }

        _tail = MessageSegment.First();
        cell.Reader = new MailboxReader(_tail);
    }

    internal bool IsClosed => _closed;

    internal bool IsSuspended => _cell.Reader.Suspensions > 0;

    internal MessageDispatcher Dispatcher => _dispatcher;

    internal ActorCell Cell => _cell;

    /// <summary>The queue of another kind, if the mailbox has one.</summary>
    internal IMessageQueue? Queue => _queue;

    /// <summary>What the digest of a deterministic run calls this mailbox.</summary>
    internal ulong TraceHash => _cell.SelfRef.Path.TraceHash;

    internal void Enqueue(object message, IActorRef? sender)
    {
        var tail = Volatile.Read(ref _tail);
        if (tail is not null)
        {
            var slots = tail.Slots;
            var index = Interlocked.Increment(ref tail.Claimed) - 1;
            if ((uint)index < (uint)slots.Length)
            {
                ref var slot = ref slots[index];
                slot.Sender = sender;
                Volatile.Write(ref slot.Message, message);
                if (Volatile.Read(ref _scheduled) == 0) Schedule();
                return;
            }

            if (index == slots.Length)
            {
                Extend(tail, message, sender);
                Schedule();
                return;
            }
        }

        EnqueueElsewhere(tail, message, sender);
    }

    internal void EnqueueSystem(SystemMessage message)
    {
        if (_closed)
        {
            SystemMessages.AnswerForTheDead(message);
            return;
        }

        SystemMessage? head;
        do
        {
            head = Volatile.Read(ref _systemHead);
            message.Next = head;
        }
        while (Interlocked.CompareExchange(ref _systemHead, message, head) != head);
        if (Volatile.Read(ref _scheduled) == 0 && TakeTurn()) _dispatcher.DispatchSystem(this);
    }

    /// <summary>Puts envelopes before everything that waits, the first of them first.</summary>
    internal void Prepend(IReadOnlyList<Envelope> envelopes)
    {
        if (envelopes.Count == 0) return;
        if (_queue is IDequeBasedMessageQueueSemantics deque)
        {
            for (var i = envelopes.Count - 1; i >= 0; i--) deque.EnqueueFirst(envelopes[i]);
            return;
        }

        _front ??= new Stack<Envelope>();
        _hasDetour = true;
        for (var i = envelopes.Count - 1; i >= 0; i--) _front.Push(envelopes[i]);
    }

    /// <summary>Holds user messages back; only the actor's own thread may call it.</summary>
    internal void Suspend() => _cell.Reader.Suspensions++;

    internal void Resume()
    {
        if (IsSuspended) _cell.Reader.Suspensions--;
    }

    /// <summary>Ends the mailbox; what is left, and whatever comes later, goes to the dead letters.</summary>
    internal void Close()
    {
        _closed = true;
        _ = Interlocked.Exchange(ref _tail, null);
        if (_queue is not null && _cell.SystemImpl.Mailboxes.DeadLetters is { } deadLetters)
        {
            _queue.CleanUp(_cell.SelfRef, deadLetters);
        }

        Drain();
        _dispatcher.Detach(this);
    }

    private void Schedule()
    {
        if (TakeTurn()) _dispatcher.Dispatch(this);
    }

    private bool TakeTurn() => Interlocked.CompareExchange(ref _scheduled, 1, 0) == 0;

    /// <summary>Links the next segment with the message in its first slot.</summary>
    /// <remarks>Exactly one teller of a segment gets the claim just past its end, and nobody passes that end before it
    /// is done, so a used segment can be taken again without further care. It is opened last: whoever still holds it
    /// from its former life must not fill it before it is the mailbox's current one.</remarks>
    private void Extend(MessageSegment full, object message, IActorRef? sender)
    {
        var next = TakeSpare() ?? full.Successor();
        next.Next = null;
        next.Slots[0].Sender = sender;
        next.Slots[0].Message = message;
        Volatile.Write(ref full.Next, next);
        _ = Interlocked.CompareExchange(ref _tail, next, full);
        Volatile.Write(ref next.Claimed, 1);
    }

    private MessageSegment? TakeSpare()
    {
        while (Volatile.Read(ref _spares) is { } top)
        {
            if (Interlocked.CompareExchange(ref _spares, top.Next, top) == top) return top;
        }

        return null;
    }

    private void EnqueueElsewhere(MessageSegment? full, object message, IActorRef? sender)
    {
        if (full is not null)
        {
            // Another teller is linking the next segment at this moment.
            var spin = default(SpinWait);
            while (ReferenceEquals(Volatile.Read(ref _tail), full) &&
                   Volatile.Read(ref full.Claimed) > full.Slots.Length)
            {
                spin.SpinOnce(sleep1Threshold: -1);
            }

            Enqueue(message, sender);
        }
        else if (_closed || _queue is null)
        {
            Bury(new Envelope(message, sender));
        }
        else
        {
            _queue.Enqueue(_cell.SelfRef, new Envelope(message, sender));
            Interlocked.MemoryBarrier();
            if (Volatile.Read(ref _scheduled) == 0) Schedule();
        }
    }

    private void Bury(in Envelope envelope) =>
        _cell.SystemImpl.DeadLetterOffice.Publish(envelope.Message, envelope.Sender, _cell.SelfRef);
}
