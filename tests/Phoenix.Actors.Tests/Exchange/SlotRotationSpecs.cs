using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;
using Phoenix.Actors.Exchange;
using Phoenix.Actors.Tests.Fakes;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;

namespace Phoenix.Actors.Tests.Exchange;

/// <summary>Goal: a healthy connection is closed only after its successor has flowed for the whole overlap.</summary>
public sealed class SlotRotationSpecs : TimedSpec
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(5);

    private readonly ReconnectSettings _settings = new();
    private readonly SortedDictionary<long, bool> _berths = [];
    private readonly Dictionary<Epoch, IActorRef> _connections = [];
    private int _alive;

    public SlotRotationSpecs()
    {
        var venue = new FakeVenue(() => At);
        var ports = new PhoenixPorts(
            venue.Rest, venue.MarketData, venue.UserData, venue.Trading, new NoChance(), NullLoggerFactory.Instance);
        Start(SlotActor.CreateRotating("public-A", Connection, _settings, new EpochSource(), ports));
    }

    [Fact]
    public void The_successor_comes_up_beside_the_old_one_which_is_closed_after_the_overlap()
    {
        var old = Up();
        var heir = Begin(old);
        _alive.ShouldBe(2);
        _berths.Values.ShouldBe([false, true]);

        Tell(heir, "good");
        Settle(_connections[heir]);
        Settle();
        Pass(Overlap - Tick);
        _alive.ShouldBe(2);
        Elapse(Tick);

        ExpectMsg(new SlotProtocol.Rotated("public-A", old, heir));
        Settle();
        _alive.ShouldBe(1);
    }

    [Fact]
    public void A_successor_that_dies_leaves_the_old_one_in_place_and_may_be_tried_again()
    {
        var old = Up();
        var heir = Begin(old);

        Tell(heir, new StreamDiedException(DeathCause.FirstDataMissing, "silent"));

        ExpectMsg(new SlotProtocol.RotationFailed("public-A", heir, DeathCause.FirstDataMissing, "silent"));
        Settle();
        _alive.ShouldBe(1);
        Begin(old);
        _alive.ShouldBe(2);
    }

    [Fact]
    public void An_old_one_that_dies_is_followed_by_the_successor_without_another_dial()
    {
        var old = Up();
        var heir = Begin(old);

        Tell(old, new StreamDiedException(DeathCause.TransportClosed, "cut"));

        ExpectMsg<SlotProtocol.Lost>().Epoch.ShouldBe(old);
        Settle();
        Pass(TimeSpan.FromSeconds(30));
        _alive.ShouldBe(1);
        Tell(heir, "good");
        ExpectMsg<SlotProtocol.Up>().Epoch.ShouldBe(heir);
        Tell(heir, new StreamDiedException(DeathCause.TransportClosed, "cut"));
        ExpectMsg<SlotProtocol.Lost>().Epoch.ShouldBe(heir);
    }

    [Fact]
    public void A_verdict_on_the_successor_ends_the_successor_alone()
    {
        var old = Up();
        var heir = Begin(old);

        Subject.Tell(new SlotProtocol.Condemn(heir, DeathCause.BehindSibling, "behind", TimeSpan.Zero));

        ExpectMsg<SlotProtocol.RotationFailed>().Heir.ShouldBe(heir);
        Settle();
        _alive.ShouldBe(1);
    }

    [Fact]
    public void Nothing_is_rotated_that_does_not_flow()
    {
        Elapse(_settings.MinPause);
        Settle(ExpectMsg<SlotProtocol.Dialed>().Connection);

        Subject.Tell(new SlotProtocol.Rotate(Overlap));

        ExpectMsg<SlotProtocol.RotationFailed>().Heir.ShouldBe(Epoch.None);
        Settle();
        _alive.ShouldBe(1);
    }

    private Epoch Up()
    {
        Elapse(_settings.MinPause);
        var dialed = ExpectMsg<SlotProtocol.Dialed>();
        _connections[dialed.Epoch] = dialed.Connection;
        Tell(dialed.Epoch, "good");
        ExpectMsg<SlotProtocol.Up>().Epoch.ShouldBe(dialed.Epoch);
        Settle();
        return dialed.Epoch;
    }

    private Epoch Begin(Epoch old)
    {
        Subject.Tell(new SlotProtocol.Rotate(Overlap));
        var rotating = ExpectMsg<SlotProtocol.Rotating>();
        rotating.Epoch.ShouldBe(old);
        _connections[rotating.Heir] = rotating.Connection;
        Settle();
        Settle(rotating.Connection);
        return rotating.Heir;
    }

    private void Tell(Epoch epoch, object message) => _connections[epoch].Tell(message);

    private Props Connection(Epoch epoch, bool second)
    {
        _berths[epoch.Value] = second;
        return Props.Create(() => new Mortal(epoch, Count));
    }

    private void Count(int change) => Interlocked.Add(ref _alive, change);

    private sealed class NoChance : IChance
    {
        public double NextUnit() => 0;
    }

    private sealed class Mortal : ReceiveActor
    {
        private readonly Action<int> _count;

        public Mortal(Epoch epoch, Action<int> count)
        {
            _count = count;
            Receive<Exception>(error => throw error);
            Receive<SlotProtocol.Condemn>(m => throw new StreamDiedException(m.Cause, m.Detail));
            Receive<string>(_ => Context.Parent.Tell(new SlotProtocol.Good(epoch)));
        }

        protected override void PreStart() => _count(1);

        protected override void PostStop() => _count(-1);
    }
}
