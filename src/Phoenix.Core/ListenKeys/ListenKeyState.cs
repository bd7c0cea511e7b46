using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;

namespace Phoenix.Core.ListenKeys;

/// <summary>Where the account's listen key stands with its one owner.</summary>
public abstract record ListenKeyState
{
    public static ListenKeyState Initial { get; } = new Idle();

    /// <summary>Waits to be asked for a key.</summary>
    public sealed record Idle : ListenKeyState;

    /// <summary>Waits for the venue's answer to a create call.</summary>
    /// <param name="Previous">The key held until then; a stream may be using it. Null if none was.</param>
    /// <param name="Channel">The way that was taken.</param>
    public sealed record Creating(
        Epoch Epoch, int Failures, KeyInUse? Previous = null, KeyChannel Channel = KeyChannel.Rest) : ListenKeyState;

    /// <summary>Waits to try creating again.</summary>
    public sealed record CreateBackoff(Epoch Epoch, int Failures, Instant Until, KeyInUse? Previous = null)
        : ListenKeyState;

    /// <summary>Holds a key; waits for the next keep-alive.</summary>
    /// <param name="ExtendedAt">When the venue last extended it.</param>
    public sealed record Held(Epoch Epoch, ListenKey Key, Instant ExtendedAt, int Failures, Instant NextKeepAlive)
        : ListenKeyState;

    /// <summary>Holds a key; waits for the venue's answer to a keep-alive.</summary>
    /// <param name="Channel">The way that was taken.</param>
    public sealed record Extending(
        Epoch Epoch, ListenKey Key, Instant ExtendedAt, int Failures, KeyChannel Channel = KeyChannel.Rest)
        : ListenKeyState;

    /// <summary>Waits for the venue's answer to the closing call of the last orderly stop.</summary>
    public sealed record Closing(KeyChannel Channel = KeyChannel.Rest) : ListenKeyState;

    /// <summary>The key is given back; nothing more will happen.</summary>
    public sealed record Released : ListenKeyState;
}

/// <summary>A key that was granted to a stream.</summary>
/// <param name="Epoch">The last stream it was granted to.</param>
/// <param name="ExtendedAt">When the venue last extended it.</param>
public sealed record KeyInUse(Epoch Epoch, ListenKey Key, Instant ExtendedAt);

/// <summary>What can happen to the listen key.</summary>
public abstract record ListenKeyInput
{
    /// <summary>The user stream of <paramref name="Epoch"/> is about to connect and needs a valid key.</summary>
    public sealed record Wanted(Epoch Epoch) : ListenKeyInput;

    /// <summary>The answer to the create call of <paramref name="Epoch"/>.</summary>
    /// <param name="Jitter">Uniform in [0, 1).</param>
    public sealed record Created(Epoch Epoch, VenueReply<ListenKey> Reply, double Jitter) : ListenKeyInput;

    /// <summary>The answer to a keep-alive.</summary>
    public sealed record Extended(Epoch Epoch, VenueReply<ListenKey> Reply, double Jitter) : ListenKeyInput;

    /// <summary>The venue told on a stream that this key has ended.</summary>
    public sealed record Expired(ListenKey Key) : ListenKeyInput;

    public sealed record Wake : ListenKeyInput;

    /// <summary>The account's last orderly stop: nobody needs the key any more.</summary>
    public sealed record Release : ListenKeyInput;

    public sealed record Closed(VenueReply<Done> Reply) : ListenKeyInput;
}

/// <summary>What the owner of the listen key has to do.</summary>
public abstract record ListenKeyEffect
{
    public sealed record Create(Epoch Epoch, KeyChannel Channel = KeyChannel.Rest) : ListenKeyEffect;

    public sealed record KeepAlive(Epoch Epoch, KeyChannel Channel = KeyChannel.Rest) : ListenKeyEffect;

    /// <summary>End the key for the whole account; only ever at the last orderly stop.</summary>
    public sealed record Close(KeyChannel Channel = KeyChannel.Rest) : ListenKeyEffect;

    /// <summary>The user stream of <paramref name="Epoch"/> may connect with the key.</summary>
    public sealed record Grant(Epoch Epoch, ListenKey Key) : ListenKeyEffect;

    /// <summary>The key is gone; every stream that uses it is deaf and must be replaced.</summary>
    /// <param name="Epoch">The last stream it was granted to.</param>
    public sealed record ReportLost(Epoch Epoch, ListenKey Key, DeathCause Cause, string Reason) : ListenKeyEffect;

    public sealed record ReportFailure(string Call, VenueError Error, int Failures) : ListenKeyEffect;

    public sealed record ReportReleased(bool Closed) : ListenKeyEffect;

    public sealed record WakeAt(Instant At) : ListenKeyEffect;
}
