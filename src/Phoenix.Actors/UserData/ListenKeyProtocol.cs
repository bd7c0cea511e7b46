using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;

namespace Phoenix.Actors.UserData;

/// <summary>The contract of the one owner of the listen key.</summary>
public static class ListenKeyProtocol
{
    /// <summary>Marks what the owner may be told.</summary>
    public interface ICommand;

    /// <summary>Marks what the owner tells.</summary>
    public interface IEvent;

    /// <summary>
    /// The user stream of <paramref name="Epoch"/> is about to connect: obtain a key and keep it alive.
    /// </summary>
    public sealed record Acquire(Epoch Epoch) : ICommand;

    /// <summary>The user stream of <paramref name="Epoch"/> may connect with this key.</summary>
    public sealed record Acquired(Epoch Epoch, ListenKey Key) : IEvent;

    /// <summary>The venue told on a stream that this key has ended.</summary>
    public sealed record Expired(ListenKey Key) : ICommand;

    /// <summary>To every stream that asked for a key: this one is gone at the venue, who uses it is deaf.</summary>
    public sealed record Lost(ListenKey Key, DeathCause Cause, string Reason) : IEvent;

    /// <summary>The account's last orderly stop: end the key.</summary>
    public sealed record Release : ICommand;

    /// <summary>Nothing more will happen with the key.</summary>
    /// <param name="Closed">The venue confirmed that it ended.</param>
    public sealed record Released(bool Closed) : IEvent;
}
