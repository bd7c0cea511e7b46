using Phoenix.Core.Ports;

namespace Phoenix.Binance.Errors;

/// <summary>One row of <see cref="VenueErrors"/>.</summary>
/// <param name="Code">The venue's error code.</param>
/// <param name="Name">The venue's name of it.</param>
/// <param name="Failure">What kind of failure it is, which decides the reaction.</param>
/// <param name="Why">Why it is of that kind, where the name does not say it.</param>
public readonly record struct ErrorRule(int Code, string Name, VenueFailure Failure, string Why = "");
