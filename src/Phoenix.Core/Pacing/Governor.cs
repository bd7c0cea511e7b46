using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Strategies;
using Phoenix.Core.Risk;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Pacing;

/// <summary>
/// Keeps one symbol's quoting within what the venue allows, before it has to refuse anything: it is told what the whole
/// account has used, and slows down step by step, with hysteresis. Only quotes are slowed down: what cancels, reduces
/// or pulls is never asked. Owned by one writer.
/// </summary>
public sealed class Governor
{
    /// <summary>Placing may use this share of each limit; the rest is left to cancels and questions.</summary>
    private const decimal PlaceShare = 0.70m;

    private readonly PhoenixSettings _settings;
    private readonly PacingSettings _pacing;
    private Instant _steppedAt;

    public Governor(PhoenixSettings settings)
    {
        (_settings, _pacing) = (settings, settings.Pacing);
        Upkeep = Upkeep.Of(settings);
    }

    public Pace Pace { get; private set; } = Pace.Full;

    /// <summary>What keeps the pace down; none at full pace.</summary>
    public PaceCause Cause { get; private set; }

    /// <summary>What the request weight leaves room for.</summary>
    public Upkeep Upkeep { get; private set; }

    /// <summary>What is used of what placing may use, 0 to 1 and above, by the tightest limit.</summary>
    public decimal Pressure { get; private set; }

    /// <summary>Layers per side at most.</summary>
    public int MostLayers(int layers) => Pace switch
    {
        Pace.Least => 1,
        Pace.Fewer => Math.Max(1, layers / 2),
        _ => GridShape.MaxLayers,
    };

    /// <summary>Between two decisions.</summary>
    public TimeSpan Interval(TimeSpan configured) => configured * (int)Pace;

    /// <summary>The tolerances of the matching.</summary>
    public GridSettings Loosened(GridSettings grid) => Pace == Pace.Full
        ? grid
        : grid with
        {
            NearTolerance = Math.Min(0.99m, 2 * grid.NearTolerance),
            FarTolerance = Math.Min(0.99m, 2 * grid.FarTolerance),
        };

    /// <summary>
    /// Takes what the account has used, and how the venue would judge us; about once a second. Each call steps at most
    /// one pace down; each step up waits for <see cref="PacingSettings.RecoverAfter"/>.
    /// </summary>
    public void Told(BudgetReading used, BehaviourLevel behaviour, Instant now)
    {
        Upkeep = Upkeep.Within(used.WeightLimit, _settings);
        var (pressure, cause) = Tightest(used);
        Pressure = pressure;
        var wanted = Wanted(pressure, 0);
        if (behaviour == BehaviourLevel.Slow && wanted == Pace.Full)
        {
            (wanted, cause) = (Pace.Wider, PaceCause.Behaviour);
        }

        var held = behaviour == BehaviourLevel.Slow ? Pace.Wider : Wanted(pressure, _pacing.Release);
        if (wanted > Pace)
        {
            (Pace, Cause, _steppedAt) = (Pace + 1, cause, now);
        }
        else if (held < Pace && now - _steppedAt >= _pacing.RecoverAfter)
        {
            (Pace, _steppedAt) = (Pace - 1, now);
            Cause = Pace == Pace.Full ? PaceCause.None : Cause;
        }
    }

    private static (decimal Pressure, PaceCause Cause) Tightest(BudgetReading used)
    {
        var tightest = (Pressure: Share(used.WeightUsed, used.WeightLimit), Cause: PaceCause.RequestWeight);
        var few = Share(used.OrdersPerTenSecondsUsed, used.OrdersPerTenSecondsLimit);
        var many = Share(used.OrdersPerMinuteUsed, used.OrdersPerMinuteLimit);
        tightest = few > tightest.Pressure ? (few, PaceCause.OrdersPerTenSeconds) : tightest;
        return many > tightest.Pressure ? (many, PaceCause.OrdersPerMinute) : tightest;
    }

    private static decimal Share(int used, int limit) => limit <= 0 ? 1 : used / (PlaceShare * limit);

    private Pace Wanted(decimal pressure, decimal release) =>
        pressure >= _pacing.LeastAt - release ? Pace.Least
        : pressure >= _pacing.FewerAt - release ? Pace.Fewer
        : pressure >= _pacing.WiderAt - release ? Pace.Wider
        : Pace.Full;
}
