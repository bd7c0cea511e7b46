using Phoenix.Core.Readiness;
using Phoenix.Core.Streams;
using Phoenix.Simulation.Wiring;
using Phoenix.Venue.Faults;
using Phoenix.Venue.Sockets;
using Xunit.Abstractions;

namespace Phoenix.Simulation.Scenarios;

/// <summary>
/// Connections that do not come up, or do not stay: tried again for ever, never faster than the exchange grants, and
/// quoting is back soon after the last obstacle. docs/faults.md names the entry of each.
/// </summary>
public sealed class HandshakeFaultSpecs(ITestOutputHelper output)
{
    public static TheoryData<int> Seeds() => FaultCase.Seeds();

    [Theory]
    [InlineData(FaultVerb.StallTcp)]
    [InlineData(FaultVerb.StallUpgrade)]
    public void One_feed_whose_handshake_hangs_is_dialled_again_and_halts_nothing(FaultVerb stall)
    {
        using var fault = FaultCase.Quoting(1, output);
        fault.Strike(
            new FaultRequest { Verb = stall, Target = "public", Count = 1 },
            new FaultRequest { Verb = FaultVerb.Drop, Target = fault.One(SocketClass.Public) });
        fault.Found(DeathCause.TransportClosed, 20, "public");
        fault.Until(() => fault.Deaths.Any(death => death.Cause == DeathCause.ConnectTimeout), 5400, "the deadline");
        fault.NeverHalts(3).EndsAsBefore();
    }

    [Theory]
    [InlineData(FaultVerb.StallTcp, "private")]
    [InlineData(FaultVerb.StallUpgrade, "private")]
    [InlineData(FaultVerb.StallTcp, "trading")]
    [InlineData(FaultVerb.StallUpgrade, "trading")]
    public void A_link_whose_handshake_hangs_is_dialled_again(FaultVerb stall, string target)
    {
        using var fault = FaultCase.Quoting(1, output);
        fault.Strike(
            new FaultRequest { Verb = stall, Target = target, Count = 1 },
            new FaultRequest { Verb = FaultVerb.Drop, Target = target });
        fault.Pulls(1000).QuotesAgain(9000).EndsAsBefore();
        fault.Deaths.Select(death => death.Cause)
            .ShouldBe([DeathCause.TransportClosed, DeathCause.ConnectTimeout]);
    }

    [Theory]
    [InlineData("No such host is known.")]
    [InlineData("The remote certificate is invalid because of errors in the certificate chain.")]
    public void Names_that_do_not_resolve_and_certificates_that_do_not_hold_are_tried_again(string failure)
    {
        FaultySockets? sockets = null;
        var options = new WorldOptions { BendSockets = inner => sockets = new FaultySockets(inner) };
        using var fault = FaultCase.Quoting(1, output, options);
        (sockets!.Failure, sockets.Failing) = (failure, 20);
        fault.Strike(new FaultRequest { Verb = FaultVerb.Drop, Target = "all" });
        fault.Pulls(1000).QuotesAgain(20_000).EndsAsBefore();
        fault.Deaths.Count(death => death.Cause == DeathCause.ConnectFailed && death.Detail == failure).ShouldBe(20);
    }

    [Fact]
    public void A_rest_connection_that_breaks_costs_one_question_and_no_quote()
    {
        using var fault = FaultCase.Quoting(1, output);
        fault.Strike(new FaultRequest { Verb = FaultVerb.Http, Reply = FaultReply.Broken, Count = 1 });
        fault.NeverHalts(12).EndsAsBefore();
    }

