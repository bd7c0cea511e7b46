using Akka.Actor;
using Akka.Event;
using Phoenix.Actors.Staleness;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Tests.Fakes;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Freshness;

namespace Phoenix.Actors.Tests.Staleness;

/// <summary>Goal: a monitor that fails is replaced, and the next one judges what it left.</summary>
public sealed class MonitorKeeperActorSpecs : TimedSpec
{
    private static readonly StreamId Depth = new(FakeVenue.Eth, StreamKind.Depth);
    private static readonly SlotId Public = new(StreamRoute.Public, 'A');
    private static readonly Epoch Epoch = new(1);
    private static readonly TimeSpan Check = TimeSpan.FromMilliseconds(250);
    private readonly StreamSettings _settings = new();

    public MonitorKeeperActorSpecs()
    {
        Start(MonitorKeeperActor.Create(_settings, new FakeVenue(() => At).Ports));
        Sys.EventStream.Subscribe<SystemEvent.MonitorReplaced>(TestActor);
        Sys.EventStream.Subscribe<StaleMonitorProtocol.Judged>(TestActor);
    }

    [Fact]
    public void A_monitor_that_gives_signs_of_life_stays()
    {
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromSeconds(5); passed += _settings.CheckInterval)
        {
            Pass(_settings.CheckInterval);
            Settle(Monitor(1));
        }
    }

    [Fact]
    public void A_monitor_that_ends_is_replaced_at_the_next_check_and_its_streams_are_judged_on()
    {
        Subject.Tell(new StaleMonitorProtocol.Expect(Public, Epoch, [Depth]));
        Subject.Tell(new StaleMonitorProtocol.Seen(Depth, Epoch, 1, At));
        ExpectMsg<StaleMonitorProtocol.Judged>().Verdict.Freshness.ShouldBe(Freshness.Live);
        var first = Monitor(1);
        Watch(first);
        Sys.Stop(first);
        ExpectTerminated(first);
        Settle();

        Elapse(Check);
        ExpectMsg<SystemEvent.MonitorReplaced>();
        Settle();

        var stale = default(FreshnessVerdict);
        for (var end = At + _settings.DeadAfter; At < end && stale == default;)
        {
            Elapse(_settings.CheckInterval);
            Monitor(2);
            stale = HasMessages ? ExpectMsg<StaleMonitorProtocol.Judged>().Verdict : default;
        }

        (stale.Stream, stale.Freshness).ShouldBe((Depth, Freshness.Stale));
    }

    private IActorRef Monitor(int incarnation)
    {
        var probe = CreateTestProbe();
        Sys.ActorSelection(Subject.Path / $"monitor-{incarnation}").Tell(new Identify(incarnation), probe.Ref);
        return probe.ExpectMsg<ActorIdentity>().Subject.ShouldNotBeNull();
    }
}
