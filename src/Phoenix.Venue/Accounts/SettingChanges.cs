using Phoenix.Venue.Api;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Accounts;

/// <summary>Requests that change an account's settings: leverage, margin type and modes.</summary>
internal sealed class SettingChanges(VenueFloor floor, UserStreams users)
{
    private readonly JsonText _event = new();

    internal void AddTo(RestRoutes routes)
    {
        routes.AddRest("POST /fapi/v1/leverage", Security.Signed, 1, ChangeLeverage);
        routes.AddRest("POST /fapi/v1/marginType", Security.Signed, 1, ChangeMarginType);
        routes.AddRest("POST /fapi/v1/positionSide/dual", Security.Signed, 1, ChangePositionMode);
        routes.AddRest("POST /fapi/v1/multiAssetsMargin", Security.Signed, 1, ChangeMultiAssets);
        routes.AddRest("POST /fapi/v1/feeBurn", Security.Signed, 1, ChangeFeeBurn);
    }

    internal ApiError? ChangeLeverage(ApiCall call, JsonText json)
    {
        var market = call.Market(floor);
        _ = call.RequiredText("leverage");
        var wanted = call.Integer("leverage");
        if (market is null || call.Error is not null) return call.Error;
        var contract = call.Account!.Contracts[market.Index];
        if (wanted < 1 || wanted > contract.Brackets.MaxLeverage)
        {
            return ApiError.Filter(-4028, $"Leverage {wanted} is not valid");
        }

        if (RefuseLeverage(call.Account, contract, (int)wanted!.Value) is { } refusal) return refusal;
        if (contract.Leverage != wanted)
        {
            contract.Leverage = (int)wanted.Value;
            var told = BalanceEventWriter.LeverageUpdate(_event, contract, floor.Now);
            users.Publish(call.Account, "ACCOUNT_CONFIG_UPDATE", told);
        }

        json.BeginObject()
            .Member("leverage"u8, contract.Leverage)
            .Member("maxNotionalValue"u8, contract.MaxNotional)
            .Member("symbol"u8, market.Contract.Symbol.Name)
            .EndObject();
        return null;
    }

    internal ApiError? ChangeMarginType(ApiCall call, JsonText json)
    {
        var market = call.Market(floor);
        var wanted = call.RequiredText("marginType");
        if (call.Error is null && wanted is not ("ISOLATED" or "CROSSED")) call.Fail(ApiError.NotValid("marginType"));
        if (market is null || call.Error is not null) return call.Error;
        var account = call.Account!;
        var contract = account.Contracts[market.Index];
        var isIsolated = wanted == "ISOLATED";
        if (contract.IsIsolated == isIsolated) return ApiError.Filter(-4046, "No need to change margin type.");
        if (account.IsMultiAssets)
        {
            return ApiError.Filter(-4168, "Unable to adjust to isolated-margin mode under the Multi-Assets mode.");
        }

        if (account.Open(market.Index).Count > 0)
        {
            return ApiError.Filter(-4047, "Margin type cannot be changed if there exists open orders.");
        }

        if (!contract.IsFlat) return ApiError.Filter(-4048, "Margin type cannot be changed if there exists position.");
        contract.IsIsolated = isIsolated;
        return Succeed(json);
    }

    internal ApiError? ChangePositionMode(ApiCall call, JsonText json)
    {
        if (ReadSwitch(call, "dualSidePosition") is not { } isHedged) return call.Error;
        var account = call.Account!;
        if (account.IsHedged == isHedged) return ApiError.Filter(-4059, "No need to change position side.");
        if (HasOpenOrders(account))
        {
            return ApiError.Filter(-4067, "Position side cannot be changed if there exists open orders.");
        }

        if (account.Contracts.Any(contract => !contract.IsFlat))
        {
            return ApiError.Filter(-4068, "Position side cannot be changed if there exists position.");
        }

        account.IsHedged = isHedged;
        return Succeed(json);
    }

    internal ApiError? ChangeMultiAssets(ApiCall call, JsonText json)
    {
        if (ReadSwitch(call, "multiAssetsMargin") is not { } isMulti) return call.Error;
        var account = call.Account!;
        if (account.IsMultiAssets == isMulti)
        {
            const string Already =
                "Adjusted asset mode is currently set and does not need to be adjusted repeatedly.";
            return ApiError.Filter(-4171, Already);
        }

        if (RefuseMultiAssets(account, isMulti) is { } refusal) return refusal;
        account.IsMultiAssets = isMulti;
        var told = BalanceEventWriter.MultiAssetsUpdate(_event, isMulti, floor.Now);
        users.Publish(account, "ACCOUNT_CONFIG_UPDATE", told);
        return Succeed(json);
    }

    internal static ApiError? ChangeFeeBurn(ApiCall call, JsonText json)
    {
        if (ReadSwitch(call, "feeBurn") is not { } burns) return call.Error;
        call.Account!.BurnsFees = burns;
        return Succeed(json);
    }

    private static bool? ReadSwitch(ApiCall call, string name)
    {
        _ = call.RequiredText(name);
        if (call.Error is not null) return null;
        var isOn = call.Flag(name);
        return call.Error is null ? isOn : null;
    }

    private static ApiError? Succeed(JsonText json)
    {
        json.BeginObject().Member("code"u8, 200).Member("msg"u8, "success"u8).EndObject();
        return null;
    }

    private static bool HasOpenOrders(VenueAccount account) =>
        account.Contracts.Any(contract => account.Open(contract.Market.Index).Count > 0);

    private static ApiError? RefuseLeverage(VenueAccount account, AccountContract contract, int wanted)
    {
        var open = Margin.Open(account, contract.Market.Index);
        if (Margin.Largest(account, contract, open) > contract.Brackets.CapAt(wanted))
        {
            return ApiError.Filter(-2027, "Exceeded the maximum allowable position at current leverage.");
        }

        if (wanted >= contract.Leverage) return null;
        if (contract.IsIsolated && !contract.IsFlat)
        {
            const string NotIsolated =
                "Leverage reduction is not supported in Isolated Margin Mode with open positions";
            return ApiError.Filter(-4161, NotIsolated);
        }

        var pool = Margin.Behind(account, contract.Asset);
        var own = Margin.OfOrders(account, contract);
        foreach (var ledger in contract.Ledgers)
        {
            own += contract.InitialMargin(ledger);
        }

        var more = (own * contract.Leverage / wanted) - own;
        return more > pool.Available
            ? ApiError.Filter(-2028, "Leverage is smaller than permitted: insufficient margin balance.")
            : null;
    }

    private static ApiError? RefuseMultiAssets(VenueAccount account, bool isMulti)
    {
        if (isMulti && account.Contracts.Any(contract => contract.IsIsolated))
        {
            const string Isolated =
                "Unable to adjust to Multi-Assets mode with symbols of USDⓈ-M Futures under isolated-margin mode.";
            return ApiError.Filter(-4167, Isolated);
        }

        if (HasOpenOrders(account))
        {
            return ApiError.Filter(-4170, "Unable to adjust Multi-Assets Mode with open orders in USDⓈ-M Futures.");
        }

        if (isMulti) return null;
        foreach (var wallet in account.Wallets)
        {
            var pool = Margin.OfAsset(account, wallet.Asset);
            if (pool.Balance >= pool.Initial) continue;
            const string Insufficient =
                "Unable to adjust Multi-Assets Mode with insufficient margin balance in USDⓈ-M Futures.";
            return ApiError.Filter(-4169, Insufficient);
        }

        return null;
    }
}
