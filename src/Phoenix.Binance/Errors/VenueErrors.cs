using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using static Phoenix.Core.Ports.VenueFailure;

namespace Phoenix.Binance.Errors;

/// <summary>
/// What the venue's refusals mean: one table from error code, and where there is none from HTTP status and text, to
/// the kind of failure. A code that is not listed is <see cref="VenueFailure.Refused"/>.
/// </summary>
/// <remarks>
/// Sources: pages error-code and general-info of the USDⓈ-M futures documentation, copy of 2026-05-28, with the change
/// log up to 2026-10-23 (-1008 of 2025-10-14, -5022 of 2023-03-22, -4116 of 2024-12-03). The trading API sends the
/// same codes with the HTTP status in its reply.
/// </remarks>
public static class VenueErrors
{
    private const string BanPhrase = "banned until ";

    public static ImmutableArray<ErrorRule> Table { get; } =
    [
        new(-1000, "UNKNOWN", OutcomeUnknown, "on an order nothing is certain"),
        new(-1006, "UNEXPECTED_RESP", OutcomeUnknown, "the text says: execution status unknown"),
        new(-1007, "TIMEOUT", OutcomeUnknown, "the text says: execution status unknown"),
        new(-5027, "SAME_ORDER", OutcomeUnknown, "the order has these terms: an earlier amend did it"),

        new(-1001, "DISCONNECTED", Unavailable, "the venue's internal error, not executed"),
        new(-1008, "REQUEST_THROTTLED", Unavailable, "overload, not executed; reducing and canceling are exempt"),
        new(-1016, "SERVICE_SHUTTING_DOWN", Unavailable),
        new(-4117, "STOP_ORDER_TRIGGERING", Unavailable),
        new(-5043, "EXISTING_PENDING_MODIFICATION", Unavailable),

        new(-1003, "TOO_MANY_REQUESTS", RateLimited),
        new(-1015, "TOO_MANY_ORDERS", RateLimited),

        new(-1021, "INVALID_TIMESTAMP", ClockSkew),
        new(-5028, "ME_RECVWINDOW_REJECT", ClockSkew, "the matching engine's own check"),

        new(-2011, "CANCEL_REJECTED", OrderUnknown, "the order may have been filled"),
        new(-2013, "NO_SUCH_ORDER", OrderUnknown, "a new order may not be visible yet"),
        new(-4116, "DUPLICATED_CLIENT_ORDER_ID", DuplicateOrder, "the first attempt is open"),
        new(-5022, "GTX_ORDER_REJECT", WouldCross, "sent instead of an event, since 2023-03-22"),
        new(-1125, "INVALID_LISTEN_KEY", ListenKeyUnknown),

        new(-1002, "UNAUTHORIZED", Unauthorized),
        new(-1011, "NON_WHITE_LIST", Unauthorized),
        new(-1022, "INVALID_SIGNATURE", Unauthorized),
        new(-1099, "NOT_FOUND", Unauthorized, "not found, unauthenticated or unauthorized"),
        new(-2014, "BAD_API_KEY_FMT", Unauthorized),
        new(-2015, "REJECTED_MBX_KEY", Unauthorized, "invalid key, address or permission"),
        new(-2017, "API_KEYS_LOCKED", Unauthorized),
        new(-2023, "USER_IN_LIQUIDATION", Unauthorized, "nothing may be traded until a human has looked"),
        new(-4056, "INVALID_API_KEY_TYPE", Unauthorized),
        new(-4057, "INVALID_RSA_PUBLIC_KEY", Unauthorized),
        new(-4088, "NO_PLACE_ORDER_PERMISSION", Unauthorized),
        new(-4109, "INACTIVE_ACCOUNT", Unauthorized),
        new(-4192, "COOLING_OFF_PERIOD", Unauthorized),
        new(-4402, "COMPLIANCE_BLACK_SYMBOL_RESTRICTION", Unauthorized),

        new(-1102, "MANDATORY_PARAM_EMPTY_OR_MALFORMED", Refused),
        new(-1111, "BAD_PRECISION", Refused, "our copy of the trading rules is old"),
        new(-1121, "BAD_SYMBOL", Refused),
        new(-2018, "BALANCE_NOT_SUFFICIENT", Refused),
        new(-2019, "MARGIN_NOT_SUFFICIENT", Refused),
        new(-2022, "REDUCE_ONLY_REJECT", Refused, "nothing left to reduce, or other orders reduce it already"),
        new(-2025, "MAX_OPEN_ORDER_EXCEEDED", Refused),
        new(-2027, "MAX_LEVERAGE_RATIO", Refused),
        new(-4014, "PRICE_NOT_INCREASED_BY_TICK_SIZE", Refused, "our copy of the trading rules is old"),
        new(-4016, "PRICE_HIGHER_THAN_MULTIPLIER_UP", Refused),
        new(-4023, "QTY_NOT_INCREASED_BY_STEP_SIZE", Refused, "our copy of the trading rules is old"),
        new(-4024, "PRICE_LOWER_THAN_MULTIPLIER_DOWN", Refused),
        new(-4061, "POSITION_SIDE_NOT_MATCH", Refused, "the account is in hedge mode"),
        new(-4087, "REDUCE_ONLY_ORDER_PERMISSION", Refused),
        new(-4118, "REDUCE_ONLY_MARGIN_CHECK_FAILED", Refused),
        new(-4164, "MIN_NOTIONAL", Refused),
        new(-4400, "TRADING_QUANTITATIVE_RULE", Refused, "reduce-only until the venue lifts it"),
        new(-4401, "LARGE_POSITION_SYM_RULE", Refused),
        new(-5021, "FOK_ORDER_REJECT", Refused),
        new(-5024, "MOVE_ORDER_NOT_ALLOWED_SYMBOL_REASON", Refused),
        new(-5025, "LIMIT_ORDER_ONLY", Refused),
        new(-5026, "EXCEED_MAXIMUM_MODIFY_ORDER_LIMIT", Refused),
        new(-5029, "MODIFICATION_MIN_NOTIONAL", Refused),
        new(-5047, "MODIFICATION_REDUCE_ONLY", Refused, "the order may open"),
    ];

