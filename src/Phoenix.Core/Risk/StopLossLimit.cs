using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Risk;

/// <summary>
/// The stop loss of one symbol: the unrealized loss as a share of the position's value at the mark price. A stop
/// stands, also when the position is flat, until it is reset. Owned by one writer.
/// </summary>
public sealed class StopLossLimit(Instrument instrument, LossSettings settings)
{
    private VenueDay _day;

    /// <summary>The last verdict.</summary>
    public LossVerdict Verdict { get; private set; } = LossVerdict.Fine.Instance;

    /// <summary>Judges the position at a mark price.</summary>
    /// <param name="position">As it is held.</param>
    /// <param name="entryPrice">Average entry in quote currency; not looked at when flat.</param>
    /// <param name="mark">The venue's mark price.</param>
    /// <param name="at">The venue's time, for the roll of its day.</param>
    public LossVerdict Judge(Position position, decimal entryPrice, decimal mark, VenueTime at)
    {
        if (_day.Rolls(at) && settings.DayRollEndsStop)
        {
            Reset();
        }

        Verdict = Verdict is LossVerdict.Stop ? Verdict : Fresh(position, entryPrice, mark);
        return Verdict;
    }

    /// <summary>
    /// An operator ends a stop. A position that still loses as much stops again with the next mark price.
    /// </summary>
    public void Reset() => Verdict = LossVerdict.Fine.Instance;

    private LossVerdict Fresh(Position position, decimal entryPrice, decimal mark)
    {
        if (position.IsFlat)
        {
            return LossVerdict.Fine.Instance;
        }

        var size = instrument.ToDecimal(position);
        if (mark <= 0 || entryPrice <= 0)
        {
            return new LossVerdict.ReduceOnly(
                LossCause.UnusableFigures, new LossFigures(0, settings.StopLoss, entryPrice, mark));
        }

        var (unrealized, notional) = (size * (mark - entryPrice), Math.Abs(size) * mark);
        return unrealized < -settings.StopLoss * notional
            ? new LossVerdict.Stop(
                LossCause.StopLoss, new LossFigures(-unrealized / notional, settings.StopLoss, unrealized, notional))
            : LossVerdict.Fine.Instance;
    }
}
