using System.Collections.Immutable;
using Akka.Actor;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Simulation.Invariants;
using Phoenix.Simulation.Wiring;
using Phoenix.Venue.Faults;

namespace Phoenix.Simulation.Scenarios;

/// <summary>
/// Each invariant catches a bug that was planted for it; otherwise it would prove nothing. The same runs without the
/// bug are among the other scenarios.
/// </summary>
public sealed class PlantedBugSpecs
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    /// <summary>The ancestor's bug: no age is too old, and nobody asks.</summary>
    private static readonly PhoenixSettings Blind = WorldOptions.DefaultSettings with
    {
        Streams = new StreamSettings { HaltAfter = Never, DeadAfter = Never, ProbeAfter = Never },
    };

    [Fact]
    public void S1_catches_orders_sent_on_a_stale_book() =>
        Caught("S1", new WorldOptions { Settings = Blind }, SilenceForAMinute);

    [Fact]
    public void S2_catches_quotes_left_in_the_market() =>
        Caught("S2", new WorldOptions { Settings = Blind }, SilenceForAMinute);

    [Fact]
    public void S3_catches_a_reader_that_is_leaked_by_a_reconnect() =>
        Caught("S3", new WorldOptions { BendSockets = sockets => new LeakingSockets(sockets) }, SilenceForAMinute);

    [Fact]
    public void S3_catches_a_market_event_that_reaches_a_book_twice()
    {
        RepeatedMarketData? bent = null;
        var options = new WorldOptions { BendMarketData = inner => bent = new RepeatedMarketData(inner) };
        Caught("S3", options, world =>
        {
            bent!.Repeats = true;
            world.RunFor(1);
        }).Message.ShouldContain("took update");
    }

    [Fact]
    public void S4_catches_a_fill_that_is_never_counted() =>
        Caught("S4", new WorldOptions { BendRest = rest => new ForgetsFills(rest) }, world =>
        {
            world.Inject(new FaultRequest { Verb = FaultVerb.HideEvent, Target = "private", Count = 3 });
            world.Inject(new FaultRequest { Verb = FaultVerb.Fill });
            world.RunFor(20);
            world.RunUntil(() => world.IsQuoting, 60);
            world.StopAndCompare();
        });

    [Fact]
    public void L1_catches_a_recovery_that_needs_a_human() =>
        Caught("L1", new WorldOptions { BendRest = rest => new OneKeyOnly(rest) }, world =>
        {
            world.Inject(new FaultRequest { Verb = FaultVerb.Close, Target = "private" });
            world.RunFor(5);
            world.RunUntil(() => world.IsQuoting, 60);
        });

    [Fact]
    public void S5_catches_symbols_that_use_more_than_the_account_may() =>
        Caught("S5", new WorldOptions { AccountNotional = 300 }, world => world.RunFor(60));

    [Fact]
    public void S5_catches_a_grid_that_may_fill_beyond_the_limit()
    {
        var greedy = WorldOptions.DefaultSettings.Symbols[0];
        greedy = greedy with
        {
            Grid = greedy.Grid with { LayerSize = 0.300m },
            Risk = greedy.Risk with { NetMax = 2m },
        };
        var options = new WorldOptions { Settings = WorldOptions.DefaultSettings with { Symbols = [greedy] } };
        CaughtFromTheStart("S5", options, world => world.Quoting().RunFor(60));
    }

    [Fact]
    public void S6_catches_a_key_that_is_closed_when_a_new_one_is_made() =>
        Caught("S6", new WorldOptions { BendRest = rest => new ClosesTheOldKey(rest) }, world =>
        {
            world.Inject(new FaultRequest { Verb = FaultVerb.Close, Target = "private" });
            world.RunFor(10);
        });

    [Fact]
    public void S7_catches_a_client_that_asks_too_often() =>
        CaughtFromTheStart(
            "S7", new WorldOptions { BendHttp = http => new Insistent(http) }, world => world.RunFor(120));

    [Fact]
    public void S7_catches_a_client_that_is_banned() =>
        CaughtBesideTheBudget((world, stray) =>
        {
            stray.Ask(times: 30);
            world.RunFor(1);
        }).Message.ShouldContain("is answered with 418");

    [Fact]
    public void S7_catches_a_client_that_does_not_wait() =>
        CaughtBesideTheBudget((world, stray) =>
        {
            stray.Ask(times: 1);
            world.RunFor(1);
            stray.Ask(times: 1);
            world.RunFor(1);
        }).Message.ShouldContain("is sent although");

    [Fact]
    public void S8_catches_a_countdown_that_was_never_armed() =>
        Caught("S8", new WorldOptions { BendRest = rest => new ArmsNothing(rest) }, world => world.Die());

    [Fact]
    public void S10_catches_a_client_that_sends_too_many_control_messages() =>
        CaughtFromTheStart(
            "S10", new WorldOptions { BendSockets = inner => new ChattySockets(inner) }, world => world.RunFor(10));

    [Fact]
    public void S5_catches_orders_on_their_way_that_nobody_counts()
    {
        var large = WorldOptions.DefaultSettings.Symbols[0];
        large = large with { Grid = large.Grid with { LayerSize = 0.140m } };
        var options = new WorldOptions
        {
            Settings = WorldOptions.DefaultSettings with { Symbols = [large] },
            BendSockets = sockets => new RetryingSockets(sockets, renames: true),
        };
        Caught("S5", options, world =>
        {
            world.RunFor(20);
            world.Inject(new FaultRequest
            {
                Verb = FaultVerb.Place,
                Late = TimeSpan.FromSeconds(2),
                Duration = TimeSpan.FromSeconds(60),
            });
            world.RunFor(60);
        });
    }

    [Fact]
    public void S11_catches_a_request_that_is_sent_twice() =>
        CaughtFromTheStart(
            "S11",
            new WorldOptions { BendSockets = sockets => new RetryingSockets(sockets, renames: false) },
            world => world.Quoting());

    [Fact]
    public void S11_catches_an_intent_that_is_repeated_under_another_id() =>
        CaughtFromTheStart(
            "S11",
            new WorldOptions { BendSockets = sockets => new RetryingSockets(sockets, renames: true) },
            world => world.Quoting());

    [Fact]
    public void A_leak_is_caught_at_the_end_of_a_world() =>
        Caught("Leak", new WorldOptions { BendSockets = sockets => new LeakingSockets(sockets) }, world =>
        {
            var before = Holdings.Settled(world);
            SilenceForAMinute(world);
            world.HoldsNoMoreThan(before);
        });

    [Fact]
    public void An_endless_exchange_of_messages_without_time_is_caught() =>
        Caught("Crash", new WorldOptions(), world =>
        {
            void Again() => world.Schedule(TimeSpan.Zero, Again);
            Again();
            world.RunFor(1);
        }).Message.ShouldContain("time stands still");

    private static InvariantViolation CaughtBesideTheBudget(Action<World, Stray> run)
    {
        Stray? stray = null;
        var options = new WorldOptions { BendHttp = http => stray = new Stray(http) };
        return Caught("S7", options, world =>
        {
            world.RunFor(5);
            world.Inject(new FaultRequest { Verb = FaultVerb.Weight, Size = 1, Duration = TimeSpan.FromSeconds(20) });
            run(world, stray!);
        });
    }

    [Fact]
    public void An_actor_that_is_leaked_by_every_reconnect_is_caught_at_the_end_of_a_world() =>
        Leaks(world => world.System.ActorOf(Props.Create(() => new Idle())));

    [Fact]
    public void A_timer_that_is_leaked_by_every_reconnect_is_caught_at_the_end_of_a_world() =>
        Leaks(world => world.System.Scheduler.ScheduleTellOnce(Never, ActorRefs.Nobody, Never, ActorRefs.NoSender));

    [Fact]
    public void A_collection_that_grows_is_found_by_its_field()
    {
        var hoarder = new Hoarder();
        var before = Collections.Count(hoarder, type => type == typeof(Hoarder));
        hoarder.Take(1_000);

        Collections.Grown(before, Collections.Count(hoarder, type => type == typeof(Hoarder)), _ => 300)
            .ShouldBe(["Hoarder._kept: 0 at first, 1000 now"]);
    }

    [Fact]
    public void The_collections_of_desks_and_judge_are_among_those_that_are_counted()
    {
        using var world = World.Seeded(3).Quoting();
        var places = world.CountCollections().Keys;
        places.ShouldContain(place => place.StartsWith("OwnOrders."));
        places.ShouldContain(place => place.StartsWith("FreshnessJudge."));
        places.ShouldContain(place => place.StartsWith("BookSynchronizer."));
    }

    private static void Leaks(Action<World> plant)
    {
        World? planted = null;
        var options = new WorldOptions
        {
            Checked = [],
            BendSockets = sockets => new PlantingSockets(sockets, () => plant(planted!)),
        };
        using var world = World.Seeded(7, options);
        planted = world;
        world.Quoting();
        var before = Holdings.Settled(world);
        SilenceForAMinute(world);
        Should.Throw<InvariantViolation>(() => world.HoldsNoMoreThan(before)).Invariant.ShouldBe("Leak");
    }

    private static void CaughtFromTheStart(string invariant, WorldOptions options, Action<World> run)
    {
        using var world = World.Seeded(7, options with { Checked = [invariant] });
        Should.Throw<InvariantViolation>(() => run(world)).Invariant.ShouldBe(invariant);
    }

    private static InvariantViolation Caught(string invariant, WorldOptions options, Action<World> run)
    {
        using var world = World.Seeded(7, options with { Checked = [invariant] }).Quoting();
        var violation = Should.Throw<InvariantViolation>(() => run(world));
        violation.Invariant.ShouldBe(invariant);
        return violation;
    }

    private static void SilenceForAMinute(World world)
    {
        world.RunFor(5);
        world.Inject(Faults.Silence("public"));
        world.RunFor(60);
    }

    private sealed class Idle : ReceiveActor;

    private sealed class Hoarder
    {
        private readonly Dictionary<int, string> _kept = [];

        public void Take(int many)
        {
            foreach (var number in Enumerable.Range(0, many)) _kept[number] = string.Empty;
        }
    }

    private sealed class PlantingSockets(IWebSocketTransport inner, Action plant) : IWebSocketTransport
    {
        public IWebSocketSession Open(Uri endpoint, IWebSocketSink sink)
        {
            plant();
            return inner.Open(endpoint, sink);
        }
    }

    private sealed class ForgetsFills(IVenueRest inner) : BentRest(inner)
    {
        public override Task<VenueReply<ImmutableArray<Fill>>> GetFills(Symbol symbol, TradeId? from) =>
            Task.FromResult<VenueReply<ImmutableArray<Fill>>>(new VenueReply<ImmutableArray<Fill>>.Ok([]));
    }

    private sealed class ClosesTheOldKey(IVenueRest inner) : BentRest(inner)
    {
        private bool _given;

        public override async Task<VenueReply<ListenKey>> CreateListenKey()
        {
            var reply = await base.CreateListenKey();
            if (_given) await CloseListenKey(); // it is the same key
            _given = true;
            return reply;
        }
    }

    private sealed class ArmsNothing(IVenueRest inner) : BentRest(inner)
    {
        public override Task<VenueReply<Done>> ArmCountdown(Symbol symbol, TimeSpan countdown) =>
            Task.FromResult<VenueReply<Done>>(new VenueReply<Done>.Ok(default));
    }

    private sealed class Insistent(IHttpTransport inner) : IHttpTransport
    {
        private const int Times = 200;

        public async Task<HttpAnswer> Send(HttpCall call, CancellationToken cancellation)
        {
            for (var more = 1; more < Times; more++)
            {
                _ = inner.Send(call, cancellation);
            }

            return await inner.Send(call, cancellation);
        }
    }

    /// <summary>Some part of the program asks without asking the budget.</summary>
    private sealed class Stray(IHttpTransport inner) : IHttpTransport
    {
        private SynchronizationContext? _run;

        public Task<HttpAnswer> Send(HttpCall call, CancellationToken cancellation)
        {
            _run = SynchronizationContext.Current; // what is sent outside of the run could not come back to it
            return inner.Send(call, cancellation);
        }

        public void Ask(int times)
        {
            for (var more = 0; more < times; more++)
            {
                _run!.Post(
                    _ => inner.Send(new HttpCall("GET", "/fapi/v1/time", ApiKey: null), CancellationToken.None), null);
            }
        }
    }

    private sealed class OneKeyOnly(IVenueRest inner) : BentRest(inner)
    {
        private bool _given;

        public override Task<VenueReply<ListenKey>> CreateListenKey()
        {
            if (!_given)
            {
                _given = true;
                return base.CreateListenKey();
            }

            var refused = new VenueError(VenueFailure.Refused, -1, "no second key");
            return Task.FromResult<VenueReply<ListenKey>>(new VenueReply<ListenKey>.Failed(refused));
        }
    }
}
