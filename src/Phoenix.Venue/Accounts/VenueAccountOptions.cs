using System.Collections.Immutable;

namespace Phoenix.Venue.Accounts;

/// <summary>One account of the venue.</summary>
public sealed record VenueAccountOptions
{
    public string Name { get; init; } = "phoenix";

    public string ApiKey { get; init; } = "phoenix-sim-key";

    /// <summary>The secret of the HMAC signature.</summary>
    public string Secret { get; init; } = "phoenix-sim-secret";

    /// <summary>Keys beside <see cref="ApiKey"/>, which may do everything.</summary>
    public ImmutableArray<VenueApiKey> MoreKeys { get; init; } = [];

    public string Asset { get; init; } = "USDC";

    /// <summary>Wallet balance at the start.</summary>
    public decimal Balance { get; init; } = 100_000m;

    /// <summary>Share of the notional; zero for USDC pairs as seen on the mainnet.</summary>
    public decimal MakerFee { get; init; }

    public decimal TakerFee { get; init; } = 0.0004m;

    /// <summary>Initial margin is notional divided by this.</summary>
    public int Leverage { get; init; } = 20;

    /// <summary>All keys of the account; that of <see cref="ApiKey"/> first.</summary>
    internal IEnumerable<VenueApiKey> Keys =>
        MoreKeys.Prepend(new VenueApiKey { Key = ApiKey, Secret = Secret }).Where(key => key.Key.Length > 0);

    /// <summary>Never prints the secret.</summary>
    public override string ToString() => Name;
}
