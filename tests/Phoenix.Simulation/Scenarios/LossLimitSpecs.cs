using Phoenix.Actors.Control;
using Phoenix.Core.Control;
using Phoenix.Core.Desk;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Modes;
using Phoenix.Core.Readiness;
using Phoenix.Core.Risk;
using Phoenix.Core.Settings;
using Phoenix.Venue.Market.Conditions;

namespace Phoenix.Simulation.Scenarios;

/// <summary>
/// The market falls while the grid holds what it bought on the way. Losses are judged against limits that such a fall
/// reaches; the fall itself is the exchange's.
/// </summary>
public sealed class LossLimitSpecs
{
    private const double FallBoundSeconds = 240;

    /// <summary>From the verdict to a flat position at the exchange, in a book that is thin for the fall.</summary>
    private const double FlatBoundSeconds = 12;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_crash_stops_the_symbol_flat_until_the_operator_resumes_it(int seed)
    {
        using var world = World.Seeded((ulong)seed, Crashing(new LossSettings { StopLoss = 0.002m })).Quoting();

        world.RunUntil(() => Stops(world) > 0, FallBoundSeconds, "the stop");
        world.RunUntil(() => Held(world) == 0 && world.RestingOrders("ETHUSDC") == 0, FlatBoundSeconds, "flat");
        world.RunUntil(() => Is(world, HaltCauses.Flattened), 5, "the exchange's word on it");
        Is(world, HaltCauses.LossStop).ShouldBeTrue();

        var orders = world.OrdersSeen;
        world.RunFor(30);
        (world.OrdersSeen - orders).ShouldBe(0);
        world.IsQuoting.ShouldBeFalse();
        world.Account!.Stops.Symbols[new Symbol("ETHUSDC")].Cause.ShouldBe(LossCause.StopLoss);

        world.Say(new OperatorCommand.Resume(new Symbol("ETHUSDC"), AfterKill: false)).Outcome
            .ShouldBe(OperatorOutcome.Done);
        world.RunUntil(() => world.IsQuoting || Stops(world) > 1, 15);
        world.StopAndCompare();
    }

    [Fact]
    public void A_drawdown_warns_then_only_reduces_then_stops_the_account_until_all_is_resumed()
    {
        var thresholds = new DrawdownThresholds { Warn = 0.001m, ReduceOnly = 0.002m, Stop = 0.006m };
        var losses = new LossSettings { StopLoss = 0.5m, Day = thresholds, Run = thresholds, Release = 0.0005m };
        using var world = World.Seeded(5, Crashing(losses) with { Balance = 400 }).Quoting();

        world.RunUntil(() => Level(world) >= LossLevel.ReduceOnly, FallBoundSeconds, "reduce-only");
        world.RunUntil(() => Level(world) == LossLevel.Stop, FallBoundSeconds, "the stop");
        world.RunUntil(() => Held(world) == 0 && world.RestingOrders("ETHUSDC") == 0, FlatBoundSeconds, "flat");

        var modes = world.Reports.Select(report => report.Occurrence).OfType<DeskEvent.LossJudged>();
        modes.ShouldBeEmpty(); // it was the account's loss, not the symbol's
        world.Say(new OperatorCommand.Resume(new Symbol("ETHUSDC"), AfterKill: false)).ShouldSatisfyAllConditions(
            answer => answer.Outcome.ShouldBe(OperatorOutcome.Refused),
            answer => answer.Detail.ShouldContain("only resume of all ends that"));

        world.Say(new OperatorCommand.Resume(null, AfterKill: false)).Outcome.ShouldBe(OperatorOutcome.Done);
        world.RunFor(1);
        world.Account!.Stops.IsEmpty.ShouldBeTrue();
        world.StopAndCompare();
    }

