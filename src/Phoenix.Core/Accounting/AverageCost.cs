using Phoenix.Core.Primitives;

namespace Phoenix.Core.Accounting;

/// <summary>
/// A position at its average cost. The cost is held as a sum, not as a price, and nothing is lost of it: realized PnL
/// and open cost add up to the cash that moved, to the last digit, and a flat position costs 0. Owned by one writer.
/// </summary>
/// <remarks>
/// A part of the position takes its part of the cost with it, rounded to <see cref="Digits"/> digits; the rest of the
/// digit stays with the open part. So the average price may be off by that digit for as long as the position is open,
/// and no sum ever is.
/// </remarks>
public sealed class AverageCost(Instrument instrument)
{
    /// <summary>Digits after the point to which a part's cost is cut off.</summary>
    public const int Digits = 12;

    public Position Position { get; private set; }

    /// <summary>What the open position cost in quote currency; negative when short, 0 when flat.</summary>
    public decimal Cost { get; private set; }

    /// <summary>Profit of what was closed, before commission and funding, in quote currency.</summary>
    public decimal Realized { get; private set; }

    /// <summary>Average price of the open position in quote currency, to 28 digits; 0 when flat.</summary>
    public decimal EntryPrice => Position.IsFlat ? 0 : Cost / instrument.ToDecimal(Position);

    /// <summary>Profit of the open position at a mid, exact.</summary>
    public decimal Unrealized(Mid mid) => (instrument.ToDecimal(Position) * mid.ToDecimal(instrument)) - Cost;

    /// <summary>Takes over a position that no fill explains. What was realized stays.</summary>
    public void Adopt(Position position, decimal entryPrice) =>
        (Position, Cost) = (position, decimal.Round(instrument.ToDecimal(position) * entryPrice, Digits));

    /// <summary>An execution: closes what is open on the other side first, and opens with the rest.</summary>
    public void Apply(Side side, Price price, Quantity quantity)
    {
        var isOpposite = Position.Lots * side.Sign() < 0;
        var closed = isOpposite ? Quantity.Min(Position.Size, quantity) : Quantity.Zero;
        var released = closed == Position.Size
            ? closed.IsZero ? 0 : Cost
            : decimal.Round(Cost * closed.Lots / Position.Size.Lots, Digits);
        Realized += (-side.Sign() * instrument.Notional(price, closed)) - released;
        Cost += (side.Sign() * instrument.Notional(price, quantity - closed)) - released;
        Position = Position.After(side, quantity);
    }
}
