using Phoenix.Core.Primitives;

namespace Phoenix.Venue.Accounts;

/// <summary>
/// A position at average cost, one-way or one side of hedge mode. What it cost is kept, not the average: a partial
/// close takes its share of the cost rounded to eight decimals, so that cost and realized profit always add up to the
/// last unit.
/// </summary>
internal sealed class PositionLedger(Instrument rules, PositionSide positionSide = PositionSide.Both)
{
    internal const int Decimals = 8;

    internal PositionSide PositionSide => positionSide;

    internal Position Position { get; private set; }

    /// <summary>What the open position cost, in quote currency; not negative, for shorts what they brought.</summary>
    internal decimal Cost { get; private set; }

    /// <summary>Commission paid for entering what is open.</summary>
    internal decimal EntryFees { get; private set; }

    /// <summary>Profit of all closed parts, before commission.</summary>
    internal decimal Realized { get; private set; }

    /// <summary>What an isolated position stands on beside its own profit; zero of a cross position.</summary>
    internal decimal IsolatedWallet { get; set; }

    internal VenueTime UpdatedAt { get; private set; }

    /// <summary>What the open position cost, negative for shorts.</summary>
    internal decimal SignedCost => Math.Sign(Position.Lots) * Cost;

    internal decimal EntryPrice =>
        Position.IsFlat ? 0m : decimal.Round(Cost / rules.ToDecimal(Position.Size), Decimals);

    internal decimal BreakEvenPrice => Position.IsFlat
        ? 0m
        : decimal.Round((Cost + (Math.Sign(Position.Lots) * EntryFees)) / rules.ToDecimal(Position.Size), Decimals);

    /// <summary>The value of the position at <paramref name="price"/>, with its sign.</summary>
    internal decimal NotionalAt(decimal price) => rules.ToDecimal(Position) * price;

    internal decimal UnrealizedAt(decimal price) => NotionalAt(price) - SignedCost;

    /// <summary>Books a fill and returns the profit it realized.</summary>
    internal decimal Apply(Side side, Price price, Quantity quantity, decimal commission, VenueTime at)
    {
        UpdatedAt = at;
        var realized = 0m;
        var opening = quantity.Lots;
        if (!Position.IsFlat && Math.Sign(Position.Lots) != side.Sign())
        {
            var closing = Math.Min(quantity.Lots, Position.Size.Lots);
            realized = Close(side, price, closing);
            opening -= closing;
        }

        if (opening > 0)
        {
            Position = new Position(Position.Lots + (side.Sign() * opening));
            Cost += rules.Notional(price, new Quantity(opening));
            EntryFees += commission * opening / quantity.Lots;
        }

        Realized += realized;
        return realized;
    }

    private decimal Close(Side side, Price price, long lots)
    {
        var held = Position.Size.Lots;
        var share = lots == held ? Cost : decimal.Round(Cost * lots / held, Decimals, MidpointRounding.AwayFromZero);
        var value = rules.Notional(price, new Quantity(lots));
        EntryFees = lots == held ? 0 : EntryFees * (held - lots) / held;
        Cost -= share;
        Position = new Position(Position.Lots + (side.Sign() * lots));
        return side == Side.Sell ? value - share : share - value;
    }
}
