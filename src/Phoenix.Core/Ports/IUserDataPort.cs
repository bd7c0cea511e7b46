using System.Collections.Immutable;
using Phoenix.Core.Accounting;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;

namespace Phoenix.Core.Ports;

/// <summary>Opens the account's user data stream. It never reconnects: a connection lives once.</summary>
public interface IUserDataPort
{
    /// <summary>Dials one private socket with the key. Same contract as <see cref="IMarketDataPort.Open"/>.</summary>
    IUserConnection Open(Epoch epoch, ListenKey key, IEventSink<UserEvent> sink);
}

/// <summary>A live user data connection.</summary>
public interface IUserConnection : IConnectionHandle
{
    /// <summary>
    /// Asks the venue what this connection is subscribed to; answered by <see cref="UserEvent.Listed"/>. False when
    /// it could not be sent.
    /// </summary>
    bool Probe();
}

/// <summary>Something that happened on the user data connection.</summary>
public abstract record UserEvent(Epoch Epoch, Instant At)
{
    public sealed record Opened(Epoch Epoch, Instant At) : UserEvent(Epoch, At);

    /// <summary>The venue's answer to a probe: the event types this connection is subscribed to.</summary>
    public sealed record Listed(Epoch Epoch, Instant At, ImmutableArray<string> EventTypes) : UserEvent(Epoch, At);

    public sealed record Order(Epoch Epoch, Instant At, OrderUpdate Update) : UserEvent(Epoch, At);

    public sealed record Account(Epoch Epoch, Instant At, AccountUpdate Update) : UserEvent(Epoch, At);

    /// <summary>A key has ended, which need not be that of this connection.</summary>
    /// <param name="Key">Unset when the venue did not name it.</param>
    public sealed record KeyExpired(Epoch Epoch, Instant At, ListenKey Key) : UserEvent(Epoch, At);

    /// <summary>An event that could not be understood; a fill may have been lost with it.</summary>
    public sealed record Malformed(Epoch Epoch, Instant At, string Reason) : UserEvent(Epoch, At);

    public sealed record Closed(Epoch Epoch, Instant At, DeathCause Cause, string Detail) : UserEvent(Epoch, At);
}
