using Phoenix.ActorRuntime.Deterministic;
using Phoenix.Core.Ports;
using Phoenix.Core.Readiness;
using Phoenix.Core.Settings;
using Phoenix.Core.Tracing;

namespace Phoenix.Simulation.Scenarios;

/// <summary>The contract of start-up and stop, with the real actors against the real venue in virtual time.</summary>
public sealed class StartUpSpecs
{
    [Fact]
    public void Each_step_of_start_up_rests_on_the_one_before()
    {
        using var world = World.Seeded(7).Quoting();
        world.RunFor(0.2); // the orders rest; their answers are under way
        world.Steps.ShouldBe(Enum.GetValues<StartUpStep>());
    }

    [Fact]
    public void An_orderly_stop_leaves_nothing_behind_and_the_books_balance()
    {
        using var world = World.Seeded(7).Quoting();
        world.RunFor(60);
        world.StopAndCompare();
        world.Venue.Accounts[0].OpenOrders.ShouldBeEmpty();
        world.Venue.Accounts[0].ListenKeyExpiresAt.ShouldBeNull();
        world.Venue.Accounts[0].Trades.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void The_same_seed_gives_the_same_run_event_by_event()
    {
        var digest = DeterminismCheck.Verify(options => Trade(7, options), DeterministicOptions.Shaken);

        Trade(7, DeterministicOptions.Shaken).ShouldBe(digest);
        Trade(8, DeterministicOptions.Shaken).ShouldNotBe(digest);
    }

    [Fact]
    public void Traces_change_nothing_that_happens()
    {
        var traces = new EveryTrace();

        Trade(7, DeterministicOptions.Shaken, traces).ShouldBe(Trade(7, DeterministicOptions.Shaken));

        var decided = traces.Records.OfType<TraceRecord.Decided>().ToList();
        var asked = decided.Sum(record =>
            record.Decision.Placed.Length + record.Decision.Amended.Length + record.Decision.Canceled.Length);
        var answered = traces.Records.OfType<TraceRecord.Answered>().ToList();
        decided.Count.ShouldBeGreaterThan(10);
        answered.Count.ShouldBeInRange(asked - 10, asked); // a few are under way at the end
        answered.ShouldAllBe(record => record.SentAt <= record.At);
    }

    private static ulong Trade(ulong seed, DeterministicOptions options, ITraceSink? traces = null)
    {
        var made = new WorldOptions { Runtime = options, Traces = traces ?? NoTraces.Instance };
        using var world = World.Seeded(seed, made).Quoting();
        world.RunFor(30);
        return world.TraceDigest;
    }

    private sealed class EveryTrace : ITraceSink
    {
        public List<TraceRecord> Records { get; } = [];

        public TraceSampling Sampling { get; } = new() { Share = 1, MostPerSecond = 1_000 };

        public void Offer(TraceRecord record) => Records.Add(record);
    }
}
