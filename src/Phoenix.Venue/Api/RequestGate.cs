using System.Globalization;
using Phoenix.Core.Primitives;
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

    /// <summary>The same, by a key that may trade.</summary>
    Trade,
}

/// <summary>How a request says whose it is.</summary>
/// <param name="ApiKey">Null when none was sent.</param>
/// <param name="Signed">The text the signature must be of.</param>
/// <param name="Signature">Null when none was sent.</param>
/// <param name="Session">The key the socket was logged on with; it stands in for key and signature.</param>
internal readonly record struct Credentials(
    string? ApiKey, string Signed, string? Signature, AccountKey? Session = null);

/// <summary>Checks keys, timestamps, signatures and the request limits.</summary>
/// <remarks>
/// Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/general-info (read 2026-05-28):
/// accepted when <c>timestamp &lt; serverTime + 1000</c> and <c>serverTime − timestamp ≤ recvWindow</c>. The greatest
/// <c>recvWindow</c> is that of the schemas of 2026; the prose names none.
/// </remarks>
internal sealed class RequestGate(VenueFloor floor, VenueLimits limits)
{
    private const long DefaultReceiveWindow = 5_000;
    private const long MaxReceiveWindow = 60_000;

    internal KeyRing Keys { get; } = new(floor);

    internal AddressBook Addresses { get; } = new(limits);

    internal AddressUse Of(string address) => Addresses.Of(address, floor.Now);

    /// <summary>Finds the account of a request and proves that the request is the account's.</summary>
    internal ApiError? Admit(ApiCall call, Security security, in Credentials shown, string address)
    {
        if (security == Security.None) return null;
        if (shown.ApiKey is null && shown.Session is { } session)
        {
            if (security != Security.Key && CheckTime(call) is { } late) return late;
            return AdmitKey(call, session, security, address);
        }

        if (string.IsNullOrEmpty(shown.ApiKey)) return ApiError.KeyFormat;
        if (security != Security.Key && CheckTime(call) is { } untimely) return untimely;
        if (Keys.Find(shown.ApiKey) is not { } key) return ApiError.UnknownKey;
        if (security != Security.Key)
        {
            if (string.IsNullOrEmpty(shown.Signature)) return ApiError.Missing("signature");
            if (!key.Signed(shown.Signed, shown.Signature)) return ApiError.BadSignature;
        }

        return AdmitKey(call, key, security, address);
    }

    /// <summary>The matching engine looks at the receive window again when a change of orders reaches it.</summary>
    /// <remarks>Source: the exchange's change log of 2023-04-18.</remarks>
    internal ApiError? CheckAtEngine(ApiCall call) =>
        call.ValidUntil is { } end && floor.Now + floor.EngineLag > end ? ApiError.OutsideEngineWindow : null;

    /// <summary>Counts one request of the account on its order limits, unless one of them is reached.</summary>
    internal ApiError? ChargeOrder(VenueAccount account, Route route)
    {
        var (tens, minute) = (account.OrdersPer10Seconds, account.OrdersPerMinute);
        if (tens.Exceeds(floor.Now, route.TenSecondCost)) return ApiError.TooManyOrders(tens.Limit, "10 SECOND");
        if (minute.Exceeds(floor.Now, 1)) return ApiError.TooManyOrders(minute.Limit, "1 MINUTE");
        tens.Count(floor.Now, route.TenSecondCost);
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
        return (at == 0 ? rest.TrimStart('&') : form[..at] + rest, ApiCall.Decode(signature));
    }

    private static ApiError? AdmitKey(ApiCall call, AccountKey key, Security security, string address)
    {
        if (!key.MayComeFrom(address)) return ApiError.UnknownKey;
        if (security == Security.Trade && !key.MayTrade) return ApiError.UnknownKey;
        call.Account = key.Account;
        return null;
    }

    private ApiError? CheckTime(ApiCall call)
    {
        const NumberStyles Digits = NumberStyles.None;
        if (!long.TryParse(call.RequiredText("timestamp"), Digits, CultureInfo.InvariantCulture, out var timestamp))
        {
            return ApiError.Missing("timestamp");
        }

        var window = call.Integer("recvWindow") ?? DefaultReceiveWindow;
        if (window is < 0 or > MaxReceiveWindow) call.Fail(ApiError.NotValid("recvWindow"));
        if (call.Error is not null) return call.Error;
        var now = floor.Now.Milliseconds;
        if (timestamp >= now + 1000) return ApiError.AheadOfServer;
        if (now - timestamp > window) return ApiError.OutsideReceiveWindow;
        call.ValidUntil = new VenueTime(timestamp + window);
        return null;
    }
}
