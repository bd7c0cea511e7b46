using System.Collections.Immutable;
using Phoenix.Core.Primitives;

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

    /// <summary>Wallet balance of <see cref="Asset"/> at the start.</summary>
    public decimal Balance { get; init; } = 100_000m;

    /// <summary>Wallets of other assets.</summary>
    public ImmutableArray<AssetBalance> MoreBalances { get; init; } = [];

    /// <summary>Share of the notional, in all pairs; null follows the schedule of <see cref="FeesOf"/>.</summary>
    public decimal? MakerFee { get; init; }

    /// <summary>Share of the notional, in all pairs; null follows the schedule of <see cref="FeesOf"/>.</summary>
    public decimal? TakerFee { get; init; }

    /// <summary>Fees of single pairs; they take precedence.</summary>
    public ImmutableArray<PairFees> Fees { get; init; } = [];

    /// <summary>The leverage of every contract at the start.</summary>
    public int Leverage { get; init; } = 20;

    /// <summary>Order requests the account may make in ten seconds, refused ones included.</summary>
    public int OrdersPer10Seconds { get; init; } = 300;

    public int OrdersPerMinute { get; init; } = 1200;

    /// <summary>All keys of the account; that of <see cref="ApiKey"/> first.</summary>
    internal IEnumerable<VenueApiKey> Keys =>
        MoreKeys.Prepend(new VenueApiKey { Key = ApiKey, Secret = Secret }).Where(key => key.Key.Length > 0);

    /// <summary>The fees of a contract.</summary>
    /// <remarks>
    /// Regular users: 0.02 % and 0.05 %; pairs in USDC 0 and 0.04 %, as seen on the mainnet in 2026 (the zero is a
    /// promotion there).
    /// </remarks>
    internal PairFees FeesOf(Instrument rules)
    {
        foreach (var own in Fees)
        {
            if (own.Symbol == rules.Symbol) return own;
        }

        var isUsdc = rules.MarginAsset == "USDC";
        return new PairFees(
            rules.Symbol, MakerFee ?? (isUsdc ? 0m : 0.0002m), TakerFee ?? (isUsdc ? 0.0004m : 0.0005m));
    }

    /// <summary>Never prints the secret.</summary>
    public override string ToString() => Name;
}
