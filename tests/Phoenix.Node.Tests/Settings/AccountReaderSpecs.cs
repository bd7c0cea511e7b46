using System.Collections.Immutable;
using Phoenix.Node.Settings;
using Phoenix.Venue.Accounts;

namespace Phoenix.Node.Tests.Settings;

/// <summary>Accounts of the embedded exchange beside its first one.</summary>
public sealed class AccountReaderSpecs
{
    [Fact]
    public void Without_a_block_there_is_the_first_account_alone() =>
        Read("").ShouldBeEmpty();

    [Fact]
    public void A_block_is_an_account_with_a_key_of_its_own()
    {
        var account = Read("""
            account.reader {
              api-key = reader-key
              secret = reader-secret
              read-only = true
              addresses = ["10.0.0.1"]
              balance = 5
              leverage = 3
            }
            """).ShouldHaveSingleItem();

        (account.Name, account.Balance, account.Leverage).ShouldBe(("reader", 5m, 3));
        var key = account.MoreKeys.ShouldHaveSingleItem();
        (key.Key, key.Secret, key.Kind, key.Permissions).ShouldBe(
            ("reader-key", "reader-secret", ApiKeyKind.Hmac, ApiPermissions.ReadOnly));
        key.AllowedAddresses.ShouldBe(["10.0.0.1"]);
    }

    [Theory]
    [InlineData("account.a.secret = s", "account.a", "expected an api-key")]
    [InlineData("account.a.api-key = k", "account.a", "expected a secret")]
    [InlineData("account.a { api-key = k, key-kind = ed25519 }", "account.a", "public key in PEM")]
    [InlineData("account.a { api-key = k, key-kind = ed25519x }", "account.a.key-kind", "did you mean ed25519?")]
    [InlineData(
        "account.a { api-key = phoenix-sim-key, secret = s }", "account.a", "no other account has")]
    [InlineData("account.a { api-key = k, secret = s, balnce = 1 }", "account.a.balnce", "balance")]
    public void A_mistake_is_told_with_its_place_and_what_is_allowed(string text, string place, string told)
    {
        var message = Should.Throw<BadInputException>(() => Read(text)).Message;

        message.ShouldContain(place);
        message.ShouldContain(told);
    }

    [Fact]
    public void The_exchange_alone_may_list_what_nobody_trades()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{nameof(AccountReaderSpecs)}.conf");
        File.WriteAllText(file, "phoenix.venue.embedded.markets = [BTCUSDT]");

        SettingsReader.ReadVenueFile(file).Symbols.Select(symbol => symbol.Name).ShouldBe(["BTCUSDT"]);
        Should.Throw<BadInputException>(() => SettingsReader.ReadFile(file));
        File.Delete(file);
    }

    private static ImmutableArray<VenueAccountOptions> Read(string embedded) =>
        SettingsReader.Read("my.conf", $"phoenix.venue.embedded {{\n{embedded}\n}}").Venue.Embedded.MoreAccounts;
}
