namespace Phoenix.Core.Readiness;

/// <summary>Why a symbol may not be quoted. Each cause has one condition that ends it.</summary>
[Flags]
public enum HaltCauses
{
    None = 0,

    /// <summary>No market stream of the symbol is up. Ends when its book is in sync again.</summary>
    MarketDataDown = 1 << 0,

    /// <summary>The book is not in sync with the venue. Ends with a snapshot that bridges the diffs.</summary>
    BookUnsynchronized = 1 << 1,

    /// <summary>The last good frame is too old. Ends with the next good frame.</summary>
    BookStale = 1 << 2,

    /// <summary>Best bid at or above best ask. Ends with a frame that uncrosses the book.</summary>
    BookCrossed = 1 << 3,

    /// <summary>The user stream is not proven alive. Ends when it is.</summary>
    UserStreamDown = 1 << 4,

    /// <summary>No trading session. Ends when one answers.</summary>
    TradingDown = 1 << 5,

    /// <summary>
    /// Orders, fills and position were not compared with the venue since the last fault. Ends when they match.
    /// </summary>
    NotReconciled = 1 << 6,

    /// <summary>The venue's countdown is not armed. Ends when the venue confirms it.</summary>
    SwitchNotArmed = 1 << 7,

    /// <summary>The system is stopping. Ends with the process.</summary>
    Stopping = 1 << 8,

    /// <summary>
    /// Evidence speaks against the book. Ends when the venue's own book confirms it, or with an update as new as the
    /// evidence.
    /// </summary>
    BookDoubted = 1 << 10,

    /// <summary>
    /// Connections do not come back whatever is re-created. Ends when everything flows and has for long enough.
    /// </summary>
    SafeMode = 1 << 9,

    /// <summary>The stale monitor gives no sign of life. Ends when it, or the next one, does.</summary>
    Unwatched = 1 << 11,

    /// <summary>
    /// This process stood still: what it reads first is old, whenever it reads it. Ends with a frame that the venue
    /// stamped after that.
    /// </summary>
    Paused = 1 << 12,

    /// <summary>The venue takes no orders for the symbol. Ends when it says that it trades again.</summary>
    MarketClosed = 1 << 13,

    /// <summary>
    /// More was lost than a limit allows, in the symbol or in the account, in this run or an earlier one. Ends when the
    /// operator resumes it, or with the day where the settings say so.
    /// </summary>
    LossStop = 1 << 16,

    /// <summary>
    /// Whoever judges the account's limits gives no sign of life, or has not yet. Ends with its next word.
    /// </summary>
    Unguarded = 1 << 17,

    /// <summary>The operator paused it. Ends when he resumes it.</summary>
    PausedByOperator = 1 << 24,

    /// <summary>It is to be flat, at the operator's word or for a loss, and is on its way to 0. Ends there.</summary>
    Flattening = 1 << 25,

    /// <summary>The venue showed position 0, as it was to be. Ends when the operator resumes it.</summary>
    Flattened = 1 << 26,

    /// <summary>
    /// The operator killed all trading, in this run or an earlier one. Ends when he resumes with a second word.
    /// </summary>
    Killed = 1 << 27,
}

/// <summary>Groups of <see cref="HaltCauses"/>.</summary>
public static class HaltCausesExtensions
{
    /// <summary>What the operator said, and only he takes back.</summary>
    public const HaltCauses ByOperator =
        HaltCauses.PausedByOperator | HaltCauses.Flattening | HaltCauses.Flattened | HaltCauses.Killed;

    /// <summary>Whether somebody wants it: the operator, or who stops the system. Nobody wants a loss.</summary>
    public static bool AreWanted(this HaltCauses causes) =>
        (causes & (HaltCauses.Stopping | ByOperator)) != 0 && (causes & HaltCauses.LossStop) == 0;
}
