using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Faults.Scripts;
using Phoenix.Venue.Market;

namespace Phoenix.Venue.Server;

/// <summary>What makes one simulated exchange; the same options and the same calls give the same bytes.</summary>
public sealed record VenueOptions
{
    public long Seed { get; init; } = 1;

    /// <summary>When the venue's clock starts; <see cref="VenueServer.Advance"/> only moves it forwards.</summary>
    public VenueTime Start { get; init; } = new(1_790_526_538_000);

    public ImmutableArray<MarketSettings> Markets { get; init; } = MarketSettings.Standard;

    public ImmutableArray<VenueAccountOptions> Accounts { get; init; } = [new VenueAccountOptions()];

    /// <summary>What the insurance fund holds of each asset at the start.</summary>
    public decimal InsuranceFund { get; init; } = 1_000_000m;

    public VenueLimits Limits { get; init; } = new();

    /// <summary>
    /// How long a change of orders travels from the API to the matching engine, as far as the engine's own check of
    /// the receive window is concerned; the change itself takes no time.
    /// </summary>
    public TimeSpan EngineLag { get; init; } = TimeSpan.Zero;

    /// <summary>A pause of the caller longer than this is skipped, not replayed, by the market.</summary>
    public TimeSpan MaxCatchUp { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Faults that happen by themselves; none by default.</summary>
    public FaultScript Script { get; init; } = FaultScript.Empty;
}
