using System.Collections.Immutable;
using Akka.Actor;
using Phoenix.Core.MarketData;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;

namespace Phoenix.Actors.MarketData;

/// <summary>
/// The contract of the keeper of the wanted streams: what is wanted, asked, acknowledged and flowing.
/// </summary>
public static class SubscriptionsProtocol
{
    /// <summary>Marks what it may be told.</summary>
    public interface ICommand;

    /// <summary>Marks what it tells.</summary>
    public interface IEvent;

    /// <summary>A new incarnation asks what to carry; without a plan it must not open a socket.</summary>
    public sealed record GetPlan(SlotId Slot, Epoch Epoch) : ICommand;

    /// <summary>What the incarnation is to carry, and who receives each symbol's events.</summary>
    public sealed record Plan(MarketConnectionPlan Connection, ImmutableDictionary<Symbol, IActorRef> Routes) : IEvent;

    /// <summary>From now on exactly this is wanted.</summary>
    public sealed record Want(ImmutableArray<StreamId> Streams, ImmutableDictionary<Symbol, IActorRef> Routes)
        : ICommand;

    /// <summary>To an incarnation that is up or coming up: from now on carry exactly this.</summary>
    public sealed record Carry(
        Epoch Epoch, ImmutableSortedSet<StreamId> Streams, ImmutableDictionary<Symbol, IActorRef> Routes) : IEvent;

    /// <summary>The venue acknowledged the incarnation's whole subscription.</summary>
    public sealed record Acknowledged(SlotId Slot, Epoch Epoch) : ICommand;

    /// <summary>Each stream of the incarnation has delivered.</summary>
    public sealed record Flowing(SlotId Slot, Epoch Epoch) : ICommand;

    /// <summary>The incarnation delivers a part only, wants to be replaced, and waits for its turn.</summary>
    public sealed record MayLeave(SlotId Slot, Epoch Epoch) : ICommand;

    /// <summary>To the incarnation: a sibling carries on meanwhile.</summary>
    public sealed record Leave(Epoch Epoch) : IEvent;

    /// <summary>The incarnation is gone, and its subscriptions with it.</summary>
    public sealed record Gone(SlotId Slot, Epoch Epoch) : ICommand;

    /// <summary>To the parent: every wanted depth stream is subscribed.</summary>
    public sealed record DepthSubscribed : IEvent;

    /// <summary>To the parent: every wanted stream flows.</summary>
    public sealed record AllFlowing : IEvent;
}
