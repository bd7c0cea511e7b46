namespace Phoenix.Core.Accounting;

/// <summary>What the account is worth in one asset: wallet and unrealized profit together.</summary>
public sealed record EquityReport(string Asset, decimal MarginBalance);
