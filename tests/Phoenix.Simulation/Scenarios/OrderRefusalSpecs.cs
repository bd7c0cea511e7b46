using Phoenix.Core.Desk;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Modes;
using Phoenix.Core.Readiness;
using Phoenix.Venue.Faults;
using Xunit.Abstractions;

namespace Phoenix.Simulation.Scenarios;

/// <summary>
/// Orders that the exchange refuses: how often it is asked in vain, what rests meanwhile, and how soon all is as before
/// once it takes them again.
/// </summary>
public sealed class OrderRefusalSpecs(ITestOutputHelper output)
{
    private const int Minute = 60;

    /// <summary>Attempts after 1, 3, 7, 15, 31 and 61 s, each of a grid of two layers a side.</summary>
    private const int MostAttempts = 40;

    [Theory]
    [InlineData(-1111)]
    [InlineData(-4014)]
    [InlineData(-2019)]
    [InlineData(-4061)]
    public void O10_what_is_refused_for_what_it_is_is_asked_for_ever_more_slowly(int code)
    {
        using var world = OrderWorld.Quoting(301);
        var orders = world.OrdersSeen;
        world.Inject(new FaultRequest { Verb = FaultVerb.Place, Code = code, Duration = TimeSpan.FromSeconds(Minute) });
        world.RunFor(Minute);
        output.WriteLine($"{world.OrdersSeen - orders} orders in vain");
        (world.OrdersSeen - orders).ShouldBeInRange(3, MostAttempts);
        world.Alarms().ShouldContain(text => text.Contains("refused again and again", StringComparison.Ordinal));
        world.SettlesWithin(33);
        world.StopAndCompare();
    }

    [Fact]
    public void O10_a_few_refusals_cost_nothing_but_the_orders_refused()
    {
        using var world = OrderWorld.Quoting(302);
        world.Inject(new FaultRequest { Verb = FaultVerb.Place, Code = -1111, Count = 2 });
        world.RunFor(10);
        world.Alarms().ShouldBeEmpty();
        world.SettlesWithin(3);
        world.StopAndCompare();
    }

    [Fact]
    public void O09_a_post_only_order_that_would_trade_is_priced_anew_and_no_error_of_ours()
    {
        using var world = OrderWorld.Quoting(304);
        var orders = world.OrdersSeen;
        world.Inject(new FaultRequest { Verb = FaultVerb.Place, Code = -5022, Count = 20 });
        world.RunFor(20);
        output.WriteLine($"{world.OrdersSeen - orders} orders in 20 s");
        (world.OrdersSeen - orders).ShouldBeLessThan(120);
        world.Alarms().ShouldBeEmpty();
        world.Events<DeskEvent.Halted>().ShouldBeEmpty();
        world.SettlesWithin(20);
        world.StopAndCompare();
    }

    [Fact]
    public void O11_a_reduction_of_a_position_that_is_gone_is_refused_and_the_position_asked_for()
    {
        using var world = OrderWorld.Quoting(305);
        world.TradeByHand(Side.Buy, 0.2m);
        world.RunUntil(() => world.SampleOf("ETHUSDC").Mode != QuoteMode.Normal, 5, "only the way out to be quoted");
        world.RunFor(1);
        var orders = world.OrdersSeen;
        world.Inject(new FaultRequest { Verb = FaultVerb.HideEvent, Duration = TimeSpan.FromSeconds(2) });
        world.Inject(new FaultRequest { Verb = FaultVerb.Adl, Symbol = "ETHUSDC" });
        world.RunUntil(() => world.SampleOf("ETHUSDC").Position == 0, 13, "the position to be known");
        output.WriteLine($"{world.OrdersSeen - orders} orders until then");
        (world.OrdersSeen - orders).ShouldBeLessThan(MostAttempts);
        world.SettlesWithin(5);
        world.StopAndCompare();
    }

    [Fact]
    public void O25_a_key_that_is_revoked_ends_quoting_and_heals_by_itself()
    {
        using var world = OrderWorld.Quoting(306);
        var orders = world.OrdersSeen;
        foreach (var fault in Revoked(TimeSpan.FromSeconds(Minute))) world.Inject(fault);
        world.RunUntil(() => world.IsHaltedFor(HaltCauses.SwitchNotArmed), 9.1, "the halt");
        world.IsPulledWithin(1.1);
        world.RunFor(Minute - 12);
        output.WriteLine($"{world.OrdersSeen - orders} orders in vain");
        (world.OrdersSeen - orders).ShouldBeLessThan(MostAttempts);
        world.ClearFaults();
        world.SettlesWithin(40);
        world.StopAndCompare();
    }

    private static IEnumerable<FaultRequest> Revoked(TimeSpan duration)
    {
        const string Body = """{"code":-2015,"msg":"Invalid API-key, IP, or permissions for action."}""";
        foreach (var route in new[] { "order.place", "order.cancel", "/fapi/v1/", "/fapi/v3/" })
        {
            yield return new FaultRequest
            {
                Verb = FaultVerb.Http,
                Route = route,
                Status = 401,
                Body = Body,
                Duration = duration,
            };
        }
    }
}
