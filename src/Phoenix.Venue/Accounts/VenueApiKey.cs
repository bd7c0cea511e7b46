using System.Collections.Immutable;

namespace Phoenix.Venue.Accounts;

/// <summary>How a request made with a key is signed.</summary>
public enum ApiKeyKind
{
    Hmac = 0,
    Rsa,
    Ed25519,
}

/// <summary>What a key is good for; every key may read.</summary>
[Flags]
public enum ApiPermissions
{
    /// <summary>Reading the account and its orders.</summary>
    ReadOnly = 0,

    /// <summary>Placing, changing and cancelling orders; changing leverage, margin and modes.</summary>
    Trade = 1,
}

/// <summary>One API key of an account. An account may have several; all of them share one listen key.</summary>
public sealed record VenueApiKey
{
    /// <summary>What the header <c>X-MBX-APIKEY</c> or the parameter <c>apiKey</c> carries.</summary>
    public required string Key { get; init; }

    public ApiKeyKind Kind { get; init; }

    /// <summary>The shared secret of an HMAC key; the public key in PEM of the other kinds.</summary>
    public required string Secret { get; init; }

    public ApiPermissions Permissions { get; init; } = ApiPermissions.Trade;

    /// <summary>The addresses requests may come from; empty allows any.</summary>
    public ImmutableArray<string> AllowedAddresses { get; init; } = [];

    /// <summary>Never prints the secret.</summary>
    public override string ToString() => Key;
}
