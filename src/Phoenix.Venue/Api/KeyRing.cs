using System.Text;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Api;

/// <summary>An account's key with what is needed to check its signatures.</summary>
internal sealed class AccountKey(VenueAccount account, VenueApiKey options)
{
    private readonly SignatureCheck _check = SignatureCheck.Of(options);

    internal VenueAccount Account => account;

    internal string Name => options.Key;

    internal ApiKeyKind Kind => options.Kind;

    /// <summary>For good: what it was logged on with is no longer served.</summary>
    internal bool IsRevoked { get; set; }

    internal bool MayTrade => options.Permissions.HasFlag(ApiPermissions.Trade);

    internal bool MayComeFrom(string address) =>
        options.AllowedAddresses.IsDefaultOrEmpty || options.AllowedAddresses.Contains(address, StringComparer.Ordinal);

    internal bool Signed(string text, string signature) => _check.Accepts(Encoding.UTF8.GetBytes(text), signature);
}

/// <summary>The keys of all accounts, by name.</summary>
internal sealed class KeyRing
{
    private readonly VenueFloor _floor;
    private readonly Dictionary<string, AccountKey> _keys = new(StringComparer.Ordinal);

    internal KeyRing(VenueFloor floor)
    {
        _floor = floor;
        foreach (var account in floor.Accounts)
        {
            foreach (var key in account.Keys)
            {
                _keys.TryAdd(key.Key, new AccountKey(account, key));   // the first one wins, as on the floor
            }
        }
    }

    /// <summary>Null for a stranger's key and for a revoked one.</summary>
    internal AccountKey? Find(string name)
    {
        if (!_keys.TryGetValue(name, out var key) && _floor.FindKey(name) is var (account, options))
        {
            _keys.Add(name, key = new AccountKey(account, options));   // the account came later
        }

        return key is { IsRevoked: false } ? key : null;
    }

    /// <summary>False when there is no such key.</summary>
    internal bool Revoke(string name)
    {
        if (Find(name) is not { } key) return false;
        key.IsRevoked = true;
        return true;
    }
}
