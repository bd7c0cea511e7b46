using Phoenix.Venue.Api;

namespace Phoenix.Venue.Faults.Data;

/// <summary>Snapshots are those of the moment the fault began.</summary>
internal sealed class OldSnapshotFault(FaultOrder order, FaultStage stage) : Fault(order, stage), IOperationFault
{
    private static readonly int[] Limits = [5, 10, 20, 50, 100, 500, 1000];

    private readonly Dictionary<(string Symbol, int Limit), byte[]> _old = [];
    private bool _hasTaken;

    internal override void Begin()
    {
        var own = Stage.Routes.Rest("GET /fapi/v1/depth")!.Run;
        foreach (var market in Stage.Floor.Markets)
        {
            var symbol = market.Contract.Symbol.Name;
            if (Request.Symbol is { } only && only != symbol) continue;
            foreach (var limit in Limits)
            {
                var json = new JsonText();
                own(ApiCall.FromQuery($"symbol={symbol}&limit={limit}", string.Empty), json);
                _old[(symbol, limit)] = json.ToArray();
            }
        }

        _hasTaken = true;
    }

    public Operation? Replace(RequestKind kind, Operation own) =>
        kind == RequestKind.Snapshot && _hasTaken ? (call, json) => Answer(call, json, own) : null;

    private ApiError? Answer(ApiCall call, JsonText json, Operation own)
    {
        var limit = (int)(call.Integer("limit") ?? 500);
        if (!_old.TryGetValue((call.Text("symbol") ?? string.Empty, limit), out var old)) return own(call, json);
        json.Raw(old);
        Use();
        return null;
    }
}

/// <summary>Snapshots are refused.</summary>
internal sealed class SnapshotFailFault(FaultOrder order, FaultStage stage) : Fault(order, stage), IRequestFault
{
    public RequestVerdict? Judge(in RequestSight request)
    {
        if (request.Kind != RequestKind.Snapshot) return null;
        Use();
        return new RequestVerdict
        {
            IsApplied = false,
            Reply = FaultReply.Error,
            Status = Request.Status ?? 503,
            Body = Request.Body,
            RetryAfter = Request.RetryAfter,
        };
    }
}
