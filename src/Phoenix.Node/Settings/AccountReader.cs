using System.Collections.Immutable;
using Phoenix.Venue.Accounts;

namespace Phoenix.Node.Settings;

/// <summary>
/// The accounts of the embedded exchange beside its first one: each block <c>account.NAME</c> is one, and what it does
/// not say is said by the defaults of all.
/// </summary>
internal static class AccountReader
{
    private const string Blocks = "phoenix.venue.embedded.account";
    private const string Defaults = "phoenix.venue.embedded.account-defaults";

    public static ImmutableArray<VenueAccountOptions> Read(ConfigSource source)
    {
        _ = ReadAccount(new KeyReader(source, Defaults), "");   // their own mistakes are told whether used or not
        var accounts = ImmutableArray.CreateBuilder<VenueAccountOptions>();
        var keys = new HashSet<string>(StringComparer.Ordinal) { new VenueAccountOptions().ApiKey };
        foreach (var name in source.BlocksBelow(Blocks))
        {
            var account = ReadAccount(new KeyReader(source, $"{Blocks}.{name}", Defaults), name);
            accounts.Add(account);
            Check(source, account, keys);
        }

        return accounts.ToImmutable();
    }

    private static VenueAccountOptions ReadAccount(KeyReader block, string name) => new()
    {
        Name = name,
        ApiKey = "",
        MoreKeys = [ReadKey(block)],
        Balance = block.Positive("balance", 1_000_000_000_000m),
        Leverage = block.Count("leverage", 1, 125),
    };

    private static VenueApiKey ReadKey(KeyReader block)
    {
        var kind = block.Choice(
            "key-kind", ("hmac", ApiKeyKind.Hmac), ("rsa", ApiKeyKind.Rsa), ("ed25519", ApiKeyKind.Ed25519));
        var secret = block.Text("secret", _ => true, "expected a text");
        var file = block.Text("public-key-file", _ => true, "expected a path");
        return new VenueApiKey
        {
            Key = block.Text("api-key", text => text.Length <= 128, "expected a key of at most 128 characters"),
            Kind = kind,
            Secret = kind == ApiKeyKind.Hmac ? secret : ReadPem(file),
            Permissions = block.Choice(
                "read-only", ("false", ApiPermissions.Trade), ("true", ApiPermissions.ReadOnly)),
            AllowedAddresses = block.List("addresses", "expected a list of addresses", "write [\"127.0.0.1\"]"),
        };
    }

    /// <summary>What an account cannot do without has no default.</summary>
    private static void Check(ConfigSource source, VenueAccountOptions account, HashSet<string> keys)
    {
        var key = account.MoreKeys[0];
        var block = $"{Blocks}.{account.Name}";
        if (key.Key.Length == 0)
        {
            source.RefuseBelow(block, "expected an api-key", "make one up");
        }
        else if (!keys.Add(key.Key))
        {
            source.RefuseBelow(block, "expected an api-key that no other account has", "choose another");
        }
        else if (key.Kind == ApiKeyKind.Hmac && key.Secret.Length == 0)
        {
            source.RefuseBelow(block, "expected a secret for a key of the kind hmac", "make one up");
        }
        else if (key.Kind != ApiKeyKind.Hmac && !key.Secret.Contains("PUBLIC KEY", StringComparison.Ordinal))
        {
            source.RefuseBelow(
                block,
                "expected in public-key-file a readable file with a public key in PEM",
                "make one: openssl genpkey -algorithm ed25519 -out key.pem; openssl pkey -in key.pem -pubout");
        }
    }

    /// <summary>Empty when it cannot be read.</summary>
    private static string ReadPem(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return "";
        }
    }
}
