using System.Collections.Immutable;
using System.Globalization;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Risk;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Escalation;

namespace Phoenix.Core.Alerts;

/// <summary>
/// Hears what happens and says, whenever asked, what is worth an alert now. Mutated in place by its one owner.
/// </summary>
public sealed class AlertRules(AlertSettings settings, Instant start)
{
    private const HaltCauses Waits = HaltCauses.PausedByOperator | HaltCauses.Flattened;
    private const HaltCauses Judges = HaltCauses.Unwatched | HaltCauses.Unguarded;

    /// <summary>A look that comes later than this after the one before says that this process stood still.</summary>
    private static readonly TimeSpan OwnPause = TimeSpan.FromSeconds(3);

    private static readonly ImmutableArray<HaltCauses> Timed = [Waits, Judges, HaltCauses.LossStop, HaltCauses.Killed];

    private readonly SortedDictionary<Symbol, DeskHealth> _desks = [];
    private readonly SortedDictionary<string, SlotHealth> _slots = new(StringComparer.Ordinal);
    private readonly SortedDictionary<AlertKey, AlertCondition> _events = [];
    private readonly SortedDictionary<AlertKey, Instant> _eventTimes = [];
    private readonly SortedDictionary<AlertKey, AlertCondition> _standing = [];
    private Instant _answeredAt = start;
    private Instant _lookedAt = start;

    /// <summary>Takes a note of what happened.</summary>
    public void Note(AlertNote note, Instant now)
    {
        switch (note)
        {
            case AlertNote.Answered:
                _answeredAt = now;
                break;
            case AlertNote.DeskStands stands:
                Of(stands.Symbol, now).Doubt(stands.Unknown, now);
                Of(stands.Symbol, now).Stand(stands.Halts, Timed, now);
                break;
            case AlertNote.Halted halted:
                Halted(halted, now);
                break;
            case AlertNote.Resumed resumed:
                Of(resumed.Symbol, now).Stand(HaltCauses.None, Timed, now);
                break;
            case AlertNote.Removed removed:
                _desks.Remove(removed.Symbol);
                break;
            case AlertNote.PositionDiffers differs:
                Happened(AlertRule.PositionDiffers, differs.Symbol.Name, differs.Detail, now);
                break;
            case AlertNote.BookContradicted doubt:
                Happened(AlertRule.BookContradicted, doubt.Symbol.Name, doubt.Detail, now);
                break;
            case AlertNote.KeyTrouble trouble:
                Happened(AlertRule.KeyTrouble, trouble.Subject, trouble.Detail, now);
                break;
            case AlertNote.Lost lost:
                Lost(lost, now);
                break;
            case AlertNote.Up up:
                Of(up.Slot).DownSince = null;
                break;
            case AlertNote.Escalated escalated:
                Stands(AlertRule.SafeMode, escalated.Level == EscalationLevel.SafeMode, "", now);
                break;
            case AlertNote.AccountStands account:
                AccountStands(account, now);
                break;
            case AlertNote.Ban ban:
                Stands(AlertRule.Banned, ban.IsBanned, "", now);
                break;
        }
    }

    /// <summary>All that holds now, each once, in the order of the keys. To be asked about once a second.</summary>
    public ImmutableArray<AlertCondition> Holding(Instant now)
    {
        ForgiveOwnPause(now);
        foreach (var (key, _) in _eventTimes.Where(e => now - e.Value >= settings.EventLasts).ToList())
        {
            _eventTimes.Remove(key);
            _events.Remove(key);
        }

        return
        [
            .. Silence(now)
                .Concat(_events.Values)
                .Concat(_standing.Values)
                .Concat(_desks.SelectMany(desk => OfDesk(desk.Key.Name, desk.Value, now)))
                .Concat(_slots.SelectMany(slot => OfSlot(slot.Key, slot.Value, now)))
                .Concat(Killed())
                .OrderBy(condition => condition.Key),
        ];
    }

    /// <summary>Whoever could not listen himself accuses nobody of silence.</summary>
    private void ForgiveOwnPause(Instant now)
    {
        if (now - _lookedAt > OwnPause)
        {
            _answeredAt = now;
            foreach (var desk in _desks.Values)
            {
                desk.HeardAt = now;
            }
        }

        _lookedAt = now;
    }

    private IEnumerable<AlertCondition> Silence(Instant now) => now - _answeredAt >= settings.SilentAfter
        ? [new AlertCondition(new AlertKey(AlertRule.Silent, AlertKey.Everything), "", _answeredAt)]
        : [];

    /// <summary>A kill halts every symbol, and is told once.</summary>
    private IEnumerable<AlertCondition> Killed()
    {
        var since = _desks.Values.Select(desk => desk.Since(HaltCauses.Killed)).OfType<Instant>().ToList();
        return since.Count == 0
            ? []
            : [new AlertCondition(new AlertKey(AlertRule.Killed, AlertKey.Everything), "", since.Min())];
    }

