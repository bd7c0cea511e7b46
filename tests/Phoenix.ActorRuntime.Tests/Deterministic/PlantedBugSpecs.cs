using System.Runtime.CompilerServices;
using Phoenix.ActorRuntime.Deterministic;
using Phoenix.ActorRuntime.Tests.Deterministic.Planted;
using Xunit.Abstractions;

namespace Phoenix.ActorRuntime.Tests.Deterministic;

/// <summary>An instrument that finds no bug proves nothing: five bugs of concurrency, each in a small system as they
/// are really written, each hidden by the tame order, each found within a stated number of seeds, and each gone with
/// its cure.</summary>
public sealed class PlantedBugSpecs(ITestOutputHelper output)
{
    /// <summary>Within so many seeds every bug is found, from wherever one begins.</summary>
    private const int SeedsEnough = 200;

    private const int MostSeeds = 2_000;

    private static readonly Dictionary<string, Action<DeterministicRuntime, bool>> Bugs = new(StringComparer.Ordinal)
    {
        ["a lost update through a stale reply"] = StaleReply.Run,
        ["a race with a restart"] = RestartRace.Run,
        ["a timer after the stop"] = TimerAfterStop.Run,
        ["messages of two senders in the other order"] = Reordering.Run,
        ["a missed death watch"] = MissedDeathWatch.Run,
    };

    public static TheoryData<string> Names => [.. Bugs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_tame_order_hides_the_bug(string bug)
    {
        var tame = Options(ScheduleStrategy.FirstComeFirstServed, SeedsEnough);

        ScheduleExplorer.Find(runtime => Bugs[bug](runtime, false), tame).ShouldBeNull();
    }

    [Fact]
    public void A_lost_update_through_a_stale_reply_is_found() => IsFound(StaleReply.Run);

    [Fact]
    public void A_race_with_a_restart_is_found() => IsFound(RestartRace.Run);

    [Fact]
    public void A_timer_after_the_stop_is_found() => IsFound(TimerAfterStop.Run);

    [Fact]
    public void Messages_of_two_senders_in_the_other_order_are_found() => IsFound(Reordering.Run);

    [Fact]
    public void A_missed_death_watch_is_found() => IsFound(MissedDeathWatch.Run);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_cured_system_survives(string bug)
    {
        foreach (var strategy in Enum.GetValues<ScheduleStrategy>())
        {
            ScheduleExplorer.Explore(runtime => Bugs[bug](runtime, true), Options(strategy, 500));
        }
    }

    /// <summary>Prints the numbers of the table in <c>docs/deterministic-tests.md</c>, which was made from 200 starting
    /// points: <c>PHOENIX_STARTS</c> makes it again, for every strategy.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void From_wherever_one_begins_the_seeds_are_enough(string bug)
    {
        var isMeasuring = int.TryParse(Environment.GetEnvironmentVariable("PHOENIX_STARTS"), out var starts);
        if (!isMeasuring) starts = 20;
        foreach (var strategy in isMeasuring ? Enum.GetValues<ScheduleStrategy>() : [ScheduleStrategy.Shaken])
        {
            if (strategy == ScheduleStrategy.FirstComeFirstServed) continue;
            var needed = Enumerable.Range(0, starts)
                .Select(start => SeedsNeeded(bug, strategy, 1 + ((ulong)start * MostSeeds)))
                .Order()
                .ToList();
            output.WriteLine($"| {bug} | {strategy} | {needed.Average():0.0} | {needed[starts / 2]} | {needed[^1]} |");
            if (strategy == ScheduleStrategy.Shaken) needed[^1].ShouldBeLessThanOrEqualTo(SeedsEnough);
        }
    }

    private void IsFound(Action<DeterministicRuntime, bool> bug, [CallerMemberName] string test = "")
    {
        var failure = ScheduleExplorer.Find(
            runtime => bug(runtime, false), Options(ScheduleStrategy.Shaken, SeedsEnough), test);

        failure.ShouldNotBeNull();
        output.WriteLine(failure.ToString());
        failure.IsRepeatable.ShouldBeTrue();
        failure.ReplayCommand.ShouldBe(
            $"PHOENIX_SEED=0x{failure.Seed:x} dotnet test tests/Phoenix.ActorRuntime.Tests --filter " +
            $"FullyQualifiedName~Phoenix.ActorRuntime.Tests.Deterministic.PlantedBugSpecs.{test}");
    }

    private static int SeedsNeeded(string bug, ScheduleStrategy strategy, ulong firstSeed)
    {
        var options = Options(strategy, MostSeeds) with { FirstSeed = firstSeed };
        return ScheduleExplorer.Find(runtime => Bugs[bug](runtime, false), options)?.SeedsTried ?? MostSeeds + 1;
    }

    private static ExplorationOptions Options(ScheduleStrategy strategy, int seeds) => new()
    {
        Seeds = seeds,
        Runtime = new DeterministicOptions { Schedule = strategy },
    };
}