    [Fact]
    public void While_the_drawdown_asks_for_it_the_position_does_not_grow()
    {
        var thresholds = new DrawdownThresholds { Warn = 0.0005m, ReduceOnly = 0.001m, Stop = 0.9m };
        var losses = new LossSettings { StopLoss = 0.5m, Day = thresholds, Run = thresholds, Release = 0m };
        using var world = World.Seeded(6, Crashing(losses) with { Balance = 400 }).Quoting();
        world.RunUntil(() => Level(world) == LossLevel.ReduceOnly, FallBoundSeconds, "reduce-only");
        world.RunFor(1.5);
        var held = Math.Abs(Held(world));

        for (var i = 0; i < 60 && Level(world) == LossLevel.ReduceOnly; i++)
        {
            world.RunFor(0.5);
            Math.Abs(Held(world)).ShouldBeLessThanOrEqualTo(held);
            held = Math.Abs(Held(world));
            world.SampleOf("ETHUSDC").Mode.ShouldBe(QuoteMode.ReduceOnly);
        }

        world.StopAndCompare();
    }

    [Fact]
    public void A_restarted_process_does_not_trade_on_after_a_stop()
    {
        var record = new MemoryStopRecord();
        var options = Crashing(new LossSettings { StopLoss = 0.002m }) with { StopRecord = record };
        using var world = World.Seeded(1, options).Quoting();
        world.RunUntil(() => Stops(world) > 0, FallBoundSeconds, "the stop");
        world.RunFor(0.2);
        record.Read().Stops.IsEmpty.ShouldBeFalse();

        world.Die();
        var orders = world.OrdersSeen;
        world.BeginAnew();
        world.RunUntil(() => Is(world, HaltCauses.Flattened), 40, "what is left of the position to be taken off");
        world.RunFor(20);

        Is(world, HaltCauses.LossStop).ShouldBeTrue();
        Held(world).ShouldBe(0);
        world.RestingOrders("ETHUSDC").ShouldBe(0);
        (world.OrdersSeen - orders).ShouldBeLessThan(10); // slices, if anything
        world.Say(new OperatorCommand.Resume(null, AfterKill: false)).Outcome.ShouldBe(OperatorOutcome.Done);
        world.RunUntil(() => world.IsQuoting || Stops(world) > 1, 15);
        record.Read().Stops.IsEmpty.ShouldBe(Stops(world) == 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Two_symbols_never_use_more_than_the_account_may_together(int seed)
    {
        var settings = WorldOptions.DefaultSettings with { Guard = new GuardSettings { AccountNotionalMax = 900 } };
        var options = new WorldOptions { Settings = settings, AccountNotional = 900 };
        using var world = World.Seeded((ulong)seed, options).Quoting();

        world.RunFor(120);

        world.MostNotional.ShouldBeGreaterThan(450); // the limit is what holds it
        world.RestingOrders("ETHUSDC").ShouldBeGreaterThan(0);
        world.RestingOrders("BTCUSDC").ShouldBeGreaterThan(0);
        world.StopAndCompare();
    }

    [Fact]
    public void A_guard_that_hangs_takes_the_quotes_off()
    {
        using var world = World.Seeded(7, WorldOptions.Quiet).Quoting();
        world.RunFor(5);

        world.Stall("risk");
        world.RunUntil(() => Is(world, HaltCauses.Unguarded), 4, "the guard to be missed");
        world.RunUntil(() => world.RestingOrders("ETHUSDC") == 0, 1, "no quotes");
    }

    private static WorldOptions Crashing(LossSettings losses) => WorldOptions.Quiet with
    {
        Settings = WorldOptions.Quiet.Settings with { Losses = losses },
        Markets =
        [
            WorldOptions.Quiet.Markets[0] with
            {
                Conditions =
                [
                    new FlashCrashSettings
                    {
                        EverySeconds = 40,
                        Fall = 0.02,
                        FallSeconds = 20,
                        HoldSeconds = 600,
                        Depth = 0.5,
                        Recovered = 0,
                    },
                ],
            },
        ],
    };

    private static int Stops(World world) => world.Reports.Count(
        report => report.Occurrence is DeskEvent.LossJudged { Verdict.Level: LossLevel.Stop });

    private static LossLevel Level(World world) => world.Account?.Verdict.Level ?? LossLevel.Fine;

    private static bool Is(World world, HaltCauses cause) => (world.SampleOf("ETHUSDC").Halts & cause) != 0;

    private static decimal Held(World world) => world.Venue.Accounts[0].Positions.Sum(position => position.Amount);
}
