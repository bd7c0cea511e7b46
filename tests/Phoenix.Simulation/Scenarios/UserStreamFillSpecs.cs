using Phoenix.Core.Desk;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Streams;
using Phoenix.Venue.Faults;
using Xunit.Abstractions;

namespace Phoenix.Simulation.Scenarios;

/// <summary>
/// Fills that the user stream tells late, twice, in the wrong order or not at all: each is counted once, within its
/// bound, and the books balance to the last unit.
/// </summary>
public sealed class UserStreamFillSpecs(ITestOutputHelper output)
{
    private const string OrderEvents = "ORDER_TRADE_UPDATE";

    [Fact]
    public void U10_silence_of_the_user_stream_alone_is_found_by_its_probe()
    {
        using var world = Quoting(81);
        var recovering = new Recovering(world, output);
        world.Inject(Faults.Silence("private"));
        world.Inject(new FaultRequest { Verb = FaultVerb.Fill });
        recovering.Notices(() => recovering.Deaths.Any(), 5.2, "the death of the user stream");
        recovering.Deaths.First().Cause.ShouldBeOneOf(DeathCause.ProbeUnanswered, DeathCause.EchoMissing);
        recovering.Quotes(3);
        Balance(world);
    }

    [Fact]
    public void U11_fills_of_the_gap_are_recovered_and_counted_once()
    {
        using var world = Quoting(82);
        var recovering = new Recovering(world, output);
        world.Inject(new FaultRequest { Verb = FaultVerb.StallUpgrade, Target = "private", Count = 1 });
        world.Inject(new FaultRequest { Verb = FaultVerb.Close, Target = "private" });
        for (var fill = 0; fill < 40; fill++)
        {
            world.Inject(new FaultRequest { Verb = FaultVerb.Fill }); // as long as something rests
            world.RunFor(0.05);
        }

        recovering.Deaths.ShouldNotBeEmpty();
        recovering.Quotes(12);
        Balance(world);
    }

    [Fact]
    public void U11_fills_between_the_answer_and_the_stream_are_counted_once()
    {
        using var world = Quoting(83);
        for (var time = 0; time < 10; time++)
        {
            var recovering = new Recovering(world, output);
            world.Inject(new FaultRequest { Verb = FaultVerb.Close, Target = "private" });
            world.RunFor(0.02 * time);
            world.Inject(new FaultRequest { Verb = FaultVerb.Fill });
            recovering.Notices(() => recovering.Deaths.Any(), 0.2, "the death");
            recovering.Quotes(3);
        }

        Balance(world);
    }

    [Theory]
    [InlineData(OrderEvents, 1, 5)]
    [InlineData(null, 3, 13)]
    public void U12_a_fill_that_a_healthy_stream_hides_is_found_and_counted_once(
        string? stream, int events, double boundSeconds)
    {
        using var world = Quoting(84);
        var recovering = new Recovering(world, output);
        world.Inject(new FaultRequest { Verb = FaultVerb.HideEvent, Stream = stream, Count = events });
        world.Inject(new FaultRequest { Verb = FaultVerb.Fill });
        recovering.Dies(DeathCause.EchoMissing, boundSeconds, quoteSeconds: 3);
        Balance(world);
    }

    [Fact]
    public void U13_fills_told_twice_count_once()
    {
        using var world = Quoting(85);
        var recovering = new Recovering(world, output);
        world.Inject(new FaultRequest { Verb = FaultVerb.DupEvent, Count = 200 });
        FillAFew(world);
        recovering.IsNoEvent(10);
        Balance(world);
    }

    [Fact]
    public void U14_partial_fills_count_by_their_own_quantity_and_a_missing_one_is_found()
    {
        using var world = Quoting(86);
        var order = world.Venue.Accounts[0].OpenOrders.First(o => o.Symbol.Name == "ETHUSDC").ClientOrderId;
        var part = new FaultRequest { Verb = FaultVerb.Fill, Order = order, Quantity = 0.002m };
        var recovering = new Recovering(world, output);
        world.Inject(part);
        world.Inject(new FaultRequest { Verb = FaultVerb.HideEvent, Stream = OrderEvents, Count = 1 });
        world.Inject(part);
        world.Inject(part);
        recovering.Dies(DeathCause.EchoMissing, detectSeconds: 13, quoteSeconds: 3);
        recovering.Events.OfType<DeskEvent.FillBooked>().Select(booked => booked.Fill.TradeId)
            .ShouldBeUnique();
        Balance(world);
    }

