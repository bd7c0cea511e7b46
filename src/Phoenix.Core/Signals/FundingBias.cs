using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Signals;

/// <summary>Why funding shifts nothing.</summary>
public enum FundingGap
{
    None,

    /// <summary>The venue has announced no rate.</summary>
    Missing,

    /// <summary>The announcement is older than twice its period.</summary>
    Old,

    /// <summary>The settlement it speaks of is over.</summary>
    Settled,

    /// <summary>There is no positive mid to take a share of.</summary>
    NoMid,
}

/// <summary>The rate that the venue expects to settle next.</summary>
/// <param name="TimeLeft">Until that settlement, when it was announced; by the venue's clock alone.</param>
/// <param name="ReceivedAt">When the announcement came.</param>
public readonly record struct FundingPrediction(decimal Rate, TimeSpan TimeLeft, Instant ReceivedAt)
{
    /// <summary>Settlement and announcement are stamped by one clock, so their distance needs no other.</summary>
    public static FundingPrediction Of(MarkPrice mark, Instant receivedAt) =>
        new(mark.FundingRate, mark.NextFunding - mark.EventTime, receivedAt);
}

/// <summary>
/// The shift of the reservation price away from the side that pays the coming funding, in quote currency; exact, but
/// for the last digit of a division.
/// </summary>
/// <param name="Gap">An alarm beside a shift of 0; a stale shift is never used.</param>
public readonly record struct FundingBias(decimal Shift, FundingGap Gap)
{
    /// <summary><c>−coefficient·rate·mid·w</c>, with w growing from 0 to 1 over the ramp before settlement.</summary>
    /// <param name="mid">In quote currency.</param>
    public static FundingBias Of(FundingPrediction? prediction, decimal mid, Instant now, FundingSettings settings)
    {
        if (GapOf(prediction, mid, now, settings) is var gap and not FundingGap.None)
        {
            return new FundingBias(0, gap);
        }

        var (rate, left) = (prediction!.Value.Rate, TimeLeft(prediction.Value, now));
        var ramped = Math.Clamp(settings.Ramp.Ticks - left.Ticks, 0, settings.Ramp.Ticks);
        var shift = -settings.Coefficient * rate * mid * ramped / settings.Ramp.Ticks;
        var most = settings.MaxBps * mid / 10_000;
        return new FundingBias(Math.Clamp(shift, -most, most), FundingGap.None);
    }

    private static FundingGap GapOf(
        FundingPrediction? prediction, decimal mid, Instant now, FundingSettings settings) =>
        mid <= 0 ? FundingGap.NoMid
        : prediction is not { } known ? FundingGap.Missing
        : now - known.ReceivedAt > 2 * settings.PredictionPeriod ? FundingGap.Old
        : TimeLeft(known, now) < -2 * settings.PredictionPeriod ? FundingGap.Settled
        : FundingGap.None;

    private static TimeSpan TimeLeft(FundingPrediction prediction, Instant now) =>
        prediction.TimeLeft - (now - prediction.ReceivedAt);
}
