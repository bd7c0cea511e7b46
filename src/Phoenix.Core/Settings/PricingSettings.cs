namespace Phoenix.Core.Settings;

/// <summary>Parameters of Avellaneda and Stoikov's quotes, in one unit of price throughout: ticks, or USDC.</summary>
public sealed record AvellanedaStoikovSettings
{
    /// <summary>γ, dislike of risk: 1 ÷ price, per order of inventory; more than 0. Default 0.02 per USDC.</summary>
    public double RiskAversion { get; init; } = 0.02;

    /// <summary>τ, how far ahead a position is feared; it rolls on with the time. More than 0. Default 60 s.</summary>
    public TimeSpan Horizon { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Greatest inventory of the form without a horizon, in orders; more than 0. Default 10.</summary>
    public double InventoryBound { get; init; } = 10;
}

/// <summary>Parameters of Guéant, Lehalle and Fernandez-Tapia's quotes. Distances are in ticks.</summary>
public sealed record GlftSettings
{
    /// <summary>γ, dislike of holding inventory: 1 ÷ ticks, per order; more than 0. Default 0.05.</summary>
    public double RiskAversion { get; init; } = 0.05;

    /// <summary>
    /// ξ, dislike of the uncertainty of fills: 1 ÷ ticks; 0 is indifference. Default null: the same as
    /// <see cref="RiskAversion"/>, which is the model of 2013.
    /// </summary>
    public double? FillRiskAversion { get; init; }

    /// <summary>
    /// Δ, size of an order in the unit the inventory is counted in; more than 0. Default 1: inventory is counted in
    /// orders.
    /// </summary>
    public double OrderSize { get; init; } = 1;

    /// <summary>Multiplies the half spread; more than 0. Default 1: as the model has it.</summary>
    public double SpreadScale { get; init; } = 1;

    /// <summary>
    /// Multiplies the skew; at least 0. Default 1: as the model has it. A published tutorial takes 0.05, because a
    /// risk aversion that gives a good spread skews far too hard.
    /// </summary>
    public double SkewScale { get; init; } = 1;

    /// <summary>
    /// Greatest inventory of the exact solution, in orders; 1 to 40. There the adding side is not quoted. Default 20.
    /// </summary>
    public int InventoryBound { get; init; } = 20;

    /// <summary>
    /// The closed form is good up to this α ÷ η; at least 0. At the default 0.05 it errs by less than 0.03/k within 5
    /// orders of inventory and by 0.3/k at 10 (1/k is about the half spread); at a ratio of 1 by 1.9/k at 5.
    /// </summary>
    public double ClosedFormLimit { get; init; } = 0.05;

    /// <summary>
    /// The exact solution is given up after this many sweeps of the iteration; at least 1. It needs at most 40.
    /// Default 100.
    /// </summary>
    public int MaxSweeps { get; init; } = 100;
}
