using Phoenix.Core.Primitives;

namespace Phoenix.Core.Accounting;

/// <summary>Why a position is, or seems, another one than our own fills made it.</summary>
public enum PositionDifference
{
    /// <summary>The exchange knows a fill of ours that a living user stream did not tell.</summary>
    DroppedFill = 1,

    /// <summary>Somebody else trades on the account, by hand or by another program.</summary>
    ForeignTrade,

    /// <summary>Another run of ours trades on it: a second instance, or what an earlier one left.</summary>
    SecondInstance,

    /// <summary>The exchange liquidates the position.</summary>
    Liquidation,

    /// <summary>The exchange closes the position against one that it liquidates.</summary>
    AutoDeleveraging,

    /// <summary>Fills and position do not belong together, and no fill says why.</summary>
    Unexplained,
}

/// <summary>Whose an order is, by its id.</summary>
/// <remarks>
/// Source: page "Event: Order Update" of the USDⓈ-M futures documentation, copy of 2026-05-28: ids that begin with
/// <c>autoclose-</c> are liquidations, <c>adl_autoclose</c> is auto-deleveraging, and <c>settlement_autoclose-</c> a
/// delisting.
/// </remarks>
public static class PositionDifferences
{
    public static PositionDifference Of(ClientOrderId order, string owner) =>
        order.Value.StartsWith("adl_autoclose", StringComparison.Ordinal) ? PositionDifference.AutoDeleveraging
        : order.Value.StartsWith("autoclose-", StringComparison.Ordinal)
            || order.Value.StartsWith("settlement_autoclose-", StringComparison.Ordinal)
            ? PositionDifference.Liquidation
        : order.IsOf(owner) ? PositionDifference.SecondInstance
        : PositionDifference.ForeignTrade;
}
