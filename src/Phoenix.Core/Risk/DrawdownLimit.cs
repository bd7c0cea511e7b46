using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Risk;

/// <summary>
/// The drawdown of the account's equity from its highest since the start of the venue's day and since the start of the
/// run. A stop stands until it is reset; milder verdicts follow the equity, with a little hysteresis. Owned by one
/// writer.
/// </summary>
public sealed class DrawdownLimit(LossSettings settings)
{
    private VenueDay _calendar;
    private Measure _day;
    private Measure _run;

    /// <summary>The last verdict.</summary>
    public LossVerdict Verdict { get; private set; } = LossVerdict.Fine.Instance;

    /// <summary>The highest equity of the venue's day, in quote currency; null before the first.</summary>
    public decimal? DayPeak => _day.Peak;

    /// <summary>
    /// The highest equity of the run or since the last reset, in quote currency; null before the first.
    /// </summary>
    public decimal? RunPeak => _run.Peak;

    /// <summary>Judges the account's equity: wallet balance and unrealized PnL, in quote currency.</summary>
    public LossVerdict Judge(decimal equity, VenueTime at)
    {
        if (_calendar.Rolls(at))
        {
            _day = default;
            var isDaysOwn = Verdict is LossVerdict.Stop { Cause: LossCause.DayDrawdown };
            Verdict = isDaysOwn && settings.DayRollEndsStop ? LossVerdict.Fine.Instance : Verdict;
        }

        _day = _day.After(equity, settings.Day, settings.Release);
        _run = _run.After(equity, settings.Run, settings.Release);
        Verdict = Verdict is LossVerdict.Stop ? Verdict : Fresh(equity);
        return Verdict;
    }

    /// <summary>
    /// Money came in (positive) or was taken out: neither profit nor loss, so the peaks move with it.
    /// </summary>
    public void Transferred(decimal amount) => (_day, _run) = (_day.Shifted(amount), _run.Shifted(amount));

    /// <summary>An operator accepts the loss: both peaks begin with the next equity, and a stop ends.</summary>
    public void Reset() => (_day, _run, Verdict) = (default, default, LossVerdict.Fine.Instance);

    /// <summary>The run's drawdown is named when both are equally urgent: it is the one that no new day ends.</summary>
    private LossVerdict Fresh(decimal equity)
    {
        if (_run.Peak is not > 0 || _day.Peak is not > 0)
        {
            return new LossVerdict.ReduceOnly(
                LossCause.UnusableFigures, new LossFigures(0, settings.Run.ReduceOnly, equity, _run.Peak ?? 0));
        }

        return LossVerdict.Worst(
            VerdictOf(_run, LossCause.RunDrawdown, settings.Run, equity),
            VerdictOf(_day, LossCause.DayDrawdown, settings.Day, equity));
    }

    private static LossVerdict VerdictOf(
        Measure measure, LossCause cause, DrawdownThresholds thresholds, decimal equity)
    {
        var peak = measure.Peak ?? equity;
        LossFigures Against(decimal limit) => new((peak - equity) / peak, limit, equity, peak);
        return measure.Level switch
        {
            LossLevel.Stop => new LossVerdict.Stop(cause, Against(thresholds.Stop)),
            LossLevel.ReduceOnly => new LossVerdict.ReduceOnly(cause, Against(thresholds.ReduceOnly)),
            LossLevel.Warn => new LossVerdict.Warn(cause, Against(thresholds.Warn)),
            _ => LossVerdict.Fine.Instance,
        };
    }

    /// <summary>
    /// Equity against one peak. A level is entered at its threshold and left below it by the release.
    /// </summary>
    private readonly record struct Measure(decimal? Peak, LossLevel Level)
    {
        public Measure After(decimal equity, DrawdownThresholds thresholds, decimal release)
        {
            var peak = Math.Max(Peak ?? equity, equity);
            var entered = LevelAt(peak - equity, peak, thresholds);
            var held = LevelAt(peak - equity + (release * peak), peak, thresholds);
            var level = (LossLevel)Math.Max((int)entered, Math.Min((int)Level, (int)held));
            return new Measure(peak, level);
        }

        public Measure Shifted(decimal amount) => this with { Peak = Peak + amount };

        private static LossLevel LevelAt(decimal lost, decimal peak, DrawdownThresholds thresholds) =>
            lost >= thresholds.Stop * peak ? LossLevel.Stop
            : lost >= thresholds.ReduceOnly * peak ? LossLevel.ReduceOnly
            : lost >= thresholds.Warn * peak ? LossLevel.Warn
            : LossLevel.Fine;
    }
}
