using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Alerts;

/// <summary>
/// The life of each alert: told once when it begins, again only when it has stood for long, and once when it is over.
/// One that comes and goes stands until it has been gone for long enough. Mutated in place by its one owner.
/// </summary>
public sealed class AlertBook(AlertSettings settings)
{
    /// <summary>
    /// Alerts remembered at most, those included that are over and might come back. What holds beyond it is taken up
    /// when there is room.
    /// </summary>
    public const int Most = 500;

    private readonly SortedDictionary<AlertKey, Entry> _entries = [];

    /// <summary>What stands, in the order of the keys.</summary>
    public ImmutableArray<AlertCondition> Open =>
        [.. _entries.Values.Where(entry => entry.ResolvedAt is null).Select(entry => entry.Alert)];

    /// <summary>Compares what holds now with what stands; what is news, in the order of the keys.</summary>
    /// <param name="holding">Each key once.</param>
    /// <param name="now">Not before the last one.</param>
    public ImmutableArray<Notice> Update(ImmutableArray<AlertCondition> holding, Instant now)
    {
        var news = ImmutableArray.CreateBuilder<Notice>();
        var held = holding.Select(condition => condition.Key).ToHashSet();
        foreach (var entry in _entries.Values.Where(entry => entry.IsOpen && !held.Contains(entry.Alert.Key)))
        {
            Gone(entry, news, now);
        }

        foreach (var condition in holding)
        {
            Holds(condition, news, now);
        }

        foreach (var (key, _) in _entries.Where(e => now - e.Value.ResolvedAt > settings.FlapWindow).ToList())
        {
            _entries.Remove(key);
        }

        return [.. news.OrderBy(notice => notice.Key)];
    }

    private void Gone(Entry entry, ImmutableArray<Notice>.Builder news, Instant now)
    {
        var since = entry.GoneSince ??= now;
        if (now - since >= entry.Hold)
        {
            entry.ResolvedAt = now;
            news.Add(new Notice(NoticeKind.Resolved, entry.Alert, now, since));
        }
    }

    private void Holds(AlertCondition condition, ImmutableArray<Notice>.Builder news, Instant now)
    {
        var entry = _entries.GetValueOrDefault(condition.Key);
        if (entry is not { IsOpen: true })
        {
            if (entry is null && _entries.Count >= Most && !ForgetOne())
            {
                return;
            }

            _entries[condition.Key] = new Entry(condition, now) { Hold = HoldAfter(entry, now) };
            news.Add(new Notice(NoticeKind.Raised, condition, now, null));
            return;
        }

        (entry.GoneSince, entry.Alert) = (null, condition with { Since = entry.Alert.Since });
        if (now - entry.ToldAt >= settings.RemindAfter)
        {
            entry.ToldAt = now;
            news.Add(new Notice(NoticeKind.Reminder, entry.Alert, now, null));
        }
    }

    /// <summary>Twice as long as the last time for what came back soon.</summary>
    private TimeSpan HoldAfter(Entry? before, Instant now)
    {
        if (before is null || now - before.ResolvedAt > settings.FlapWindow)
        {
            return settings.ClearAfter;
        }

        var twice = before.Hold * 2;
        return twice < settings.FlapWindow ? twice : Longer(settings.FlapWindow, settings.ClearAfter);
    }

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;

    /// <summary>Makes room by forgetting an alert that is over; false when every one stands.</summary>
    private bool ForgetOne()
    {
        var over = _entries.Where(e => !e.Value.IsOpen).OrderBy(e => e.Value.ResolvedAt).Select(e => e.Key).ToList();
        return over.Count > 0 && _entries.Remove(over[0]);
    }

    private sealed class Entry(AlertCondition alert, Instant toldAt)
    {
        public AlertCondition Alert { get; set; } = alert;

        public Instant ToldAt { get; set; } = toldAt;

        /// <summary>For how long its condition has to be gone for it to be over.</summary>
        public required TimeSpan Hold { get; init; }

        public Instant? GoneSince { get; set; }

        public Instant? ResolvedAt { get; set; }

        public bool IsOpen => ResolvedAt is null;
    }
}
