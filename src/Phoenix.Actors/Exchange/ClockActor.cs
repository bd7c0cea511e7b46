using Akka.Actor;
using Microsoft.Extensions.Logging;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Time;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Time;

namespace Phoenix.Actors.Exchange;

/// <summary>
/// Keeps the estimate of the venue's clock fresh, and notices from its own ticks when this process stood still or the
/// wall clock was set. Nothing is lost with it: the estimate lives in the adapter.
/// </summary>
internal sealed class ClockActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SyncInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private readonly PhoenixPorts _ports;
    private readonly ILogger _log;
    private readonly HostWatch _host;
    private Instant _nextSync;
    private Instant _askedAt;
    private bool _asked;
    private ClockReading? _beforeStep;

    public ClockActor(StreamSettings settings, PhoenixPorts ports)
    {
        (_ports, _log) = (ports, ports.Logs.CreateLogger("Phoenix.Clock"));
        _host = new HostWatch(TickInterval, settings.PauseLimit);
        Receive<Tick>(_ => Look(Context.System.Now()));
        Receive<Synced>(m => Measure(m.Reply, Context.System.Now()));
        Receive<ExchangeProtocol.Introduce>(_ => Introduce());
        Receive<ClockProtocol.Measure>(_ => MeasureSoon(Context.System.Now()));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Create(StreamSettings settings, PhoenixPorts ports) =>
        Props.Create(() => new ClockActor(settings, ports));

    protected override void PreStart() =>
        Timers.StartPeriodicTimer(Tick.Instance, Tick.Instance, TickInterval);

    private static void Publish(object occurrence) => Context.System.EventStream.Publish(occurrence);

    private void Introduce()
    {
        if (_ports.Clock.Read() is { } reading)
        {
            Sender.Tell(new ClockProtocol.Measured(reading));
        }
    }

    private void Look(Instant now)
    {
        var found = _host.Tick(now, Context.System.Scheduler.Now);
        if (found.Pause is { } pause)
        {
            NotePause(pause, now);
        }

        if (found.Step is { } step)
        {
            _log.Stepped(step.TotalSeconds);
            Publish(new SystemEvent.ClockStepped(step, now));
            _beforeStep ??= _ports.Clock.Read();
            _ports.Clock.Distrust();
        }

        Sync(now);
    }

    private void NotePause(TimeSpan length, Instant now)
    {
        _log.Paused(length.TotalSeconds);
        Publish(new SystemEvent.ProcessPaused(length, now));
        Publish(new ClockProtocol.Paused(length, now));
        _nextSync = now;
    }

    /// <summary>No more often than after a failure, whoever asks.</summary>
    private void MeasureSoon(Instant now)
    {
        var soon = now > _askedAt + RetryInterval ? now : _askedAt + RetryInterval;
        _nextSync = _nextSync < soon ? _nextSync : soon;
        Sync(now);
    }

    private void Sync(Instant now)
    {
        if (_asked || (now < _nextSync && !_ports.Clock.NeedsSync))
        {
            return;
        }

        (_asked, _askedAt, _nextSync) = (true, now, now + SyncInterval);
        _ports.Rest.GetServerTime().PipeTo(Self, success: reply => new Synced(reply));
    }

    private void Measure(VenueReply<VenueTime> reply, Instant now)
    {
        _asked = false;
        if (reply is VenueReply<VenueTime>.Failed(var error))
        {
            _nextSync = now + (error.RetryAfter ?? RetryInterval);
            _log.SyncFailed(error.ToString());
        }
        else if (_ports.Clock.Read() is { } reading)
        {
            Publish(new ClockProtocol.Measured(reading));
            Compare(reading, now);
        }
    }

    /// <summary>
    /// A wall clock that was set leaves the offset to our monotonic one as it was. If that moved as well, the machine
    /// slept and its monotonic clock with it.
    /// </summary>
    private void Compare(ClockReading reading, Instant now)
    {
        if (_beforeStep is { } before)
        {
            _beforeStep = null;
            var slept = TimeSpan.FromTicks((reading.Offset - before.Offset) / 100);
            if (slept > HostWatch.StepLimit + reading.Uncertainty + before.Uncertainty)
            {
                NotePause(slept, now);
            }
        }
    }

    private sealed record Synced(VenueReply<VenueTime> Reply);

    private sealed record Tick
    {
        public static Tick Instance { get; } = new();
    }
}
