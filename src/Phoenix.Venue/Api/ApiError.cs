using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;

namespace Phoenix.Venue.Api;

/// <summary>A refusal in the exchange's words.</summary>
/// <param name="Status">The HTTP status, or the <c>status</c> of a trading-API reply.</param>
/// <param name="Code">The exchange's number; 0 writes a body without a code.</param>
internal sealed record ApiError(int Status, int Code, string Message)
{
    internal static ApiError BadSymbol { get; } = new(400, -1121, "Invalid symbol.");

    internal static ApiError BadInterval { get; } = new(400, -1120, "Invalid interval.");

    internal static ApiError BadPair { get; } = new(400, -4144, "Invalid pair");

    internal static ApiError BadContractType { get; } = new(400, -4104, "Invalid contract type");

    internal static ApiError OutsideReceiveWindow { get; } =
        new(400, -1021, "Timestamp for this request is outside of the recvWindow.");

    internal static ApiError AheadOfServer { get; } =
        new(400, -1021, "Timestamp for this request was 1000ms ahead of the server's time.");

    internal static ApiError OutsideEngineWindow { get; } =
        new(400, -5028, "Timestamp for this request is outside of the ME recvWindow.");

    internal static ApiError BadSignature { get; } = new(400, -1022, "Signature for this request is not valid.");

    internal static ApiError KeyFormat { get; } = new(401, -2014, "API-key format invalid.");

    internal static ApiError UnknownKey { get; } =
        new(401, -2015, "Invalid API-key, IP, or permissions for action.");

    internal static ApiError NoListenKey { get; } = new(400, -1125, "This listenKey does not exist.");

    internal static ApiError UnknownOrder { get; } = new(400, -2011, "Unknown order sent.");

    internal static ApiError NoSuchOrder { get; } = new(400, -2013, "Order does not exist.");

    internal static ApiError ReduceOnly { get; } = new(400, -2022, "ReduceOnly Order is rejected.");

    internal static ApiError Margin { get; } = new(400, -2019, "Margin is insufficient.");

    internal static ApiError TooManyOpenOrders { get; } = new(400, -2025, "Reach max open order limit.");

    internal static ApiError Precision { get; } =
        new(400, -1111, "Precision is over the maximum defined for this asset.");

    internal static ApiError DuplicateClientOrderId { get; } = new(400, -4116, "ClientOrderId is duplicated.");

    internal static ApiError WrongPositionSide { get; } =
        new(400, -4061, "Order's position side does not match user's setting.");

    internal static ApiError ConditionalOrder { get; } = new(
        400, -4120, "Order type not supported for this endpoint. Please use the Algo Order API endpoints instead.");

    internal static ApiError WouldCross { get; } = new(
        400,
        -5022,
        "Due to the order could not be executed as maker, the Post Only order will be rejected. "
        + "The order will not be recorded in the order history");

    internal static ApiError CannotFill { get; } = new(
        400,
        -5021,
        "Due to the order could not be filled immediately, the FOK order has been rejected. "
        + "The order will not be recorded in the order history");

    internal static ApiError NothingToTake { get; } =
        new(400, -4131, "The counterparty's best price does not meet the PERCENT_PRICE filter limit.");

    /// <remarks>As the exchange's demo host answers; the mainnet's edge answers with a page.</remarks>
    internal static ApiError UnknownRoute(string method, string path) =>
        new(404, -5000, $"Path {path}, Method {method} is invalid");

    internal static ApiError TooMuchWeight(int limit, RequestPool pool) => new(
        429,
        -1003,
        $"Too many requests; current limit is {limit} requests per {(pool == RequestPool.Weight ? "" : "5 ")}minute"
        + $"{(pool == RequestPool.Weight ? "" : "s")}. "
        + "Please use the websocket for live updates to avoid polling the API.");

    internal static ApiError Banned(VenueTime until) => new(
        418,
        -1003,
        $"Way too many requests; IP banned until {until.Milliseconds}. "
        + "Please use the websocket for live updates to avoid bans.");

    internal static ApiError UnsupportedKind(ApiKeyKind kind) => new(
        400, -4056, $"{(kind == ApiKeyKind.Rsa ? "RSA" : "HMAC_SHA256")} API key is not supported.");

    internal static ApiError Duplicate { get; } =
        new(400, -1101, "Duplicate values for a parameter detected.");

    internal static ApiError TooManyOrders(int limit, string window) =>
        new(429, -1015, $"Too many new orders; current limit is {limit} orders per {window}.");

    internal static ApiError Missing(string parameter) =>
        new(400, -1102, $"Mandatory parameter '{parameter}' was not sent, was empty/null, or malformed.");

    internal static ApiError MissingBoth(string one, string other) =>
        new(400, -1102, $"Param '{one}' or '{other}' must be sent, but both were empty/null!");

    internal static ApiError Empty(string parameter) => new(400, -1105, $"Parameter '{parameter}' was empty.");

    internal static ApiError NotValid(string parameter) =>
        new(400, -1130, $"Data sent for parameter '{parameter}' is not valid.");

    internal static ApiError Notional(decimal minimum) => new(
        400, -4164, $"Order's notional must be no smaller than {minimum:0.##} (unless you choose reduce only).");

    internal static ApiError Filter(int code, string message) => new(400, code, message);

    internal void Write(JsonText json)
    {
        json.BeginObject();
        if (Code != 0) json.Member("code"u8, Code);
        json.Member("msg"u8, Message).EndObject();
    }
}
