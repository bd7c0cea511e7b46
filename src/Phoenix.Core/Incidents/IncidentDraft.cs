using Phoenix.Core.Desk;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Streams.Freshness;

namespace Phoenix.Core.Incidents;

/// <summary>An incident that runs: gathers what was seen and done.</summary>
internal sealed class IncidentDraft(int number, Instant openedAt, string trigger)
{
    private const int MaxLines = 400;

    /// <summary>Deaths and halts at most; of more the first and the last ones are kept.</summary>
    private const int MaxRows = 200;

    private readonly List<IncidentDeath> _deaths = [];
    private readonly List<IncidentHalt> _halts = [];
    private readonly List<IncidentLine> _lines = [];
    private readonly HashSet<Symbol> _unsampled = [];
    private int _leftOut;

    public Instant OpenedAt { get; } = openedAt;

    public Incident ToIncident(Instant? endedAt) => new(
        number,
        OpenedAt,
        endedAt,
        trigger,
        [.. _deaths],
        [.. _halts],
        [.. _lines.OrderBy(line => line.At)], // different actors tell of the same moment in any order
        _leftOut);

    /// <param name="quoted">Symbols that were quoted at some time; what was never quoted costs nothing.</param>
    public void Add(IncidentNote note, IReadOnlySet<Symbol> quoted, Instant now)
    {
        switch (note)
        {
            case IncidentNote.Lost lost:
                Add(_deaths, new IncidentDeath(
                    lost.Slot, lost.Epoch, lost.Cause, lost.Detail, lost.SilentFor, now, 0, null));
                Line(now, lost.Slot, $"{lost.Epoch} died of {lost.Cause}: {lost.Detail}");
                break;
            case IncidentNote.Dialed dialed:
                Amend(dialed.Slot, death => death with { Dials = death.Dials + 1 });
                Line(now, dialed.Slot, $"dials {dialed.Epoch}");
                break;
            case IncidentNote.Up up:
                Amend(up.Slot, death => death with { UpAgainAt = now });
                Line(now, up.Slot, $"{up.Epoch} is up");
                break;
            case IncidentNote.Judged { Verdict: var v }:
                Line(now, "judge", $"{v.Stream} on {v.Slot} {v.Epoch} is {v.Freshness}{Age(v)}");
                break;
            case IncidentNote.Desk desk:
                AddDesk(desk.Symbol, desk.Occurrence, quoted.Contains(desk.Symbol), now);
                break;
            case IncidentNote.Sampled sample when _unsampled.Remove(sample.Symbol):
                Amend(sample.Symbol, halt => halt with
                {
                    Orders = sample.OpenOrders,
                    Notional = sample.Notional,
                    BookAge = sample.BookAge,
                });
                break;
            case IncidentNote.PartFailed failed:
                Line(now, failed.Part, $"failed and is made anew: {failed.Problem}");
                break;
            case IncidentNote.Stop:
                Line(now, "phoenix", "stops");
                break;
        }
    }

    private static string Age(FreshnessVerdict verdict) =>
        verdict.Freshness == Freshness.Live
            ? ""
            : FormattableString.Invariant($" (age {verdict.Age.TotalSeconds:0.00} s)");

    private void AddDesk(Symbol symbol, DeskEvent occurrence, bool hasQuoted, Instant now)
    {
        switch (occurrence)
        {
            case DeskEvent.Halted halted:
                Halt(symbol, halted, hasQuoted, now);
                break;
            case DeskEvent.Resumed:
                Amend(symbol, halt => halt with { Until = now });
                Line(now, symbol.Name, "quotes again");
                break;
            case DeskEvent.Pulled:
                Amend(symbol, halt => halt with { PulledAt = halt.PulledAt ?? now });
                Line(now, symbol.Name, "all quotes pulled");
                break;
            default:
                if (Describe(occurrence) is { } text)
                {
                    Line(now, symbol.Name, text);
                }

                break;
        }
    }

    private void Halt(Symbol symbol, DeskEvent.Halted halted, bool hasQuoted, Instant now)
    {
        var lasts = _halts.Exists(halt => halt.Symbol == symbol && halt.Until is null);
        if (!lasts && hasQuoted && !halted.Causes.AreWanted())
        {
            Add(_halts, new IncidentHalt(symbol, halted.Causes, now, null, 0, 0, TimeSpan.Zero, null));
            _unsampled.Add(symbol);
            Line(now, symbol.Name, $"stops quoting: {halted.Causes}");
        }
        else
        {
            Amend(symbol, halt => halt with { Causes = halt.Causes | halted.Causes });
            Line(now, symbol.Name, $"does not quote: {halted.Causes}");
        }
    }

    private static string? Describe(DeskEvent occurrence) => occurrence switch
    {
        DeskEvent.Synchronized sync => $"book in sync at update {sync.UpdateId}",
        DeskEvent.GapFound => "book misses an update",
        DeskEvent.Pulling pulling => $"pulls {pulling.Orders} quotes (attempt {pulling.Attempt})",
        DeskEvent.Reconciled agreed => $"reconciled with the exchange, {agreed.RecoveredFills} fills recovered",
        DeskEvent.Mismatched mismatch => $"does not agree with the exchange: {mismatch.Detail}",
        DeskEvent.PositionDiffers differs => $"position differs, {differs.Cause}: {differs.Detail}",
        DeskEvent.FillBooked booked => $"filled: {booked.Fill.Side} (trade {booked.Fill.TradeId})",
        DeskEvent.Alarmed alarm => alarm.Detail,
        DeskEvent.ForeignOrder foreign => $"somebody else's order: {foreign.Id}",
        _ => null,
    };

    private void Line(Instant at, string who, string what)
    {
        if (_lines.Count < MaxLines)
        {
            _lines.Add(new IncidentLine(at, who, what));
        }
        else
        {
            _leftOut++;
        }
    }

    private static void Add<TRow>(List<TRow> rows, TRow row)
    {
        if (rows.Count == MaxRows)
        {
            rows.RemoveAt(MaxRows / 2);
        }

        rows.Add(row);
    }

    /// <summary>The newest death of the slot that is not made good yet.</summary>
    private void Amend(string slot, Func<IncidentDeath, IncidentDeath> change)
    {
        var at = _deaths.FindLastIndex(death => death.Slot == slot && death.UpAgainAt is null);
        if (at >= 0)
        {
            _deaths[at] = change(_deaths[at]);
        }
    }

    /// <summary>The running halt of the symbol.</summary>
    private void Amend(Symbol symbol, Func<IncidentHalt, IncidentHalt> change)
    {
        var at = _halts.FindLastIndex(halt => halt.Symbol == symbol && halt.Until is null);
        if (at >= 0)
        {
            _halts[at] = change(_halts[at]);
        }
    }
}
