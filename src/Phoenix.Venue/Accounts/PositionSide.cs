namespace Phoenix.Venue.Accounts;

/// <summary>Which ledger of a contract: the only one of one-way mode, or one of the two of hedge mode.</summary>
public enum PositionSide
{
    Both = 0,
    Long,
    Short,
}
