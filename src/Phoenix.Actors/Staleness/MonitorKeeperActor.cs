using Akka.Actor;
using Akka.Event;
using Microsoft.Extensions.Logging;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Time;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;

namespace Phoenix.Actors.Staleness;

/// <summary>
/// Watches the stale monitor: passes on what it is to hear, and puts a new one in its place when it fails or gives no
/// sign of life. A new monitor is told what its predecessor watched, so nothing falls out of sight. The monitor has a
/// thread of its own where the configuration names a dispatcher for it; one that hangs keeps that thread and no other.
/// </summary>
internal sealed class MonitorKeeperActor : ReceiveActor, IWithTimers
{
    /// <summary>The dispatcher of the monitor, if the configuration has it.</summary>
    public const string Dispatcher = "akka.actor.watch-dispatcher";

    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(250);

    private readonly StreamSettings _settings;
    private readonly PhoenixPorts _ports;
    private readonly ILogger _log;
    private readonly SortedDictionary<SlotId, StaleMonitorProtocol.Expect> _expected = [];
    private readonly HashSet<(StreamId Stream, Epoch Epoch)> _flowing = [];
    private IActorRef _monitor = ActorRefs.Nobody;
    private int _incarnation;
    private string _failure = "";
    private Instant _lastBeat;
    private Instant _lastCheck;

    public MonitorKeeperActor(StreamSettings settings, PhoenixPorts ports)
    {
        (_settings, _ports, _log) = (settings, ports, ports.Logs.CreateLogger("Phoenix.StaleMonitor"));
        Receive<StaleMonitorProtocol.Seen>(PassOn);
        Receive<StaleMonitorProtocol.Watched>(m => _lastBeat = m.At);
        Receive<StaleMonitorProtocol.Expect>(PassOn);
        Receive<StaleMonitorProtocol.Release>(PassOn);
        Receive<StaleMonitorProtocol.Forget>(PassOn);
        Receive<StaleMonitorProtocol.ICommand>(other => _monitor.Forward(other));
        Receive<Ended>(m => Lose(m.Incarnation));
        Receive<Tick>(_ => Check(Context.System.Now()));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Create(StreamSettings settings, PhoenixPorts ports) =>
        Props.Create(() => new MonitorKeeperActor(settings, ports));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        error =>
        {
            _failure = $"{error.GetType().Name}: {error.Message}";
            return Directive.Stop;
        },
        loggingEnabled: false);

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe<StaleMonitorProtocol.Watched>(Self);
        _lastCheck = Context.System.Now();
        Begin(_lastCheck);
        Timers.StartPeriodicTimer(Tick.Instance, Tick.Instance, CheckInterval);
    }

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    private void PassOn(StaleMonitorProtocol.Seen seen)
    {
        _flowing.Add((seen.Stream, seen.Epoch));
        _monitor.Forward(seen);
    }

    private void PassOn(StaleMonitorProtocol.Expect expect)
    {
        var before = _expected.TryGetValue(expect.Slot, out var known) && known.Epoch == expect.Epoch
            ? known.Streams.Except(expect.Streams)
            : [];
        _expected[expect.Slot] = expect with { Streams = [.. before, .. expect.Streams] };
        _monitor.Forward(expect);
    }

    private void PassOn(StaleMonitorProtocol.Release release)
    {
        if (_expected.TryGetValue(release.Slot, out var known) && known.Epoch == release.Epoch)
        {
            _expected[release.Slot] = known with { Streams = [.. known.Streams.Except(release.Streams)] };
        }

        _flowing.ExceptWith(release.Streams.Select(stream => (stream, release.Epoch)));
        _monitor.Forward(release);
    }

    private void PassOn(StaleMonitorProtocol.Forget forget)
    {
        if (_expected.TryGetValue(forget.Slot, out var known) && known.Epoch == forget.Epoch)
        {
            _expected.Remove(forget.Slot);
        }

        _flowing.RemoveWhere(stream => stream.Epoch == forget.Epoch);
        _monitor.Forward(forget);
    }

    /// <summary>A check that comes late is evidence about this process, not about the monitor.</summary>
    private void Check(Instant now)
    {
        if (now - _lastCheck >= 3 * CheckInterval)
        {
            _lastBeat = now;
        }

        _lastCheck = now;
        if (_monitor.IsNobody())
        {
            Replace(_failure, now);
        }
        else if (now - _lastBeat >= _settings.WatchTimeout)
        {
            Context.Stop(_monitor); // one that hangs does not hear it; its successor does not wait for it
            Replace($"no sign of life for {(now - _lastBeat).TotalSeconds:0.0} s", now);
        }
    }

    private void Lose(int incarnation)
    {
        if (incarnation == _incarnation)
        {
            _monitor = ActorRefs.Nobody; // the next check begins a new one: a monitor that fails at once must not spin
        }
    }

    private void Replace(string reason, Instant now)
    {
        _log.MonitorReplaced(reason);
        Context.System.EventStream.Publish(new SystemEvent.MonitorReplaced(reason, now));
        Begin(now);
    }

    private void Begin(Instant now)
    {
        _incarnation++;
        var props = StaleMonitorActor.Create(_settings, _ports);
        _monitor = Context.ActorOf(
            Context.System.Dispatchers.HasDispatcher(Dispatcher) ? props.WithDispatcher(Dispatcher) : props,
            $"monitor-{_incarnation}");
        Context.WatchWith(_monitor, new Ended(_incarnation));
        _lastBeat = now;
        foreach (var expect in _expected.Values)
        {
            _monitor.Tell(expect);
            var flowing = expect.Streams.RemoveAll(stream => !_flowing.Contains((stream, expect.Epoch)));
            _monitor.Tell(new StaleMonitorProtocol.Inherit(expect with { Streams = flowing }));
        }
    }

    private sealed record Ended(int Incarnation);

    private sealed record Tick
    {
        public static Tick Instance { get; } = new();
    }
}
