using Akka.Actor;
using Akka.Event;
using Microsoft.Extensions.Logging;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Time;
using Phoenix.Core.Primitives;
using Phoenix.Core.Recording;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams.Freshness;

namespace Phoenix.Actors.Staleness;

/// <summary>
/// The only judge of freshness. It shares no mailbox and no timer with what it guards, hears of good data only, and
/// tells its verdicts to whoever listens; what follows from them others decide.
/// </summary>
internal sealed class StaleMonitorActor : ReceiveActor, IWithTimers
{
    private readonly FreshnessJudge _judge;
    private readonly JudgeInputs _inputs;
    private readonly StreamSettings _settings;
    private readonly ILogger _log;
    private readonly Tape _tape;
    private readonly List<FreshnessVerdict> _verdicts = [];
    private Instant _lastBeat;

    public StaleMonitorActor(StreamSettings settings, PhoenixPorts ports)
    {
        (_settings, _judge) = (settings, new FreshnessJudge(settings));
        _inputs = new JudgeInputs(_judge);
        _log = ports.Logs.CreateLogger("Phoenix.StaleMonitor");
        _tape = ports.Recorder.Open("judge", TapeKind.Judge, null);
        Receive<SystemEvent.LookWanted>(_ => Show(Context.System.Now()));
        ReceiveAny(Feed);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Create(StreamSettings settings, PhoenixPorts ports) =>
        Props.Create(() => new StaleMonitorActor(settings, ports));

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe<SystemEvent.LookWanted>(Self);
        Timers.StartPeriodicTimer(JudgeInputs.Tick.Instance, JudgeInputs.Tick.Instance, _settings.CheckInterval);
    }

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        _tape.End();
    }

    private void Show(Instant now) =>
        Context.System.EventStream.Publish(new SystemEvent.StreamsLooked(_judge.Standings(now), now));

    private void Feed(object message)
    {
        var now = Context.System.Now();
        _verdicts.Clear();
        _tape.Input(now, message);
        if (!_inputs.Feed(message, now, _verdicts))
        {
            Unhandled(message);
        }

        foreach (var verdict in _verdicts)
        {
            _tape.Effect(verdict);
        }

        _tape.Commit();
        foreach (var verdict in _verdicts)
        {
            Tell(verdict);
        }

        if (message is JudgeInputs.Tick && now - _lastBeat >= _settings.WatchTimeout / 4)
        {
            ShowLife(now);
        }
    }

    /// <summary>Only a check of all ages proves that the monitor does its work, so the beat follows one.</summary>
    private void ShowLife(Instant now)
    {
        _lastBeat = now;
        Context.System.EventStream.Publish(new StaleMonitorProtocol.Watched(now));
    }

    private void Tell(FreshnessVerdict verdict)
    {
        _log.Judged(verdict.Stream, verdict.Slot, verdict.Epoch, verdict.Freshness, verdict.Age.TotalSeconds);
        Context.System.EventStream.Publish(new StaleMonitorProtocol.Judged(verdict));
    }
}
