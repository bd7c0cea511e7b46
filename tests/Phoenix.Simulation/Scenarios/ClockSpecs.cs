using Phoenix.Actors.Telemetry;
using Phoenix.Core.Desk;
using Phoenix.Core.Readiness;
using Phoenix.Venue.Faults;
using Xunit.Abstractions;

namespace Phoenix.Simulation.Scenarios;

/// <summary>Clocks that are wrong or set, and a process that stood still without noticing.</summary>
public sealed class ClockSpecs(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1.5)]
    [InlineData(4)]
    [InlineData(8)]
    public void After_a_pause_quotes_are_pulled_and_no_stream_is_condemned(double seconds)
    {
        using var world = World.Seeded(101).Quoting();
        world.RunFor(5);
        var from = world.Reports.Count;
        var orders = world.OrdersSeen;
        world.Pause(seconds);
        var resumedAt = world.Elapsed;
        world.RunFor(0.05);
        var halted = world.Reports.Skip(from).Select(report => report.Occurrence).OfType<DeskEvent.Halted>().ToList();
        halted.ShouldContain(halt => halt.Causes.HasFlag(HaltCauses.Paused));
        world.OrdersSeen.ShouldBe(orders);
        world.RunUntil(() => world.IsQuoting, 10);
        output.WriteLine($"quoting {(world.Elapsed - resumedAt).TotalSeconds:0.00} s after a pause of {seconds} s");
        world.Events.ShouldContain(e => e is SystemEvent.ProcessPaused);
        world.RunFor(10);
        world.Deaths.ShouldBeEmpty();
        world.StopAndCompare();
    }

    [Fact]
    public void A_pause_beyond_the_countdown_leaves_no_order_at_the_exchange()
    {
        using var world = World.Seeded(103).Quoting();
        world.RunFor(5);
        world.Pause(12);
        world.RestingOrders("ETHUSDC").ShouldBe(0);
        world.RestingOrders("BTCUSDC").ShouldBe(0);
        world.RunUntil(() => world.IsQuoting, 20);
        world.StopAndCompare();
    }

    [Fact]
    public void Pauses_again_and_again_break_nothing()
    {
        var moments = new Random(107);
        using var world = World.Seeded(107).Quoting();
        for (var pause = 0; pause < 20; pause++)
        {
            world.Pause(0.1 + (moments.NextDouble() * 6));
            world.RunFor(moments.NextDouble() * 3);
        }

        world.RunUntil(() => world.IsQuoting, 20);
        world.MostSockets.ShouldBe(6);
        world.StopAndCompare();
    }

    [Theory]
    [InlineData(90)]
    [InlineData(-90)]
    [InlineData(0.5)]
    public void A_wall_clock_that_is_set_costs_no_connection_and_no_quote(double seconds)
    {
        using var world = World.Seeded(109).Quoting();
        world.RunFor(5);
        var from = world.Reports.Count;
        world.StepClock(seconds);
        world.RunFor(30);
        world.Events.OfType<SystemEvent.ClockStepped>().ShouldHaveSingleItem()
            .Step.ShouldBe(TimeSpan.FromSeconds(seconds));
        world.Deaths.ShouldBeEmpty();
        world.Reports.Skip(from).ShouldNotContain(report => report.Occurrence is DeskEvent.Halted);
        world.Inject(Faults.Silence("public"));
        world.RunUntil(() => world.Deaths.Count > 0, 6, "the silence to be noticed as ever");
        world.RunUntil(() => world.IsQuoting, 15);
        world.StopAndCompare();
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(-2_000)]
    public void A_skewed_exchange_is_measured_anew_and_quoted_on(int milliseconds)
    {
        using var world = World.Seeded(113).Quoting();
        world.RunFor(5);
        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.Skew,
            Offset = TimeSpan.FromMilliseconds(milliseconds),
            Duration = TimeSpan.FromMinutes(2),
        });
        world.RunFor(60);
        world.RunUntil(() => world.IsQuoting, 30);
        world.RunFor(90);
        world.RunUntil(() => world.IsQuoting, 30);
        world.Deaths.ShouldBeEmpty();
        world.StopAndCompare();
    }

    [Fact]
    public void An_exchange_whose_clock_is_set_back_is_quoted_on_without_a_halt()
    {
        using var fault = FaultCase.Quoting(1, output);
        fault.Strike(new FaultRequest
        {
            Verb = FaultVerb.Skew,
            Offset = TimeSpan.FromSeconds(-60),
            Duration = TimeSpan.FromSeconds(10),
        });
        fault.NeverHalts(20).EndsAsBefore();
    }
}
