using Phoenix.Core.Desk;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Freshness;

namespace Phoenix.Core.Incidents;

/// <summary>
/// Knows when something is wrong: begins an incident with the first death, halt, failure or difference from the
/// exchange, gathers what belongs to it, and ends it when everything has been well for a while. Mutated in place by
/// its one owner.
/// </summary>
public sealed class IncidentWatch(RecorderSettings settings)
{
    private readonly SortedSet<string> _down = new(StringComparer.Ordinal);
    private readonly SortedSet<Symbol> _halted = [];
    private readonly SortedSet<Symbol> _quoted = [];
    private readonly Queue<(IncidentNote.Judged Verdict, Instant At)> _doubts = new();
    private IncidentDraft? _draft;
    private Instant? _wellSince;
    private int _count;
    private bool _stopping;

    /// <summary>When the running incident began; null when all is well.</summary>
    public Instant? OpenSince => _draft?.OpenedAt;

    /// <summary>The running incident as far as it is known; null when all is well.</summary>
    public Incident? Running => _draft?.ToIncident(null);

    /// <summary>Takes a note; gives the incident that it ended, if it did.</summary>
    public Incident? Note(IncidentNote note, Instant now)
    {
        if (_draft is null && Trigger(note) is { } trigger)
        {
            _draft = new IncidentDraft(++_count, now, trigger);
            while (_doubts.TryDequeue(out var doubt))
            {
                _draft.Add(doubt.Verdict, _quoted, doubt.At);
            }
        }

        Doubt(note, now);

        Follow(note);
        _draft?.Add(note, _quoted, now);
        if (note is IncidentNote.Stop)
        {
            _stopping = true;
            return End(_wellSince);
        }

        if (_draft is null || _down.Count + _halted.Count > 0)
        {
            _wellSince = null;
            return null;
        }

        var since = _wellSince ??= now;
        return now - since >= settings.MergeWindow ? End(since) : null;
    }

    /// <summary>What was judged shortly before an incident may be what led to it.</summary>
    private void Doubt(IncidentNote note, Instant now)
    {
        while (_doubts.TryPeek(out var oldest) && now - oldest.At > settings.MergeWindow)
        {
            _doubts.Dequeue();
        }

        if (_draft is null && note is IncidentNote.Judged judged && judged.Verdict.Freshness != Freshness.Live)
        {
            _doubts.Enqueue((judged, now));
        }
    }

    private Incident? End(Instant? at)
    {
        var ended = _draft?.ToIncident(at);
        (_draft, _wellSince) = (null, null);
        return ended;
    }

    /// <summary>What an incident begins with; null for what is no reason to begin one.</summary>
    private string? Trigger(IncidentNote note) => note switch
    {
        _ when _stopping => null,
        IncidentNote.Lost lost when IsPlanned(lost.Cause) => null,
        IncidentNote.Lost lost => $"{lost.Slot} {lost.Epoch} died of {lost.Cause}",
        IncidentNote.Desk { Occurrence: DeskEvent.Halted { WasQuoting: true } halted } desk
            when !halted.Causes.AreWanted() => $"{desk.Symbol} stopped quoting: {halted.Causes}",
        IncidentNote.Desk { Occurrence: DeskEvent.Mismatched } desk =>
            $"{desk.Symbol} does not agree with the exchange",
        IncidentNote.PartFailed failed => $"{failed.Part} failed",
        _ => null,
    };

    /// <summary>A rotation is no incident; by name, since not every build has one.</summary>
    private static bool IsPlanned(DeathCause cause) =>
        cause.ToString().StartsWith("Planned", StringComparison.Ordinal);

    private void Follow(IncidentNote note)
    {
        switch (note)
        {
            case IncidentNote.Lost lost when !IsPlanned(lost.Cause):
                _down.Add(lost.Slot);
                break;
            case IncidentNote.Up up:
                _down.Remove(up.Slot);
                break;
            case IncidentNote.Desk { Occurrence: DeskEvent.Halted halted } desk:
                if (_quoted.Contains(desk.Symbol) && !halted.Causes.AreWanted())
                {
                    _halted.Add(desk.Symbol);
                }

                break;
            case IncidentNote.Desk { Occurrence: DeskEvent.Resumed } desk:
                _quoted.Add(desk.Symbol);
                _halted.Remove(desk.Symbol);
                break;
        }
    }
}
