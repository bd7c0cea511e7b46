using Phoenix.Core.Primitives;

namespace Phoenix.Venue.MarketData;

/// <summary>One trade as the market sees it.</summary>
/// <param name="At">Milliseconds since 1970.</param>
/// <param name="UpdateId">The last change of the book by then.</param>
/// <param name="IsBuy">Whether the taker bought.</param>
internal readonly record struct Tick(
    long Id, Price Price, Quantity Quantity, long At, long UpdateId, bool IsBuy);
