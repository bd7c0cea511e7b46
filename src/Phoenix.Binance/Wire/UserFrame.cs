using System.Collections.Immutable;
using Phoenix.Core.Accounting;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Wire;

/// <summary>One decoded frame of the user data stream; a closed family.</summary>
public abstract record UserFrame
{
    private UserFrame()
    {
    }

    public sealed record Order(OrderUpdate Update) : UserFrame;

    public sealed record Account(AccountUpdate Update) : UserFrame;

    /// <summary>A listen key has ended.</summary>
    /// <param name="Key">Unset when the event does not name it.</param>
    public sealed record KeyExpired(ListenKey Key) : UserFrame;

    /// <summary>The event types a connection is subscribed to, without the key.</summary>
    public sealed record Listed(ImmutableArray<string> EventTypes) : UserFrame;

    /// <summary>A control request was refused.</summary>
    public sealed record Refused(string Reason) : UserFrame;

    /// <summary>Well formed and of no interest: an event type this program does not use.</summary>
    public sealed record Ignored : UserFrame
    {
        public static Ignored Instance { get; } = new();
    }

    public sealed record Malformed(string Reason) : UserFrame;
}
