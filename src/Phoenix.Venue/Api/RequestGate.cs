using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Api;

/// <summary>What a request must show before it is carried out.</summary>
internal enum Security
{
    None = 0,

    /// <summary>The key alone.</summary>
    Key,

    /// <summary>Key, timestamp and signature.</summary>
    Signed,
}

/// <summary>Checks keys, timestamps, signatures and the request limits.</summary>
/// <remarks>
/// Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/general-info (read 2026-05-28):
/// accepted when <c>timestamp &lt; serverTime + 1000</c> and <c>serverTime − timestamp ≤ recvWindow</c>.
/// </remarks>
internal sealed class RequestGate(VenueFloor floor, int weightPerMinute)
{
    private const long DefaultReceiveWindow = 5_000;

    internal RequestWindow Weight { get; } = new(TimeSpan.FromMinutes(1), weightPerMinute);

    /// <summary>Finds the account of a request and proves that it is the account's.</summary>
    /// <param name="signed">The text whose HMAC the signature must be.</param>
    internal ApiError? Admit(ApiCall call, Security security, string? apiKey, string signed, string? signature)
    {
        if (security == Security.None) return null;
        if (string.IsNullOrEmpty(apiKey)) return ApiError.KeyFormat;
        var account = floor.FindByKey(apiKey);
        if (security == Security.Signed && CheckTime(call) is { } untimely) return untimely;
        if (account is null) return ApiError.UnknownKey;
        if (security == Security.Signed)
        {
            if (string.IsNullOrEmpty(signature)) return ApiError.Missing("signature");
            if (!IsSignature(account, signed, signature)) return ApiError.BadSignature;
        }

        call.Account = account;
        return null;
    }

    /// <summary>Counts the request's weight, unless the limit of the running minute is reached.</summary>
    internal ApiError? Charge(int weight)
    {
        if (Weight.Exceeds(floor.Now, weight)) return ApiError.TooMuchWeight(Weight.Limit);
        Weight.Count(floor.Now, weight);
        return null;
    }

    /// <summary>Counts one order of the account, unless a limit is reached.</summary>
    internal ApiError? ChargeOrder(VenueAccount account)
    {
        var (tens, minute) = (account.OrdersPer10Seconds, account.OrdersPerMinute);
        if (tens.Exceeds(floor.Now, 1)) return ApiError.TooManyOrders(tens.Limit, "10 SECOND");
        if (minute.Exceeds(floor.Now, 1)) return ApiError.TooManyOrders(minute.Limit, "1 MINUTE");
        tens.Count(floor.Now, 1);
        minute.Count(floor.Now, 1);
        return null;
    }

    /// <summary>A form without its signature, which the sender could not have signed.</summary>
    internal static (string Signed, string? Signature) SplitSignature(string form)
    {
        const string Name = "signature=";
        var at = form.StartsWith(Name, StringComparison.Ordinal)
            ? 0
            : form.IndexOf("&" + Name, StringComparison.Ordinal);
        if (at < 0) return (form, null);
        var start = form.IndexOf('=', at) + 1;
        var end = form.IndexOf('&', start);
        var signature = end < 0 ? form[start..] : form[start..end];
        var rest = end < 0 ? string.Empty : form[end..];
        return (at == 0 ? rest.TrimStart('&') : form[..at] + rest, signature);
    }

    private static bool IsSignature(VenueAccount account, string signed, string signature)
    {
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(account.Secret, Encoding.UTF8.GetBytes(signed), expected);
        return string.Equals(Convert.ToHexString(expected), signature, StringComparison.OrdinalIgnoreCase);
    }

    private ApiError? CheckTime(ApiCall call)
    {
        if (!long.TryParse(call.RequiredText("timestamp"), CultureInfo.InvariantCulture, out var timestamp))
        {
            return ApiError.Missing("timestamp");
        }

        var window = call.Integer("recvWindow") ?? DefaultReceiveWindow;
        if (call.Error is not null) return call.Error;
        var now = floor.Now.Milliseconds;
        if (timestamp >= now + 1000) return ApiError.AheadOfServer;
        return now - timestamp > window ? ApiError.OutsideReceiveWindow : null;
    }
}
