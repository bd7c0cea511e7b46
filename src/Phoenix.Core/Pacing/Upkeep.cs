using Phoenix.Core.Settings;

namespace Phoenix.Core.Pacing;

/// <summary>
/// How often a symbol's countdown is refreshed and its account compared: what quoting costs in request weight before a
/// single order. Where all symbols together would take more than their share, comparisons come less often first, for
/// the user stream tells what happens in between; then the countdown gets longer.
/// </summary>
/// <param name="Countdown">The venue cancels so long after the last refresh.</param>
/// <param name="Refresh">Between two refreshes.</param>
/// <param name="Reconcile">Between two comparisons in good health.</param>
public readonly record struct Upkeep(TimeSpan Countdown, TimeSpan Refresh, TimeSpan Reconcile)
{
    /// <summary>Of one refresh: <c>POST /fapi/v1/countdownCancelAll</c>.</summary>
    private const int RefreshWeight = 10;

    /// <summary>Of one comparison: fills twice, position, open orders.</summary>
    private const int PictureWeight = 16;

    /// <summary>What the account needs a minute whatever it trades: the session's probes, listen key, clock.</summary>
    private const int AccountWeight = 40;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Request weight a minute of one symbol.</summary>
    public double WeightPerMinute => (RefreshWeight * (Minute / Refresh)) + (PictureWeight * (Minute / Reconcile));

    /// <summary>As configured.</summary>
    public static Upkeep Of(PhoenixSettings settings) =>
        new(settings.DeadMansSwitch.Countdown, settings.DeadMansSwitch.Refresh, settings.Reconcile.Interval);

    /// <summary>What <paramref name="weightLimit"/> a minute leaves room for.</summary>
    public static Upkeep Within(int weightLimit, PhoenixSettings settings)
    {
        var wanted = Of(settings);
        var share = (((double)settings.Pacing.FixedShare * weightLimit) - AccountWeight) / settings.Symbols.Length;
        if (wanted.WeightPerMinute <= share)
        {
            return wanted;
        }

        var refreshing = RefreshWeight * (Minute / wanted.Refresh);
        var forPictures = Math.Max(share - refreshing, 1e-3);
        var reconcile = Between(
            wanted.Reconcile, Minute * (PictureWeight / forPictures), settings.Pacing.LongestReconcile);
        var forRefreshing = Math.Max(share - (PictureWeight * (Minute / reconcile)), 1e-3);
        var refresh = Between(
            wanted.Refresh,
            Minute * (RefreshWeight / forRefreshing),
            wanted.Refresh * (settings.Pacing.LongestCountdown / wanted.Countdown));
        return new Upkeep(wanted.Countdown * (refresh / wanted.Refresh), refresh, reconcile);
    }

    private static TimeSpan Between(TimeSpan least, TimeSpan value, TimeSpan most) =>
        value < least || most < least ? least : value > most ? most : value;
}
