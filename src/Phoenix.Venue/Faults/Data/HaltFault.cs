using Phoenix.Venue.Market;

namespace Phoenix.Venue.Faults.Data;

/// <summary>
/// Trading in a symbol is halted: the crowd rests, so that its streams fall silent, exchangeInfo says so, and orders
/// of every kind, conditional ones when they are released, and amendments are refused. What rests may be cancelled.
/// </summary>
internal sealed class HaltFault(FaultOrder order, FaultStage stage) : Fault(order, stage)
{
    internal override void Begin() => Halt(1);

    internal override void End() => Halt(-1);

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