    [Fact]
    public void U15_fills_before_the_reply_to_their_order_count_once()
    {
        using var world = Quoting(87);
        var recovering = new Recovering(world, output);
        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.Place,
            Delay = TimeSpan.FromMilliseconds(300),
            Duration = TimeSpan.FromSeconds(10),
        });
        for (var fill = 0; fill < 40; fill++)
        {
            world.RunFor(0.25);
            world.Inject(new FaultRequest { Verb = FaultVerb.Fill });
        }

        recovering.Quotes(5);
        recovering.Deaths.ShouldBeEmpty();
        Balance(world);
    }

    [Fact]
    public void U16_a_stream_that_lags_is_not_quoted_on_and_its_late_fills_count_once()
    {
        using var world = Quoting(88);
        var recovering = new Recovering(world, output);
        world.Inject(new FaultRequest { Verb = FaultVerb.HoldEvents, Duration = TimeSpan.FromSeconds(20) });
        world.Inject(new FaultRequest { Verb = FaultVerb.Fill });
        recovering.Notices(
            () => recovering.Events.OfType<DeskEvent.Halted>().Any(h => h.Causes.HasFlag(HaltCauses.UserStreamDown)),
            8,
            "the lag");
        world.RunFor(12);
        recovering.Quotes(10);
        Balance(world);
    }

    [Theory]
    [InlineData("web_manual")]
    [InlineData("autoclose-1717")]
    [InlineData("adl_autoclose")]
    public void U17_U18_a_fill_of_an_order_that_is_not_ours_counts_first_and_is_attributed_later(string id)
    {
        using var world = Quoting(89);
        var recovering = new Recovering(world, output);
        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.ForeignOrder,
            Symbol = "ETHUSDC",
            Side = Side.Buy,
            Quantity = 0.05m,
            Order = id,
        });
        recovering.Notices(
            () => recovering.Events.OfType<DeskEvent.FillBooked>().Any(booked => booked.Fill.Quantity.Lots >= 1),
            0.5,
            "the fill");
        recovering.IsNoEvent(15);
        Balance(world);
    }

    [Fact]
    public void U18_a_position_that_is_deleveraged_is_followed_at_once()
    {
        using var world = Quoting(90);
        world.RunUntil(() => world.Venue.Accounts[0].Positions.Any(p => p.Amount != 0), 120, "a position");
        var recovering = new Recovering(world, output);
        world.Inject(new FaultRequest { Verb = FaultVerb.Adl });
        world.RunFor(1);
        recovering.Events.OfType<DeskEvent.FillBooked>().ShouldNotBeEmpty();
        recovering.IsNoEvent(15);
        Balance(world);
    }

    [Fact]
    public void U18_an_order_of_somebody_else_is_announced_and_left_alone()
    {
        using var world = Quoting(91);
        var recovering = new Recovering(world, output);
        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.ForeignOrder,
            Symbol = "ETHUSDC",
            Side = Side.Buy,
            Quantity = 0.05m,
            Price = 2500m,
        });
        recovering.Notices(() => recovering.Events.OfType<DeskEvent.ForeignOrder>().Any(), 0.2, "the order");
        recovering.IsNoEvent(15);
        world.Venue.Accounts[0].OpenOrders.ShouldContain(order => order.ClientOrderId.StartsWith("web_"));
        Balance(world);
    }

    [Fact]
    public void D08_events_in_the_wrong_order_leave_the_later_state()
    {
        using var world = Quoting(92);
        var recovering = new Recovering(world, output);
        world.Inject(new FaultRequest { Verb = FaultVerb.Reorder, Stream = OrderEvents, Count = 40 });
        FillAFew(world);
        world.RunFor(20);
        recovering.Quotes(5);
        Balance(world);
    }

    [Fact]
    public void D13_words_nobody_knows_cost_a_query_and_no_fill()
    {
        using var world = Quoting(93);
        var recovering = new Recovering(world, output);
        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.NewEnum,
            Target = "private",
            Stream = OrderEvents,
            Count = 10,
        });
        FillAFew(world);
        world.RunFor(20);
        recovering.Quotes(5);
        Balance(world);
    }

    [Fact]
    public void D16_trades_of_a_gap_are_asked_for_from_the_last_confirmed_one()
    {
        using var world = Quoting(94);
        FillAFew(world);
        world.RunFor(12);
        var before = world.Venue.Accounts[0].Trades;
        var recovering = new Recovering(world, output);
        world.Inject(new FaultRequest { Verb = FaultVerb.Close, Target = "private" });
        world.Inject(new FaultRequest { Verb = FaultVerb.Fill });
        recovering.Dies(DeathCause.TransportClosed, detectSeconds: 0.2, quoteSeconds: 3);
        world.Venue.Accounts[0].Trades.ShouldBeGreaterThan(before);
        recovering.Events.OfType<DeskEvent.FillBooked>().Count()
            .ShouldBe((int)(world.Venue.Accounts[0].Trades - before));
        Balance(world);
    }

    [Fact]
    public void D16_a_gap_with_more_trades_than_a_page_holds_loses_none()
    {
        const int Trades = 2_100;
        using var world = Quoting(96);
        FillAFew(world);
        world.RunFor(12);
        var before = world.Venue.Accounts[0].Trades;
        var recovering = new Recovering(world, output);
        world.Inject(new FaultRequest { Verb = FaultVerb.StallUpgrade, Target = "private", Count = 1 });
        world.Inject(new FaultRequest { Verb = FaultVerb.Close, Target = "private" });
        world.RunFor(0.5);
        for (var trade = 0; trade < Trades; trade++)
        {
            world.Inject(new FaultRequest
            {
                Verb = FaultVerb.ForeignOrder,
                Symbol = "ETHUSDC",
                Side = trade % 2 == 0 ? Side.Buy : Side.Sell,
                Quantity = 0.01m,
                Order = $"web_{trade}",
            });
        }

        (world.Venue.Accounts[0].Trades - before).ShouldBeGreaterThan(2_000);
        recovering.Quotes(30);
        recovering.Events.OfType<DeskEvent.FillBooked>().Select(booked => booked.Fill.TradeId).ShouldBeUnique();
        recovering.Events.OfType<DeskEvent.FillBooked>().Count()
            .ShouldBe((int)(world.Venue.Accounts[0].Trades - before));
        Balance(world);
    }

    [Theory]
    [InlineData("GET /fapi/v3/positionRisk")]
    [InlineData("GET /fapi/v1/openOrders")]
    [InlineData("GET /fapi/v1/userTrades")]
    public void D18_an_answer_that_fails_is_not_taken_for_nothing(string route)
    {
        using var world = World.Seeded(95);
        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.Http,
            Route = route,
            Status = 503,
            Duration = TimeSpan.FromSeconds(15),
        });
        world.RunFor(14.9);
        world.OrdersSeen.ShouldBe(0);
        world.Quoting();
        world.RunFor(5);

        var recovering = new Recovering(world, output);
        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.Http,
            Route = route,
            Status = 503,
            Duration = TimeSpan.FromSeconds(10),
        });
        world.Inject(new FaultRequest { Verb = FaultVerb.Close, Target = "private" });
        recovering.Notices(() => recovering.Deaths.Any(), 0.2, "the death");
        var orders = world.OrdersSeen;
        world.RunFor(9.5);
        world.OrdersSeen.ShouldBe(orders);
        recovering.Quotes(8);
        Balance(world);
    }

    private static void FillAFew(World world)
    {
        for (var fill = 0; fill < 6; fill++)
        {
            world.Inject(new FaultRequest { Verb = FaultVerb.Fill });
            world.RunFor(1);
        }
    }

    private static World Quoting(ulong seed)
    {
        var world = World.Seeded(seed).Quoting();
        world.RunFor(5);
        return world;
    }

    private static void Balance(World world)
    {
        world.RunFor(5);
        world.MostSockets.ShouldBe(6);
        world.StopAndCompare();
    }
}
