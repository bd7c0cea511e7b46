using Phoenix.Core.Desk;
using Phoenix.Venue.Faults;
using Xunit.Abstractions;

namespace Phoenix.Simulation.Scenarios;

/// <summary>
/// What became of a request and what was said of it are two things: carried out or not, answered, refused, or neither,
/// told before or after the reply, twice, or never. However they are joined, in the end our orders are those that rest,
/// no intent was sent twice, and the books balance.
/// </summary>
public sealed class OrderOutcomeSpecs(ITestOutputHelper output)
{
    private const string OrderEvents = "ORDER_TRADE_UPDATE";

    /// <summary>A reply is waited for a second, absence counts after three, and what is open is asked again.</summary>
    private const double KnownSeconds = 8;

    /// <summary>If the account is told nothing either: the stream is convicted, replaced and compared.</summary>
    private const double UntoldSeconds = 16;

    public enum Told
    {
        AsEver,
        BeforeTheReply,
        AfterTheDeadline,
        Twice,
        InTheWrongOrder,
        Never,
    }

    public static TheoryData<string, FaultReply, int?, bool, Told> Fates()
    {
        var fates = new TheoryData<string, FaultReply, int?, bool, Told>();
        foreach (var verb in new[] { "order.place", "order.modify", "order.cancel" })
        {
            foreach (var told in Enum.GetValues<Told>())
            {
                foreach (var isApplied in new[] { true, false })
                {
                    fates.Add(verb, FaultReply.Lost, null, isApplied, told);
                    fates.Add(verb, FaultReply.Broken, null, isApplied, told);
                    fates.Add(verb, FaultReply.Error, 503, isApplied, told);
                    fates.Add(verb, FaultReply.Error, 408, isApplied, told);
                }

                fates.Add(verb, FaultReply.Own, null, true, told);
            }
        }

        return fates;
    }

    [Theory]
    [MemberData(nameof(Fates))]
    public void O01_O02_O18_whatever_became_of_a_request_and_was_told_of_it_is_found_out(
        string request, FaultReply reply, int? status, bool isApplied, Told told)
    {
        using var world = OrderWorld.Quoting((ulong)(310 + (int)told));
        foreach (var fault in Telling(told)) world.Inject(fault);
        world.Inject(new FaultRequest
        {
            Verb = request == "order.cancel" ? FaultVerb.Cancel : FaultVerb.Place,
            Route = request,
            Reply = reply,
            Status = status,
            IsApplied = isApplied,
            Delay = told == Told.BeforeTheReply ? TimeSpan.FromMilliseconds(700) : TimeSpan.FromMilliseconds(1),
            Count = 3,
        });
        world.RunFor(5);
        world.ClearFaults();
        var began = world.Elapsed;
        world.SettlesWithin(told == Told.Never ? UntoldSeconds : KnownSeconds);
        output.WriteLine($"known {(world.Elapsed - began).TotalSeconds:0.00} s after the last fault");
        world.RunFor(5);
        world.StopAndCompare();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void O26_an_order_that_is_carried_out_late_is_ours_and_one_past_its_window_is_nobodys(bool isAnswered)
    {
        using var world = OrderWorld.Quoting(320);
        foreach (var late in new[] { 0.9, 1.1, 2.9, 3.1, 4 })
        {
            world.Inject(new FaultRequest
            {
                Verb = FaultVerb.Place,
                Late = TimeSpan.FromSeconds(late),
                Reply = isAnswered ? FaultReply.Own : FaultReply.Lost,
                IsApplied = true,
                Count = 2,
            });
            world.RunFor(5);
            world.SettlesWithin(KnownSeconds);
        }

        world.StopAndCompare();
    }

    [Fact]
    public void O15_an_order_that_queries_do_not_show_yet_is_not_sent_again()
    {
        using var world = OrderWorld.Quoting(321);
        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.QueryLag,
            Delay = TimeSpan.FromSeconds(2),
            Duration = TimeSpan.FromSeconds(20),
        });
        world.Inject(new FaultRequest { Verb = FaultVerb.HideEvent, Stream = OrderEvents, Count = 6 });
        world.Inject(new FaultRequest { Verb = FaultVerb.Place, Reply = FaultReply.Lost, IsApplied = true, Count = 4 });
        world.RunFor(20);
        world.SettlesWithin(UntoldSeconds);
        world.StopAndCompare();
    }

    [Fact]
    public void O19_an_order_that_cannot_be_asked_for_is_counted_until_it_can_be_and_its_fill_too()
    {
        using var world = OrderWorld.Quoting(322);
        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.Http,
            Route = "GET /fapi/v1/order",
            Status = 503,
            Duration = TimeSpan.FromSeconds(60),
        });
        world.Inject(new FaultRequest { Verb = FaultVerb.HoldEvents, Duration = TimeSpan.FromSeconds(4) });
        world.Inject(new FaultRequest { Verb = FaultVerb.Place, Reply = FaultReply.Lost, IsApplied = true, Count = 2 });
        for (var second = 0; second < 60; second++)
        {
            world.RunFor(1);
            if (second % 10 == 5) world.Inject(new FaultRequest { Verb = FaultVerb.Fill });
        }

        world.SettlesWithin(KnownSeconds);
        world.StopAndCompare();
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(2.5)]
    public void O20_a_fill_that_rest_shows_before_the_stream_counts_once(double heldSeconds)
    {
        using var world = OrderWorld.Quoting(323);
        world.Inject(new FaultRequest { Verb = FaultVerb.HoldEvents, Duration = TimeSpan.FromSeconds(heldSeconds) });
        world.Inject(new FaultRequest { Verb = FaultVerb.Fill });
        world.Inject(new FaultRequest { Verb = FaultVerb.Drop, Target = "trading" }); // so that the account is compared
        world.RunFor(5);
        world.Events<DeskEvent.FillBooked>().Select(booked => booked.Fill.TradeId).ShouldBeUnique();
        world.SettlesWithin(KnownSeconds);
        world.StopAndCompare();
    }

    [Fact]
    public void O16_O17_a_session_that_does_not_answer_is_none_and_the_next_one_is_proven_before_it_is_used()
    {
        using var world = OrderWorld.Quoting(324);
        var mute = new FaultRequest { Verb = FaultVerb.NoAck, Target = "trading", Duration = TimeSpan.FromSeconds(8) };
        world.Inject(mute);
        world.Inject(new FaultRequest { Verb = FaultVerb.Eof, Target = "trading" });
        world.RunFor(0.2);
        var orders = world.OrdersSeen;
        world.IsPulledWithin(1);
        world.RunFor(5);
        world.OrdersSeen.ShouldBe(orders);
        world.SettlesWithin(12);
        world.StopAndCompare();
    }

    private static IEnumerable<FaultRequest> Telling(Told told)
    {
        var fault = new FaultRequest { Verb = FaultVerb.HideEvent, Stream = OrderEvents, Count = 12 };
        return told switch
        {
            Told.AfterTheDeadline =>
                [fault with { Verb = FaultVerb.HoldEvents, Count = null, Duration = TimeSpan.FromSeconds(1.5) }],
            Told.Twice => [fault with { Verb = FaultVerb.DupEvent }],
            Told.InTheWrongOrder => [fault with { Verb = FaultVerb.Reorder }],
            Told.Never => [fault],
            _ => [],
        };
    }
}
