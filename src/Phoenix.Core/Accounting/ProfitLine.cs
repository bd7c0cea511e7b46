namespace Phoenix.Core.Accounting;

/// <summary>One line of the attribution, in quote currency, exact.</summary>
/// <param name="Spread">Σ ε·(mid before the fill − price)·quantity.</param>
/// <param name="Inventory">What the held quantity gained by the mid's way since.</param>
/// <param name="Fees">Commission in the margin asset; a rebate counts negative.</param>
/// <param name="Funding">Positive is received.</param>
public readonly record struct ProfitLine(decimal Spread, decimal Inventory, decimal Fees, decimal Funding)
{
    /// <summary>Spread + inventory − fees + funding: the change of equity that this line explains.</summary>
    public decimal Sum => Spread + Inventory - Fees + Funding;

    public static ProfitLine operator +(ProfitLine left, ProfitLine right) => new(
        left.Spread + right.Spread,
        left.Inventory + right.Inventory,
        left.Fees + right.Fees,
        left.Funding + right.Funding);
}
