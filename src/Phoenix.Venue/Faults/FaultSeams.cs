using Phoenix.Venue.Api;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Faults;

/// <summary>A fault that decides what becomes of requests, over REST and the trading API alike.</summary>
internal interface IRequestFault
{
    /// <summary>Null when the request is none of its business.</summary>
    RequestVerdict? Judge(in RequestSight request);
}

/// <summary>A fault that carries out an operation in the venue's place.</summary>
internal interface IOperationFault
{
    /// <summary>Null when the operation is none of its business.</summary>
    Operation? Replace(RequestKind kind, Operation own);
}

/// <summary>A fault that decides what becomes of upgrade requests.</summary>
internal interface IUpgradeFault
{
    /// <summary>Null when the upgrade is none of its business.</summary>
    UpgradeVerdict? Judge(SocketClass socketClass);
}

/// <summary>What faults see of a request.</summary>
/// <param name="Name">Method and path, or the method of the trading API.</param>
internal readonly record struct RequestSight(bool IsTrading, string Name, RequestKind Kind)
{
    internal static RequestSight Rest(string method, string path) => Of(isTrading: false, $"{method} {path}");

    internal static RequestSight Trading(string method) => Of(isTrading: true, method);

    /// <summary>
    /// A route is a path, a method and a path, or a method of the trading API; the path may be cut short.
    /// </summary>
    internal bool IsOn(string? route)
    {
        if (route is null) return true;
        if (IsTrading) return Name == route;
        return route.Contains(' ', StringComparison.Ordinal)
            ? Name.StartsWith(route, StringComparison.Ordinal)
            : Name[(Name.IndexOf(' ', StringComparison.Ordinal) + 1)..].StartsWith(route, StringComparison.Ordinal);
    }

    private static RequestSight Of(bool isTrading, string name) => new(isTrading, name, RequestKinds.Of(name));
}

/// <summary>What a request is about, whichever way it came.</summary>
internal enum RequestKind
{
    Other = 0,
    Place,
    Cancel,
    Query,
    QueryOpen,
    ListOpen,
    Snapshot,
    CreateKey,
    ExtendKey,
    CloseKey,
}

/// <summary>Which endpoints are which kind of request.</summary>
internal static class RequestKinds
{
    private static readonly Dictionary<string, RequestKind> Known = new(StringComparer.Ordinal)
    {
        ["POST /fapi/v1/order"] = RequestKind.Place,
        ["POST /fapi/v1/batchOrders"] = RequestKind.Place,
        ["PUT /fapi/v1/order"] = RequestKind.Place,
        ["PUT /fapi/v1/batchOrders"] = RequestKind.Place,
        ["order.place"] = RequestKind.Place,
        ["order.modify"] = RequestKind.Place,
        ["DELETE /fapi/v1/order"] = RequestKind.Cancel,
        ["DELETE /fapi/v1/batchOrders"] = RequestKind.Cancel,
        ["DELETE /fapi/v1/allOpenOrders"] = RequestKind.Cancel,
        ["order.cancel"] = RequestKind.Cancel,
        ["GET /fapi/v1/order"] = RequestKind.Query,
        ["order.status"] = RequestKind.Query,
        ["GET /fapi/v1/openOrder"] = RequestKind.QueryOpen,
        ["GET /fapi/v1/openOrders"] = RequestKind.ListOpen,
        ["GET /fapi/v1/depth"] = RequestKind.Snapshot,
        ["depth"] = RequestKind.Snapshot,
        ["POST /fapi/v1/listenKey"] = RequestKind.CreateKey,
        ["userDataStream.start"] = RequestKind.CreateKey,
        ["PUT /fapi/v1/listenKey"] = RequestKind.ExtendKey,
        ["userDataStream.ping"] = RequestKind.ExtendKey,
        ["DELETE /fapi/v1/listenKey"] = RequestKind.CloseKey,
        ["userDataStream.stop"] = RequestKind.CloseKey,
    };

    internal static RequestKind Of(string name) => Known.GetValueOrDefault(name);
}

/// <summary>What becomes of a request.</summary>
internal sealed record RequestVerdict
{
    /// <summary>Whether the venue carries it out; an own answer is only had from work done.</summary>
    internal required bool IsApplied { get; init; }

    internal required FaultReply Reply { get; init; }

    /// <summary>The HTTP status, or that of the trading API.</summary>
    internal int Status { get; init; } = 503;

    /// <summary>
    /// A JSON body in place of the exchange's usual one for the status; of the trading API the error.
    /// </summary>
    internal string? Body { get; init; }

    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>How long it waits before it is carried out.</summary>
    internal TimeSpan Late { get; init; }

    /// <summary>How long its answer waits.</summary>
    internal TimeSpan Delay { get; init; }

    internal string Text => Body ?? DefaultBody(Status);

    private static string DefaultBody(int status) => status switch
    {
        429 => """{"code":-1003,"msg":"Too many requests."}""",
        418 => """{"code":-1003,"msg":"Way too many requests; IP banned."}""",
        503 => """{"msg":"Unknown error, please check your request or try again later."}""",
        _ => """{"code":-1000,"msg":"An unknown error occured while processing the request."}""",
    };
}

/// <summary>What becomes of an upgrade request.</summary>
internal abstract record UpgradeVerdict
{
    private UpgradeVerdict()
    {
    }

    /// <summary>Makes it so for the peer that asked.</summary>
    /// <returns>The status to answer with; 0 for no answer.</returns>
    internal int Befall(IVenuePeer peer)
    {
        switch (this)
        {
            case Refused refused:
                return refused.Status;
            case Broken:
                peer.Reset();
                return 0;
            case Stalled { IsRead: false }:
                peer.Shape(WireShape.Healthy with { Reads = false });
                return 0;
            default:
                return 0;
        }
    }

    /// <summary>Answered with an HTTP status.</summary>
    internal sealed record Refused(int Status) : UpgradeVerdict;

    /// <summary>The connection is reset.</summary>
    internal sealed record Broken : UpgradeVerdict;

    /// <summary>Never answered.</summary>
    /// <param name="IsRead">Whether the venue goes on reading, and so notices that the client leaves.</param>
    internal sealed record Stalled(bool IsRead) : UpgradeVerdict;
}
