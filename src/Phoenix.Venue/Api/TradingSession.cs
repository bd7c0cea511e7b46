using Phoenix.Core.Primitives;

namespace Phoenix.Venue.Api;

/// <summary>Who a trading-API socket is logged on as; ends with the socket.</summary>
internal sealed record TradingSession(AccountKey Key, VenueTime Since);
