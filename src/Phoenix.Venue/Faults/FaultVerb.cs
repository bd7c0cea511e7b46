namespace Phoenix.Venue.Faults;

/// <summary>What a fault does. docs/venue-faults.md tells the parameters of each.</summary>
public enum FaultVerb
{
    /// <summary>Frames of one stream (or of all on the target) vanish; replies and other streams live.</summary>
    Mute = 1,

    /// <summary>Every outgoing text frame vanishes; pings and pongs live.</summary>
    MuteData,

    /// <summary>
    /// Bytes vanish both ways and no close reaches either side. When the fault ends the connection breaks.
    /// </summary>
    Blackhole,

    /// <summary>The venue closes with a code.</summary>
    Close,

    /// <summary>The connection breaks without a closing frame.</summary>
    Drop,

    /// <summary>The next upgrade requests are refused.</summary>
    Refuse,

    /// <summary>The listen key ends before its time.</summary>
    KeyExpire,

    /// <summary>Requests are answered with a given status.</summary>
    Http,

    /// <summary>The next user events are never sent.</summary>
    HideEvent,

    /// <summary>The next user events are sent twice.</summary>
    DupEvent,

    /// <summary>The next frames of a stream are lost.</summary>
    Gap,

    /// <summary>The client's pings are not answered.</summary>
    NoPong,

    /// <summary>The venue sends no pings.</summary>
    NoPing,

    /// <summary>The venue sends a ping with a given payload, however malformed.</summary>
    BadPing,

    /// <summary>The connection ends with end of stream, without a closing frame.</summary>
    Eof,

    /// <summary>The connection is reset.</summary>
    Rst,

    /// <summary>The next connections are accepted, and what they say is never even read.</summary>
    StallTcp,

    /// <summary>The next upgrade requests are read and never answered.</summary>
    StallUpgrade,

    /// <summary>Messages are cut into many small frames and segments.</summary>
    Fragment,

    /// <summary>Connections live for a while, then drop.</summary>
    DropAfter,

    /// <summary>The venue reads nothing more: what the client sends piles up.</summary>
    StopReading,

    /// <summary>Control messages are obeyed and not answered.</summary>
    NoAck,

    /// <summary>Control messages are answered late.</summary>
    LateAck,

    /// <summary>Control messages are refused.</summary>
    ErrAck,

    /// <summary>A subscription is acknowledged and delivers nothing.</summary>
    AckOnly,

    /// <summary>All subscriptions are acknowledged, only some deliver.</summary>
    SubsetOnly,

    /// <summary>A socket that sends more messages a second than allowed is closed.</summary>
    LimitControl,

    /// <summary>More upgrades in a window than allowed are refused.</summary>
    LimitConnects,

    /// <summary>Neighbouring frames of a stream change places.</summary>
    Swap,

    /// <summary>Frames are sent twice.</summary>
    Dup,

    /// <summary>Ids and times advance, prices and quantities do not.</summary>
    Freeze,

    /// <summary>The best bid is above the best ask.</summary>
    Cross,

    /// <summary>Frames are sent late.</summary>
    Lag,

    /// <summary>Frames are held back, then all sent at once.</summary>
    Burst,

    /// <summary>Depth snapshots are old.</summary>
    SnapOld,

    /// <summary>Depth snapshots are refused.</summary>
    SnapFail,

    /// <summary>Frames are not valid JSON.</summary>
    BadJson,

    /// <summary>Frames hold a word nobody knows.</summary>
    NewEnum,

    /// <summary>Trading in a symbol is halted.</summary>
    Halt,

    /// <summary>A new listen key is the old one.</summary>
    KeySame,

    /// <summary>Keeping the listen key alive answers that there is none.</summary>
    KeyGone,

    /// <summary>Somebody else closes the listen key.</summary>
    KeyCloseByOther,

    /// <summary>Requests about the listen key fail.</summary>
    KeyFail,

    /// <summary>What happens to requests that place an order.</summary>
    Place,

    /// <summary>What happens to requests that cancel an order.</summary>
    Cancel,

    /// <summary>A resting order is filled.</summary>
    Fill,

    /// <summary>User events are held back, then all sent at once.</summary>
    HoldEvents,

    /// <summary>Neighbouring user events change places.</summary>
    Reorder,

    /// <summary>Queries show orders as they were a while ago.</summary>
    QueryLag,

    /// <summary>Somebody else trades on the account.</summary>
    ForeignOrder,

    /// <summary>Part of the position is closed by auto-deleveraging.</summary>
    Adl,

    /// <summary>Less request weight is allowed.</summary>
    Weight,

    /// <summary>Fewer orders are allowed.</summary>
    OrderCount,

    /// <summary>The address is banned.</summary>
    Ban,

    /// <summary>The venue's clock is wrong.</summary>
    Skew,
}
