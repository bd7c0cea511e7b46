namespace Phoenix.Core.MarketData;

/// <summary>What the venue does with a symbol, in its own word; empty for one it does not list.</summary>
public sealed record SymbolStatus(string Word)
{
    /// <summary>Whether orders are taken; only <c>TRADING</c> says so.</summary>
    public bool IsTrading => Word == "TRADING";
}
