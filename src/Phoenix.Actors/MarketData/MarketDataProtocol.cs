using System.Collections.Immutable;
using Akka.Actor;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;

namespace Phoenix.Actors.MarketData;

/// <summary>The contract of market data towards the rest of the tree.</summary>
public static class MarketDataProtocol
{
    /// <summary>Marks what market data tells.</summary>
    public interface IEvent;

    /// <summary>To a symbol: this connection has its depth stream subscribed.</summary>
    public sealed record Subscribed(Epoch Epoch) : IEvent;

    /// <summary>To a symbol: a frame of its depth stream.</summary>
    /// <param name="ReceivedAt">When our reader saw it.</param>
    public sealed record Depth(Epoch Epoch, Instant ReceivedAt, DepthDiff Diff) : IEvent;

    /// <summary>To a symbol: its mark price.</summary>
    public sealed record Mark(MarkPrice Value) : IEvent;

    /// <summary>To a symbol: a trade of anybody's.</summary>
    public sealed record Traded(TradePrint Value) : IEvent;

    /// <summary>To a symbol: its best prices.</summary>
    public sealed record BestQuote(Epoch Epoch, BookTicker Value) : IEvent;

    /// <summary>On the event stream: a connection of market data is gone, and with it these streams.</summary>
    public sealed record Down(SlotId Slot, Epoch Epoch, ImmutableArray<StreamId> Streams) : IEvent;

    /// <summary>To the exchange: every wanted depth stream is subscribed.</summary>
    public sealed record DepthSubscribed : IEvent;

    /// <summary>To the exchange: every wanted stream flows.</summary>
    public sealed record Up : IEvent;

    /// <summary>From market data that begins, maybe anew: what is wanted? Answered with <see cref="Wants"/>.</summary>
    public sealed record GetWants
    {
        public static GetWants Instance { get; } = new();
    }

    /// <summary>What market data is to carry from now on, and to whom; each time the whole of it.</summary>
    public sealed record Wants(ImmutableArray<StreamId> Streams, ImmutableDictionary<Symbol, IActorRef> Routes);
}
