using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>One stretch of a mailbox: tellers claim its slots one after the other, the reader empties them in that
/// order.</summary>
/// <remarks>A segment that is full stays full until it is linked anew: whoever still holds it from its former life
/// finds no slot in it and looks for the mailbox's current one.</remarks>
internal sealed class MessageSegment(int length)
{
    private const int Smallest = 2;
    private const int Largest = 512;
    private const int Growth = 8;

    internal readonly MessageSlot[] Slots = new MessageSlot[length];

    /// <summary>How many slots have been asked for, those in vain included: above the length once it is full.</summary>
    internal int Claimed;

    /// <summary>What follows it in the mailbox, or lies below it among the spares.</summary>
    internal MessageSegment? Next;

    /// <summary>As a spare: how many there are, itself included.</summary>
    internal int Depth;

    /// <summary>The first segment of a mailbox: most actors hold little at a time.</summary>
    internal static MessageSegment First() => new(Smallest);

    /// <summary>What follows this one where there is no used segment to take again; full until it is opened, as a used
    /// one is.</summary>
    internal MessageSegment Successor()
    {
        var next = new MessageSegment(Math.Min(Slots.Length * Growth, Largest));
        next.Claimed = next.Slots.Length + 1;
        return next;
    }

    /// <summary>Small segments are not worth keeping: a mailbox that filled one needs larger ones.</summary>
    internal bool IsWorthKeeping => Slots.Length >= Smallest * Growth * Growth;
}

/// <summary>A place for one message; taken once the message is there, which is written last.</summary>
internal struct MessageSlot
{
    internal object? Message;
    internal IActorRef? Sender;
}

/// <summary>Where the reader of a mailbox stands.</summary>
/// <remarks>Kept in the actor's cell, which only the reader writes to: tellers read the mailbox with every message and
/// must not find its cache line taken.</remarks>
internal struct MailboxReader
{
    internal MessageSegment Segment;
    internal MessageSlot[] Slots;
    internal int Index;

    /// <summary>System messages taken over from the mailbox, the oldest first.</summary>
    internal SystemMessage? System;

    /// <summary>Above zero while user messages must wait.</summary>
    internal int Suspensions;

    internal MailboxReader(MessageSegment first) => (Segment, Slots) = (first, first.Slots);

    /// <summary>Begins the segment again if all that was claimed has been read, so that a mailbox that never holds much
    /// never needs another.</summary>
    internal void Rewind()
    {
        if (Index * 2 < Slots.Length || Volatile.Read(ref Segment.Claimed) != Index) return;
        if (Interlocked.CompareExchange(ref Segment.Claimed, 0, Index) == Index) Index = 0;
    }

    internal void MoveTo(MessageSegment segment) => (Segment, Slots, Index) = (segment, segment.Slots, 0);
}
