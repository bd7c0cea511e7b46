using System.Text.Json;
using Phoenix.Venue.Api;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Accounts;

/// <summary>
/// What no owner of an account can do by its API: paying in and out, and locking a symbol as the quantitative rules do.
/// </summary>
internal sealed class AccountControls(VenueFloor floor, UserStreams users)
{
    /// <summary>Beyond it sums would leave the range of numbers.</summary>
    private const decimal MostAtOnce = 1_000_000_000_000m;

    private readonly JsonText _event = new();

    /// <summary>Carries out <c>POST /venue/accounts/{name}/{verb}</c>; returns what is wrong with it.</summary>
    internal string? Run(string name, string verb, JsonElement order)
    {
        var account = floor.Accounts.FirstOrDefault(one => one.Options.Name == name);
        if (account is null) return $"There is no account {name}.";
        if (order.ValueKind != JsonValueKind.Object) return "Not an object.";
        return verb switch
        {
            "transfer" => Transfer(account, order),
            "lock" => Lock(account, order),
            _ => $"Accounts cannot {verb}.",
        };
    }

    /// <summary>Pays in, or out when <paramref name="amount"/> is negative.</summary>
    internal string? Transfer(VenueAccount account, string asset, decimal amount)
    {
        if (!account.HasWallet(asset)) return $"There is no wallet of {asset}.";
        if (Math.Abs(amount) > MostAtOnce) return $"More than {MostAtOnce} at once.";
        if (amount == 0 || decimal.Round(amount, PositionLedger.Decimals) != amount) return "Not an amount.";
        if (-amount > Margin.Behind(account, asset).Withdrawable || -amount > account.Wallet(asset).Cross)
        {
            return "More than may be withdrawn.";
        }

        var wallet = account.Wallet(asset);
        wallet.Add(amount, floor.Now);
        account.Note(IncomeType.Transfer, null, asset, amount, floor.Now);
        var change = new AccountChange(
            amount > 0 ? "DEPOSIT" : "WITHDRAW", [new BalanceChange(wallet, amount)], []);
        users.Publish(account, "ACCOUNT_UPDATE", BalanceEventWriter.AccountUpdate(_event, change, floor.Now));
        return null;
    }

    private string? Transfer(VenueAccount account, JsonElement order)
    {
        var asset = order.TryGetProperty("asset", out var named) ? named.ToString() : account.Wallets[0].Asset;
        return order.TryGetProperty("amount", out var amount) && amount.ValueKind == JsonValueKind.Number
            && amount.TryGetDecimal(out var value)
            ? Transfer(account, asset, value)
            : "amount is missing.";
    }

    private string? Lock(VenueAccount account, JsonElement order)
    {
        if (!order.TryGetProperty("symbol", out var symbol) || floor.Find(symbol.ToString()) is not { } market)
        {
            return "symbol is missing or unknown.";
        }

        if (!order.TryGetProperty("seconds", out var seconds) || seconds.ValueKind != JsonValueKind.Number
            || !seconds.TryGetInt32(out var length) || length < 0)
        {
            return "seconds is missing.";
        }

        account.Locks.Set(market.Index, length == 0 ? null : floor.Steady + TimeSpan.FromSeconds(length));
        return null;
    }
}
