using System.Collections.Immutable;
using Phoenix.Core.Desk;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Risk;
using Phoenix.Core.Streams.Escalation;
using Phoenix.Core.Streams.Freshness;
using Phoenix.Core.Streams.Reconnect;

namespace Phoenix.Actors.Telemetry;

/// <summary>
/// Keeps what happened since the start in a form that answers questions: steps, halts, recoveries, counts. The lists
/// are bounded; what falls out of them is still counted.
/// </summary>
internal sealed class Chronicle
{
    private const int Kept = 1000;
    private const int FillsKept = 200;

    private readonly List<StepTime> _steps = [];
    private readonly List<Recovery> _recoveries = [];
    private readonly SortedDictionary<Symbol, Entry> _symbols = [];
    private readonly SortedDictionary<Symbol, string> _leftOut = [];
    private readonly SortedDictionary<string, CauseLedger> _deaths = new(StringComparer.Ordinal);
    private readonly ConnectionBook _connections = new();
    private ImmutableArray<StreamStanding> _streams = [];
    private EscalationLevel _escalation;
    private AccountStanding? _account;

    public PhoenixStatus Status(Instant now) => new(
        now,
        [.. _steps],
        [.. _symbols.Select(pair => pair.Value.ToStatus(pair.Key))],
        [.. _recoveries])
    {
        LeftOut = [.. _leftOut.Select(pair => new LeftOutSymbol(pair.Key, pair.Value))],
        Account = _account,
        Connections = _connections.Standings,
        Streams = _streams,
        Escalation = _escalation,
        Deaths = [.. _deaths.Select(pair => new SlotDeaths(pair.Key, pair.Value.Counts(now)))],
    };

    public void Note(SystemEvent occurrence)
    {
        switch (occurrence)
        {
            case SystemEvent.StepReached step:
                _steps.Add(new StepTime(step.Step, step.At));
                break;
            case SystemEvent.SymbolLeftOut left:
                _leftOut[left.Symbol] = left.Reason;
                break;
            case SystemEvent.ConnectionLost lost:
                NoteLost(lost);
                break;
            case SystemEvent.ConnectionDialed dialed:
                _connections.Dialed(dialed.Slot, dialed.Epoch, dialed.At);
                break;
            case SystemEvent.Rotated rotated:
                _connections.Up(rotated.Slot, rotated.Heir, rotated.At);
                break;
            case SystemEvent.ConnectionSucceeded succeeded:
                _connections.Up(succeeded.Slot, succeeded.New, succeeded.At);
                break;
            case SystemEvent.EscalationMoved moved:
                _escalation = moved.To;
                break;
            case SystemEvent.StreamsLooked looked:
                _streams = looked.Streams;
                break;
            case SystemEvent.DeskLooked looked:
                Of(looked.Sample.Symbol).Sample = looked.Sample;
                break;
            case SystemEvent.Filled filled:
                Of(filled.Symbol).Filled(filled);
                break;
            case SystemEvent.ConnectionUp up:
                _connections.Up(up.Slot, up.Epoch, up.At);
                Amend(r => r.Stream == up.Slot && r.UpAgainAt is null, r => r with { UpAgainAt = up.At });
                break;
            case SystemEvent.AccountSampled sampled:
                _account = sampled.Standing;
                break;
            case SystemEvent.DeskSampled sampled:
                Of(sampled.Sample.Symbol).Sample = sampled.Sample;
                break;
            case SystemEvent.DeskReported desk:
                NoteDesk(Of(desk.Symbol), desk.Occurrence, desk.At);
                break;
        }
    }

    private Entry Of(Symbol symbol)
    {
        if (!_symbols.TryGetValue(symbol, out var entry))
        {
            _symbols[symbol] = entry = new Entry();
        }

        return entry;
    }

    private void NoteLost(SystemEvent.ConnectionLost lost)
    {
        _connections.Lost(lost);
        if (_recoveries.Count == Kept)
        {
            _recoveries.RemoveAt(0);
        }

        _recoveries.Add(new Recovery(
            lost.Slot, lost.Epoch, lost.Cause, lost.Detail, lost.SilentFor, lost.At, null, null));
        if (!_deaths.TryGetValue(lost.Slot, out var ledger))
        {
            _deaths[lost.Slot] = ledger = new CauseLedger();
        }

        ledger.NoteDeath(lost.Cause, lost.At);
    }

    private void NoteDesk(Entry entry, DeskEvent occurrence, Instant at)
    {
        switch (occurrence)
        {
            case DeskEvent.Halted halted:
                entry.Halt(halted.Causes, at);
                break;
            case DeskEvent.Resumed:
                entry.Resume(at);
                if (_symbols.Values.All(symbol => symbol.HaltsNow == HaltCauses.None))
                {
                    Amend(r => r.QuotingAgainAt is null, r => r with { QuotingAgainAt = at });
                }

                break;
            case DeskEvent.OrdersSent sent:
                entry.Placed += sent.Places;
                entry.Cancels += sent.Cancels;
                break;
            case DeskEvent.OrderRefused:
                entry.Refused++;
                break;
        }
    }

    private void Amend(Predicate<Recovery> which, Func<Recovery, Recovery> change)
    {
        for (var i = _recoveries.Count - 1; i >= 0; i--)
        {
            if (which(_recoveries[i]))
            {
                _recoveries[i] = change(_recoveries[i]);
            }
        }
    }

    private sealed class Entry
    {
        private readonly List<Halt> _halts = [];
        private readonly Queue<SystemEvent.Filled> _fills = new();

        public DeskSample? Sample { get; set; }

        public HaltCauses HaltsNow { get; private set; }

        public long Placed { get; set; }

        public long Cancels { get; set; }

        public long Refused { get; set; }

        public void Halt(HaltCauses causes, Instant at)
        {
            HaltsNow = causes;
            if (_halts.Count > 0 && _halts[^1] is { Until: null } running)
            {
                _halts[^1] = running with { Causes = running.Causes | causes };
                return;
            }

            if (_halts.Count == Kept)
            {
                _halts.RemoveAt(0);
            }

            _halts.Add(new Halt(causes, at, null));
        }

        public void Filled(SystemEvent.Filled fill)
        {
            if (_fills.Count == FillsKept)
            {
                _fills.Dequeue();
            }

            _fills.Enqueue(fill);
        }

        public void Resume(Instant at)
        {
            HaltsNow = HaltCauses.None;
            if (_halts.Count > 0)
            {
                _halts[^1] = _halts[^1] with { Until = at };
            }
        }

        public SymbolStatus ToStatus(Symbol symbol) =>
            new(symbol, Sample, HaltsNow, Placed, Cancels, Refused, [.. _halts]) { Fills = [.. _fills] };
    }
}
