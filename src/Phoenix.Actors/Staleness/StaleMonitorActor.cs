using Akka.Actor;
using Microsoft.Extensions.Logging;
using Phoenix.Actors.Time;
using Phoenix.Core.Primitives;
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
    private readonly StreamSettings _settings;
    private readonly ILogger _log;
    private readonly List<FreshnessVerdict> _verdicts = [];

    public StaleMonitorActor(StreamSettings settings, PhoenixPorts ports)
    {
        (_settings, _judge) = (settings, new FreshnessJudge(settings));
        _log = ports.Logs.CreateLogger("Phoenix.StaleMonitor");
        Receive<StaleMonitorProtocol.Seen>(Note);
        Receive<Tick>(_ => CheckAll(Context.System.Now()));
        Receive<StaleMonitorProtocol.Expect>(Expect);
        Receive<StaleMonitorProtocol.Forget>(m => _judge.Forget(m.Epoch));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Create(StreamSettings settings, PhoenixPorts ports) =>
        Props.Create(() => new StaleMonitorActor(settings, ports));

    protected override void PreStart() =>
        Timers.StartPeriodicTimer(Tick.Instance, Tick.Instance, _settings.CheckInterval);

    private void Note(StaleMonitorProtocol.Seen seen)
    {
        if (_judge.Seen(seen.Stream, seen.Epoch, seen.Position, seen.ReceivedAt) is { } verdict)
        {
            Tell(verdict);
        }
    }

    private void Expect(StaleMonitorProtocol.Expect expect)
    {
        foreach (var stream in expect.Streams)
        {
            _judge.Expect(stream, expect.Slot, expect.Epoch, Context.System.Now());
        }
    }

    private void CheckAll(Instant now)
    {
        _verdicts.Clear();
        _judge.Check(now, _verdicts);
        foreach (var verdict in _verdicts)
        {
            Tell(verdict);
        }
    }

    private void Tell(FreshnessVerdict verdict)
    {
        _log.Judged(verdict.Stream, verdict.Slot, verdict.Epoch, verdict.Freshness, verdict.Age.TotalSeconds);
        Context.System.EventStream.Publish(new StaleMonitorProtocol.Judged(verdict));
    }

    private sealed record Tick
    {
        public static Tick Instance { get; } = new();
    }
}
