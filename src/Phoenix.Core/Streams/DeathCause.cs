namespace Phoenix.Core.Streams;

/// <summary>Why a connection, or a stream on it, had to die. One counter and one row of policy per cause.</summary>
public enum DeathCause
{
    /// <summary>The peer closed the socket, orderly or not.</summary>
    TransportClosed = 1,

    /// <summary>The socket could not be opened.</summary>
    ConnectFailed,

    /// <summary>The venue refused the socket because this address dials too often or is banned.</summary>
    ConnectLimited,

    /// <summary>The socket did not open within its deadline.</summary>
    ConnectTimeout,

    /// <summary>A promised stream fell silent although the socket is up.</summary>
    SilentStream,

    /// <summary>A sibling connection moved on with the same stream and this one did not.</summary>
    BehindSibling,

    /// <summary>Updates keep coming, and the book they make stays the same while the venue's moves.</summary>
    FrozenBook,

    /// <summary>What the stream delivers is too old.</summary>
    Lagging,

    /// <summary>Other streams show prices that the book cannot have.</summary>
    BookContradicted,

    /// <summary>A promised stream never delivered its first event.</summary>
    FirstDataMissing,

    /// <summary>The venue did not acknowledge a subscription in time.</summary>
    AckMissing,

    /// <summary>The venue refused a subscription.</summary>
    SubscriptionRefused,

    /// <summary>A probe was not answered in time.</summary>
    ProbeUnanswered,

    /// <summary>An update id is missing from the stream.</summary>
    SequenceGap,

    /// <summary>A frame could not be understood.</summary>
    MalformedFrame,

    /// <summary>The user stream did not show an event that our own order must have produced.</summary>
    EchoMissing,

    /// <summary>The listen key expired or is unknown to the venue.</summary>
    ListenKeyExpired,

    /// <summary>The venue gave another listen key while ours was valid: somebody else ended it.</summary>
    ListenKeyReplaced,

    /// <summary>No listen key was granted in time, so nothing was dialled.</summary>
    ListenKeyMissing,

    /// <summary>The account changed in a way the user stream did not tell.</summary>
    ReconcileMismatch,

    /// <summary>Our own code failed while it carried the connection.</summary>
    Crashed,

    /// <summary>We closed it ourselves, in good health.</summary>
    PlannedStop,

    /// <summary>We closed it ourselves because its successor flows: before the venue's daily cut.</summary>
    PlannedRotation,
}
