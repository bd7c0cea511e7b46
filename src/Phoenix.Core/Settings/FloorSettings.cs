namespace Phoenix.Core.Settings;

/// <summary>The least half spread that pays: fees, and what the market did after our last fills of a side.</summary>
public sealed record FloorSettings
{
    /// <summary>Whether it moves the quotes; it is measured in any case. Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Fraction of the price that a maker pays; a rebate is negative. Default 0.</summary>
    public decimal MakerFee { get; init; }

    /// <summary>What is to be left per unit, in quote currency; at least 0. Default 0.</summary>
    public decimal TargetEdge { get; init; }

    public MarkoutSettings Markouts { get; init; } = new();

    public QuoteStatisticsSettings Statistics { get; init; } = new();
}
