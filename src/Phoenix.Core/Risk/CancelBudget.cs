using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Risk;

/// <summary>
/// Cancels per minute, as a token bucket with a reserve that only risk may spend. Risk is never refused: an order that
/// must go goes, and the minute is overdrawn. Owned by one writer.
/// </summary>
/// <remarks>
/// What was spent is held as the time in which it will have come back. It shrinks with every nanosecond, no matter
/// whether anybody asks, and is never more than a minute; so there is no moment of reset, and none that can be missed.
/// Whoever has several cosmetic cancels takes for the nearest layers first: theirs are the prices that matter.
/// </remarks>
public sealed class CancelBudget
{
    private const long MinuteNs = 60_000_000_000;

    private readonly long _costNs;
    private readonly long _cosmeticNs;
    private Instant _at;
    private long _spentNs;

    public CancelBudget(CancelSettings settings)
    {
        _costNs = MinuteNs / settings.PerMinute;
        _cosmeticNs = (long)(_costNs * settings.PerMinute * (1 - settings.Reserve));
    }

    /// <summary>Cosmetic cancels refused since the start.</summary>
    public long Refused { get; private set; }

    /// <summary>Cancels for the sake of risk that found the whole minute spent, since the start.</summary>
    public long Overdrawn { get; private set; }

    /// <summary>What is spent of the minute, 0 to 1.</summary>
    public double SpentShare(Instant now) => (double)SpentAt(now) / MinuteNs;

    /// <summary>Whether a cosmetic cancel would be refused.</summary>
    public bool IsCosmeticPaused(Instant now) => SpentAt(now) + _costNs > _cosmeticNs;

    /// <summary>Takes one cancel, or says from when on there is room again. Never false for risk.</summary>
    public bool TryTake(CancelPurpose purpose, Instant now, out Instant roomAt)
    {
        var spent = SpentAt(now);
        if (purpose == CancelPurpose.Cosmetic && spent + _costNs > _cosmeticNs)
        {
            Refused++;
            roomAt = new Instant(Later(now).Nanoseconds + spent + _costNs - _cosmeticNs);
            return false;
        }

        Overdrawn += spent + _costNs > MinuteNs ? 1 : 0;
        (_spentNs, _at, roomAt) = (Math.Min(MinuteNs, spent + _costNs), Later(now), now);
        return true;
    }

    private Instant Later(Instant now) => now > _at ? now : _at;

    private long SpentAt(Instant now) =>
        _spentNs == 0 ? 0 : Math.Max(0, _spentNs - (Later(now).Nanoseconds - _at.Nanoseconds));
}