    private IEnumerable<AlertCondition> OfDesk(string symbol, DeskHealth desk, Instant now)
    {
        AlertCondition Is(AlertRule rule, string detail, Instant since) =>
            new(new AlertKey(rule, symbol), detail, since);

        if (now - desk.HeardAt >= settings.SilentAfter)
        {
            yield return Is(AlertRule.DeskSilent, "", desk.HeardAt);
        }

        if (desk.UnknownSince is { } doubted && now - doubted >= settings.UnknownAfter)
        {
            yield return Is(AlertRule.OrdersUnknown, desk.UnknownOrders, doubted);
        }

        if (desk.HaltTimes.CountSince(now - settings.RepeatWindow) is var halts && halts > settings.HaltsMost)
        {
            yield return Is(AlertRule.HaltsRepeat, Number(halts), desk.HaltTimes.First);
        }

        if (desk.Since(Judges) is { } unjudged && now - unjudged >= settings.UnguardedAfter)
        {
            yield return Is(AlertRule.Unguarded, $"{desk.Halts & Judges}", unjudged);
        }

        if (desk.Since(HaltCauses.LossStop) is { } stopped)
        {
            if (!_standing.ContainsKey(new AlertKey(AlertRule.LossStop, AlertKey.Everything)))
            {
                yield return Is(AlertRule.LossStop, "", stopped);
            }
        }
        else if (desk.Since(Waits) is { } waits && (desk.Halts & HaltCauses.Killed) == 0)
        {
            yield return Is(AlertRule.WaitsForOperator, $"{desk.Halts & Waits}", waits);
        }
        else if (desk.UnwantedSince is { } since && now - since >= settings.HaltedAfter)
        {
            yield return Is(AlertRule.Halted, $"{desk.Halts}", since);
        }
    }

    private IEnumerable<AlertCondition> OfSlot(string slot, SlotHealth health, Instant now)
    {
        if (health.DownSince is { } down && now - down >= settings.StreamLostAfter)
        {
            yield return new AlertCondition(new AlertKey(AlertRule.StreamLost, slot), $"{health.Cause}", down);
        }

        var deaths = health.Deaths.CountSince(now - settings.RepeatWindow);
        if (deaths > settings.DeathsMost)
        {
            yield return new AlertCondition(
                new AlertKey(AlertRule.RecoveriesRepeat, slot),
                $"{Number(deaths)}, {health.Cause}",
                health.Deaths.First);
        }
    }

    private void Halted(AlertNote.Halted halted, Instant now)
    {
        var desk = Of(halted.Symbol, now);
        desk.Stand(halted.Causes, Timed, now);
        if (halted.WasQuoting && !halted.Causes.AreWanted())
        {
            desk.HaltTimes.Add(now);
        }
    }

    private void Lost(AlertNote.Lost lost, Instant now)
    {
        if (lost.Cause is DeathCause.PlannedStop or DeathCause.PlannedRotation)
        {
            return;
        }

        var slot = Of(lost.Slot);
        slot.DownSince ??= now;
        slot.Cause = lost.Cause;
        slot.Deaths.Add(now);
        if (lost.Cause is DeathCause.ListenKeyExpired or DeathCause.ListenKeyReplaced or DeathCause.ListenKeyMissing)
        {
            Happened(AlertRule.KeyTrouble, lost.Slot, $"{lost.Cause}", now);
        }
    }

    private void AccountStands(AlertNote.AccountStands account, Instant now)
    {
        var verdict = account.Verdict;
        Stands(AlertRule.LossStop, account.Stops.Account is not null, account.Stops.Account?.Describe() ?? "", now);
        Stands(AlertRule.DrawdownDeep, verdict.Level == LossLevel.ReduceOnly, verdict.Describe(), now);
        Stands(AlertRule.Drawdown, verdict.Level == LossLevel.Warn, verdict.Describe(), now);
    }

    private void Stands(AlertRule rule, bool holds, string detail, Instant now)
    {
        var key = new AlertKey(rule, AlertKey.Everything);
        if (holds)
        {
            _standing[key] = new AlertCondition(key, detail, _standing.GetValueOrDefault(key)?.Since ?? now);
        }
        else
        {
            _standing.Remove(key);
        }
    }

    private void Happened(AlertRule rule, string subject, string detail, Instant now)
    {
        var key = new AlertKey(rule, subject);
        _events[key] = new AlertCondition(key, detail, _events.GetValueOrDefault(key)?.Since ?? now);
        _eventTimes[key] = now;
    }

    private DeskHealth Of(Symbol symbol, Instant now)
    {
        if (!_desks.TryGetValue(symbol, out var desk))
        {
            _desks[symbol] = desk = new DeskHealth(now);
        }

        desk.HeardAt = now;
        return desk;
    }

    private SlotHealth Of(string slot)
    {
        if (!_slots.TryGetValue(slot, out var health))
        {
            _slots[slot] = health = new SlotHealth();
        }

        return health;
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    /// <summary>What is remembered of the connections of one slot.</summary>
    private sealed class SlotHealth
    {
        public Instant? DownSince { get; set; }

        public DeathCause? Cause { get; set; }

        public RecentTimes Deaths { get; } = new();
    }
}
