using Phoenix.Venue.Api;
using Phoenix.Venue.Market;

namespace Phoenix.Venue.Faults.Data;

/// <summary>
/// Trading in a symbol is halted: the crowd rests, so that its streams fall silent, exchangeInfo says so, and orders
/// are refused. What rests may be cancelled.
/// </summary>
/// <remarks>
/// The code is the documented one for a symbol's status; the exchange does not say which one it uses.
/// </remarks>
internal sealed class HaltFault(FaultOrder order, FaultStage stage) : Fault(order, stage), IOperationFault
{
    private static readonly ApiError NotTrading = new(400, -1122, "Invalid symbol status.");

    internal override void Begin() => Halt(1);

    internal override void End() => Halt(-1);

    public Operation? Replace(RequestKind kind, Operation own) => kind != RequestKind.Place
        ? null
        : (call, json) => call.Text("symbol") is { } symbol && Stage.Floor.Find(symbol) is { } market && IsHit(market)
            ? NotTrading
            : own(call, json);

    private bool IsHit(SymbolMarket market) =>
        Request.Symbol is not { } symbol || symbol == market.Contract.Symbol.Name;

    private void Halt(int count)
    {
        foreach (var market in Stage.Floor.Markets)
        {
            if (IsHit(market)) market.Halts += count;
        }
    }
}
