namespace Phoenix.Actors;

/// <summary>Why a symbol is not added, or not removed.</summary>
public enum SymbolRefusal
{
    /// <summary>The orderly stop has begun.</summary>
    Stopping = 1,

    /// <summary>The venue has not told its trading rules yet.</summary>
    NotReady,

    /// <summary>The symbol is being added or removed at this moment.</summary>
    ChangeUnderWay,

    AlreadyTraded,

    /// <summary>One more stream than a connection may carry.</summary>
    TooManyStreams,

    UnknownToVenue,

    /// <summary>The venue did not tell its rules; trying again may help.</summary>
    VenueUnreachable,

    /// <summary>The grid does not fit the venue's rules.</summary>
    GridMisfit,

    NotTraded,

    /// <summary>A market connection carries at least one stream.</summary>
    LastSymbol,
}