    private static readonly FrozenDictionary<int, ErrorRule> ByCode = Table.ToFrozenDictionary(rule => rule.Code);

    /// <summary>Classifies one refusal.</summary>
    /// <param name="status">HTTP status, of the answer or inside a trading API reply.</param>
    /// <param name="code">The venue's code, or 0 if the body had none.</param>
    /// <param name="text">The venue's text, if the body had one.</param>
    /// <param name="retryAfter">The <c>Retry-After</c> header, if there was one.</param>
    /// <param name="now">The venue's time, against which a ban's end is reckoned.</param>
    public static VenueError Classify(int status, int code, string? text, TimeSpan? retryAfter, VenueTime now) =>
        new(KindOf(status, code, text), code, text ?? $"HTTP {status}", retryAfter ?? UntilBanEnds(text, now));

    /// <summary>The wait named in a text like "IP banned until 1790526539000"; null if there is none.</summary>
    public static TimeSpan? UntilBanEnds(string? text, VenueTime now)
    {
        if (text?.IndexOf(BanPhrase, StringComparison.Ordinal) is not ({ } at and >= 0))
        {
            return null;
        }

        var digits = text.AsSpan(at + BanPhrase.Length);
        var length = digits.IndexOfAnyExceptInRange('0', '9');
        digits = length < 0 ? digits : digits[..length];
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var until)
            || until > now.Milliseconds + (long)TimeSpan.FromDays(30).TotalMilliseconds)
        {
            return null;
        }

        return TimeSpan.FromMilliseconds(Math.Max(0, until - now.Milliseconds));
    }

    private static VenueFailure KindOf(int status, int code, string? text) =>
        status == 418 ? Banned                                              // whatever the body says
        : ByCode.TryGetValue(code, out var rule) ? rule.Failure
        : code != 0 && status is >= 400 and < 500 and not (401 or 403 or 408 or 429 or 451) ? Refused
        : ByStatus(status, text);

    private static VenueFailure ByStatus(int status, string? text) => status switch
    {
        429 => RateLimited,
        401 or 403 or 451 => Unauthorized,                                  // key, firewall, country
        408 => OutcomeUnknown,                                              // the backend did not answer in time
        503 when text?.StartsWith("Service Unavailable", StringComparison.Ordinal) == true => Unavailable,
        503 when text?.StartsWith("Internal error", StringComparison.Ordinal) == true => Unavailable,
        503 when text?.StartsWith("Request throttled", StringComparison.Ordinal) == true => Unavailable,
        >= 500 => OutcomeUnknown,                                           // "Unknown error" and everything else
        >= 400 => Refused,
        >= 300 => Unavailable,                                              // a redirect is not followed
        _ => OutcomeUnknown,                                                // accepted, but not by an answer we know
    };
}
