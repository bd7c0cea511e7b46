using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Api;
using Phoenix.Venue.Orders;

namespace Phoenix.Venue.Faults.Orders;

/// <summary>
/// Queries of orders are answered by a replica that lags: a young order is not known yet, an old one shows the state it
/// had.
/// </summary>
internal sealed class QueryLagFault(FaultOrder order, FaultStage stage) : Fault(order, stage), IOperationFault
{
    private static readonly VenueTime LongAgo = new(0);

    private readonly SortedDictionary<long, List<(VenueTime At, AccountOrder Order)>> _versions = [];

    internal override void Begin()
    {
        foreach (var account in Stage.Floor.Accounts)
        {
            Note(account, LongAgo);
        }

        Stage.Users.Publishing += OnPublishing;
    }

    internal override void End() => Stage.Users.Publishing -= OnPublishing;

    public Operation? Replace(RequestKind kind, Operation own) => kind switch
    {
        RequestKind.Query => (call, json) => Query(call, json, own, mustRest: false),
        RequestKind.QueryOpen => (call, json) => Query(call, json, own, mustRest: true),
        RequestKind.ListOpen => ListOpen,
        _ => null,
    };

    private void OnPublishing(VenueAccount account, string type)
    {
        if (type == "ORDER_TRADE_UPDATE") Note(account, Stage.Agenda.Now);
    }

    /// <summary>Keeps a copy of every order of the account that has changed since the last one.</summary>
    private void Note(VenueAccount account, VenueTime at)
    {
        foreach (var open in Stage.Floor.Markets.SelectMany(market => account.Open(market.Index)))
        {
            if (!_versions.ContainsKey(open.OrderId)) _versions[open.OrderId] = [(at, open.Copy())];
        }

        foreach (var (id, versions) in _versions)
        {
            var last = versions[^1].Order;
            if (last.Owner != account || account.Find(id) is not { } now) continue;
            if (now.Status != last.Status || now.Executed != last.Executed || now.UpdatedAt != last.UpdatedAt)
            {
                versions.Add((at, now.Copy()));
            }
        }
    }

    /// <summary>Null when it was not known then.</summary>
    private AccountOrder? AsSeen(List<(VenueTime At, AccountOrder Order)> versions)
    {
        var then = Stage.Agenda.Now + -Request.Delay!.Value;
        AccountOrder? seen = null;
        foreach (var (at, version) in versions)
        {
            if (at <= then) seen = version;
        }

        return seen;
    }

    private ApiError? Query(ApiCall call, JsonText json, Operation own, bool mustRest)
    {
        var scratch = new JsonText();
        var error = own(call, scratch);
        if (error is not null && error.Code is not -2013) return error;
        if (Find(call) is not { } versions) return Pass(error, scratch, json);
        if (AsSeen(versions) is not { } seen || (mustRest && !seen.IsOpen)) return ApiError.NoSuchOrder;
        OrderWriter.WriteQueried(json, seen);
        return null;
    }

    private static ApiError? Pass(ApiError? error, JsonText scratch, JsonText json)
    {
        if (error is null) json.Raw(scratch.Written);
        return error;
    }

    private List<(VenueTime At, AccountOrder Order)>? Find(ApiCall call)
    {
        if (call.Integer("orderId") is { } id) return _versions.GetValueOrDefault(id);
        var name = call.Text("origClientOrderId");
        return _versions.Values.LastOrDefault(
            versions => versions[^1].Order is var last && last.ClientOrderId == name && last.Owner == call.Account);
    }

    private ApiError? ListOpen(ApiCall call, JsonText json)
    {
        var one = call.OptionalMarket(Stage.Floor);
        if (call.Error is not null) return call.Error;
        json.BeginArray();
        foreach (var versions in _versions.Values)
        {
            if (AsSeen(versions) is not { IsOpen: true } seen || seen.Owner != call.Account) continue;
            if (one is null || one == seen.Market) OrderWriter.WriteQueried(json, seen);
        }

        json.EndArray();
        return null;
    }
}