    [Fact]
    public void Fifty_refused_connects_are_survived_without_giving_up()
    {
        using var fault = FaultCase.Quoting(1, output);
        fault.Strike(
            new FaultRequest { Verb = FaultVerb.Refuse, Count = 50 },
            new FaultRequest { Verb = FaultVerb.Drop, Target = "all" });
        fault.Until(() => fault.Deaths.Count(death => death.Cause == DeathCause.ConnectFailed) == 50, 120_000, "all");
        var lastRefusal = (int)(fault.World.Clock - fault.StruckAt).TotalMilliseconds;

        // Their burst of connect attempts is spent by then: market data waits for single ones, 1.7 s apart at best.
        fault.QuotesAgain(lastRefusal + 25_000).EndsAsBefore();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Connections_that_drop_at_once_are_dialled_ever_more_slowly(int seed)
    {
        using var fault = FaultCase.Quoting(seed, output);
        fault.Strike(Flap("public", seconds: 0.05, forSeconds: 60));
        fault.World.RunFor(60);
        var dials = fault.Deaths.GroupBy(death => death.Slot).Max(slot => slot.Count());
        output.WriteLine($"{dials} dials of one slot in a minute");
        dials.ShouldBeInRange(6, 45);   // the ladder makes market data anew meanwhile, and its backoff with it
        fault.QuotesAgain(90_000).EndsAsBefore();
    }

    [Fact]
    public void A_link_that_flaps_does_not_buy_fast_retries()
    {
        using var fault = FaultCase.Quoting(1, output);
        fault.Strike(Flap("private", seconds: 2, forSeconds: 60));
        fault.World.RunFor(60);
        var dials = fault.Deaths.Count(death => death.Slot == "private-A");
        output.WriteLine($"{dials} dials in a minute");
        dials.ShouldBeInRange(5, 25);
        fault.QuotesAgain(75_000).EndsAsBefore();
    }

    [Fact]
    public void While_the_exchange_refuses_more_connections_they_are_asked_for_slowly()
    {
        FaultySockets? sockets = null;
        var options = new WorldOptions { BendSockets = inner => sockets = new FaultySockets(inner) };
        using var fault = FaultCase.Quoting(1, output, options);
        fault.Strike(
            new FaultRequest
            {
                Verb = FaultVerb.LimitConnects,
                Count = 2,
                Window = Seconds(60),
                Duration = Seconds(60),
            },
            new FaultRequest { Verb = FaultVerb.Drop, Target = "all" });
        var before = sockets!.Dials.Count;
        fault.Pulls(1000);
        fault.World.RunFor(60);
        var dials = sockets.Dials.Count - before;
        output.WriteLine($"{dials} dials in a minute of refusals");
        dials.ShouldBeInRange(3, 12); // a refusal stops all of them for half a minute
        fault.QuotesAgain(100_000).EndsAsBefore();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_herd_of_reconnects_is_spread_out(int seed)
    {
        FaultySockets? sockets = null;
        var options = new WorldOptions { BendSockets = inner => sockets = new FaultySockets(inner) };
        using var fault = FaultCase.Quoting(seed, output, options);
        fault.Strike(
            new FaultRequest { Verb = FaultVerb.LimitConnects, Count = 3, Window = Seconds(2), Duration = Seconds(20) },
            new FaultRequest { Verb = FaultVerb.Drop, Target = "all" });
        var before = sockets!.Dials.Count;
        fault.Pulls(1000).QuotesAgain(60_000);   // a refusal stops all dialling for half a minute
        fault.Until(() => fault.World.Venue.Sockets.Length == 6, 90_000, "the siblings, which quoting needs not");
        output.WriteLine($"{sockets.Dials.Count - before} dials");
        (sockets.Dials.Count - before).ShouldBeInRange(6, 30);
        fault.EndsAsBefore();
    }

    [Fact]
    public void No_connection_sends_more_messages_a_second_than_the_exchange_takes()
    {
        using var fault = FaultCase.Quoting(1, output);
        fault.Strike(Limit("public"), Limit("market"), Limit("private"));
        fault.World.Inject(new FaultRequest { Verb = FaultVerb.Drop, Target = "all" });
        fault.Pulls(1000).QuotesAgain(3000);
        fault.Mark();
        fault.NothingDies(30).EndsAsBefore();
    }

    [Fact]
    public void A_recovery_that_fails_again_and_again_is_made_anew_from_further_up()
    {
        using var fault = FaultCase.Quoting(1, output);
        fault.Strike(
            new FaultRequest { Verb = FaultVerb.ErrAck, Target = "public", Count = 14, Code = 2 },
            new FaultRequest { Verb = FaultVerb.Drop, Target = "public" });
        fault.Pulls(1000).Halts(HaltCauses.MarketDataDown, 100).QuotesAgain(60_000).EndsAsBefore();
        fault.Deaths.Count(death => death.Cause == DeathCause.SubscriptionRefused).ShouldBeGreaterThanOrEqualTo(12);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static FaultRequest Flap(string target, double seconds, double forSeconds) => new()
    {
        Verb = FaultVerb.DropAfter,
        Target = target,
        Delay = Seconds(seconds),
        Duration = Seconds(forSeconds),
        IsSticky = true,
    };

    private static FaultRequest Limit(string target) =>
        new() { Verb = FaultVerb.LimitControl, Target = target, Size = 5, Duration = TimeSpan.FromHours(1) };
}
