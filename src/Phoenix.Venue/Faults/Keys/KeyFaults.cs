using Phoenix.Venue.Api;

namespace Phoenix.Venue.Faults.Keys;

/// <summary>Listen keys end before their time.</summary>
internal sealed class KeyExpireFault(FaultOrder order, FaultStage stage) : Fault(order, stage)
{
    internal override void Begin()
    {
        foreach (var account in Stage.Accounts(Request))
        {
            Stage.Users.Expire(account, Request.IsSilent, Stage.Floor.Now);
        }
    }
}

/// <summary>Another process of the account closes the listen key; nobody is told.</summary>
internal sealed class KeyCloseFault(FaultOrder order, FaultStage stage) : Fault(order, stage)
{
    internal override void Begin()
    {
        foreach (var account in Stage.Accounts(Request))
        {
            account.ListenKey.End();
        }
    }
}

/// <summary>Asking for a listen key gives the last one again, even one that was closed or has expired.</summary>
internal sealed class KeySameFault(FaultOrder order, FaultStage stage) : Fault(order, stage), IOperationFault
{
    public Operation? Replace(RequestKind kind, Operation own) => kind == RequestKind.CreateKey
        ? (call, json) => Create(call, json, own)
        : null;

    private ApiError? Create(ApiCall call, JsonText json, Operation own)
    {
        if (Request.Account is { } name && name != call.Account!.Options.Name) return own(call, json);
        call.Account!.ListenKey.Revive();
        Use();
        return own(call, json);
    }
}

/// <summary>Keeping a listen key alive answers that there is none, although it lives.</summary>
internal sealed class KeyGoneFault(FaultOrder order, FaultStage stage) : Fault(order, stage), IRequestFault
{
    public RequestVerdict? Judge(in RequestSight request)
    {
        if (request.Kind != RequestKind.ExtendKey) return null;
        Use();
        return new RequestVerdict
        {
            IsApplied = false,
            Reply = FaultReply.Error,
            Status = 400,
            Body = """{"code":-1125,"msg":"This listenKey does not exist."}""",
        };
    }
}

/// <summary>All requests about listen keys fail.</summary>
internal sealed class KeyFailFault(FaultOrder order, FaultStage stage) : Fault(order, stage), IRequestFault
{
    public RequestVerdict? Judge(in RequestSight request)
    {
        if (request.Kind is not (RequestKind.CreateKey or RequestKind.ExtendKey or RequestKind.CloseKey)) return null;
        Use();
        return new RequestVerdict
        {
            IsApplied = Request.IsApplied,
            Reply = FaultReply.Error,
            Status = Request.Status ?? 503,
            Body = Request.Body,
        };
    }
}
