using System.Collections.Immutable;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Accounting;

/// <summary>One symbol of the account as the venue sees it, fetched in one go.</summary>
/// <param name="StartedAt">When the first request left; what happened later may or may not be contained.</param>
/// <param name="UserEpoch">The user stream that was up when it started; <see cref="Epoch.None"/> if none was.</param>
/// <param name="Fills">Executions from the asked trade id on, oldest first.</param>
/// <param name="OpenOrders">Everything that rests, foreign orders included.</param>
/// <param name="Position">Fetched between two looks at the fills.</param>
/// <param name="IsQuiet">No execution between the two looks, so that fills and position belong together.</param>
public sealed record AccountPicture(
    Symbol Symbol,
    Instant StartedAt,
    Epoch UserEpoch,
    ImmutableArray<Fill> Fills,
    ImmutableArray<OrderReport> OpenOrders,
    PositionReport Position,
    bool IsQuiet);
