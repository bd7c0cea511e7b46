using Akka.Actor;
using Akka.Event;
using Microsoft.Extensions.Logging;
using Phoenix.Actors.Staleness;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Time;
using Phoenix.Core.Incidents;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Recording;
using Phoenix.Core.Settings;

namespace Phoenix.Actors.Recording;

/// <summary>
/// Reads the tapes of all machines, knows when something is wrong, and hands over what led to it and what came of it.
/// Nothing waits for it: its death loses what it holds, and no machine notices.
/// </summary>
internal sealed class FlightRecorderActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan CollectInterval = TimeSpan.FromMilliseconds(250);

    private readonly PhoenixSettings _settings;
    private readonly RecorderSettings _bounds;
    private readonly string _program;
    private readonly IIncidentSink _sink;
    private readonly ILogger _log;
    private readonly TapeShelf _shelf;
    private readonly IncidentWatch _watch;
    private string _name = "";
    private bool _isRecorded;
    private int _incidents;
    private long _differences;

    public FlightRecorderActor(
        FlightRecorder recorder,
        PhoenixSettings settings,
        RecorderSettings bounds,
        string program,
        IIncidentSink sink,
        ILoggerFactory logs)
    {
        (_settings, _bounds, _program, _sink) = (settings, bounds, program, sink);
        _log = logs.CreateLogger("Phoenix.Recorder");
        (_shelf, _watch) = (new TapeShelf(recorder, settings, bounds), new IncidentWatch(bounds));
        Receive<SystemEvent.ConnectionLost>(m =>
            Note(new IncidentNote.Lost(m.Slot, m.Epoch, m.Cause, m.Detail, m.SilentFor), m.At));
        Receive<SystemEvent.ConnectionDialed>(m => Note(new IncidentNote.Dialed(m.Slot, m.Epoch), m.At));
        Receive<SystemEvent.ConnectionUp>(m => Note(new IncidentNote.Up(m.Slot, m.Epoch), m.At));
        Receive<SystemEvent.PartFailed>(m => Note(new IncidentNote.PartFailed(m.Part, m.Problem), m.At));
        Receive<SystemEvent.DeskReported>(m => Note(new IncidentNote.Desk(m.Symbol, m.Occurrence), m.At));
        Receive<SystemEvent.DeskSampled>(m => Note(
            new IncidentNote.Sampled(
                m.Sample.Symbol, m.Sample.OpenOrders, m.Sample.RestingNotional, m.Sample.BookAge),
            m.At));
        Receive<StaleMonitorProtocol.Judged>(m => Note(new IncidentNote.Judged(m.Verdict), Now));
        Receive<Collect>(_ => CollectTapes(Now));
        Receive<FlightRecorderProtocol.Finish>(_ => Finish());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private static Instant Now => Context.System.Now();

    private static DateTimeOffset ClockZero => Context.System.Scheduler.Now - (Now - default(Instant));

    protected override void PreStart()
    {
        var events = Context.System.EventStream;
        events.Subscribe<SystemEvent.ConnectionLost>(Self);
        events.Subscribe<SystemEvent.ConnectionDialed>(Self);
        events.Subscribe<SystemEvent.ConnectionUp>(Self);
        events.Subscribe<SystemEvent.PartFailed>(Self);
        events.Subscribe<SystemEvent.DeskReported>(Self);
        events.Subscribe<SystemEvent.DeskSampled>(Self);
        events.Subscribe<StaleMonitorProtocol.Judged>(Self);
        Timers.StartPeriodicTimer(Collect.Instance, Collect.Instance, CollectInterval);
    }

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    private void CollectTapes(Instant now)
    {
        _shelf.Collect();
        if (_watch.Running is { } running && !_isRecorded && (_shelf.IsFull || now - running.OpenedAt >= _bounds.Span))
        {
            _log.IncidentLasts(running.Number, _name);
            Write(running);
        }

        var keepFrom = now - _bounds.Span;
        if (_watch.OpenSince is { } began && !_isRecorded && began - _bounds.Lead is var lead && lead < keepFrom)
        {
            keepFrom = lead;
        }

        _shelf.Trim(keepFrom);
        if (_shelf.Differences > _differences)
        {
            _differences = _shelf.Differences;
            _log.ReplicaDiffers(_differences);
        }

        Note(new IncidentNote.Tick(), now);
    }

    private void Note(IncidentNote note, Instant now)
    {
        var wasOpen = _watch.OpenSince is not null;
        if (_watch.Note(note, now) is { } ended)
        {
            Write(ended);
            _isRecorded = false;
            var until = ended.EndedAt ?? now;
            _log.IncidentOver(ended.Number, (until - ended.OpenedAt).TotalSeconds, _name);
            _sink.Runs(null);
        }
        else if (!wasOpen && _watch.Running is { } begun)
        {
            _incidents++;
            _name = NameOf(begun);
            _sink.Runs(_name);
            _log.IncidentBegan(begun.Number, begun.Trigger, _name);
        }
    }

    private void Write(Incident incident)
    {
        var recording = _isRecorded ? null : Copy(incident);
        _isRecorded |= recording is not null;
        var report = IncidentReport.ToMarkdown(
            incident, ClockZero, Now, _isRecorded ? _name + IncidentPapers.RecordingSuffix : null);
        if (!_sink.Offer(new IncidentPapers(_name, report, recording)))
        {
            _log.PapersLost(_name);
        }
    }

    private FlightRecording? Copy(Incident incident)
    {
        try
        {
            _shelf.Collect();
            _shelf.Trim(incident.OpenedAt - _bounds.Lead);
            return new FlightRecording
            {
                Program = _program,
                Occasion = $"incident {incident.Number}: {incident.Trigger}",
                ClockZero = ClockZero,
                Settings = _settings,
                Tapes = _shelf.Copy(),
            };
        }
        catch (NotSupportedException problem) // a machine has a field that cannot be written
        {
            _log.NotRecorded(incident.Number, problem.Message);
            return null;
        }
    }

    private void Finish()
    {
        Note(new IncidentNote.Stop(), Now);
        Sender.Tell(new FlightRecorderProtocol.Finished(_incidents, _shelf.Entries, _shelf.Differences));
    }

    private static string NameOf(Incident incident)
    {
        var began = (ClockZero + (incident.OpenedAt - default(Instant))).UtcDateTime;
        return FormattableString.Invariant($"incident-{began:yyyyMMdd-HHmmss}-{incident.Number:000}");
    }

    private sealed record Collect
    {
        public static Collect Instance { get; } = new();
    }
}
