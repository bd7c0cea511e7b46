using Phoenix.Venue.Accounts;

namespace Phoenix.Venue.Faults.Scripts;

/// <summary>Reads the numbers that rules watch.</summary>
internal sealed class StateWatch(FaultStage stage)
{
    internal bool Holds(ScriptTrigger.State state)
    {
        var number = Read(state);
        return (state.Above is not { } least || number > least) && (state.Below is not { } most || number < most);
    }

    /// <summary>Why the venue cannot watch it, or null.</summary>
    internal string? Reject(ScriptTrigger.State state)
    {
        if (state.Symbol is { } symbol && stage.Floor.Find(symbol) is null) return $"symbol '{symbol}' is not listed.";
        if (state.Account is { } account && !Accounts(state).Any()) return $"account '{account}' does not exist.";
        return state is { Of: StateNumber.Subscribers, Stream: null } ? "subscribers needs a stream." : null;
    }

    private decimal Read(ScriptTrigger.State state) => state.Of switch
    {
        StateNumber.OpenOrders => Accounts(state).Sum(account => Markets(state).Sum(at => account.Open(at).Count)),
        StateNumber.Position => Accounts(state).Sum(account => Markets(state).Sum(at => Position(account, at))),
        StateNumber.Trades => Accounts(state).Sum(account => account.TradeCount),
        StateNumber.Sockets => stage.Sockets.Open.Count(
            socket => FaultTarget.IsIn(socket.Class, state.Target ?? "all")),
        _ => stage.Sockets.Open.Count(
            socket => socket.Subscriptions.Contains(state.Stream!, StringComparer.Ordinal)),
    };

    private decimal Position(VenueAccount account, int market) =>
        stage.Floor.Markets[market].Contract.Rules.ToDecimal(account.Positions[market].Position);

    private IEnumerable<VenueAccount> Accounts(ScriptTrigger.State state) =>
        stage.Floor.Accounts.Where(account => state.Account is null || state.Account == account.Options.Name);

    private IEnumerable<int> Markets(ScriptTrigger.State state) =>
        from market in stage.Floor.Markets
        where state.Symbol is null || state.Symbol == market.Contract.Symbol.Name
        select market.Index;
}
