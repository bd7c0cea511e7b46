using Akka.Actor;
using Phoenix.ActorRuntime.Deterministic;

namespace Phoenix.ActorRuntime.Tests.Deterministic;

/// <summary>Variables of the environment belong to the whole process: alone, after everybody else.</summary>
[CollectionDefinition(nameof(ProcessEnvironment), DisableParallelization = true)]
public sealed class ProcessEnvironment;

/// <summary>From many seeds to the one that fails, and from its replay command back to the same failure.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class ScheduleExplorerSpecs
{
    [Fact]
    public void A_sound_scenario_passes_with_every_seed()
    {
        var seeds = new List<ulong>();

        ScheduleExplorer.Explore(
            runtime => seeds.Add(runtime.Seed), new ExplorationOptions { Seeds = 5, FirstSeed = 40 });

        seeds.ShouldBe([40UL, 41, 42, 43, 44]);
    }

    [Fact]
    public void A_failure_says_what_happened_and_how_to_see_it_again()
    {
        var error = Should.Throw<ExplorationException>(() => ScheduleExplorer.Explore(
            runtime => FailFrom(runtime, 43), new ExplorationOptions { Seeds = 5, FirstSeed = 40 }));

        error.Failure.Seed.ShouldBe(43UL);
        error.Failure.SeedsTried.ShouldBe(4);
        error.Failure.IsRepeatable.ShouldBeTrue();
        error.InnerException.ShouldBeOfType<InvalidTimeZoneException>();
        error.Message.ShouldContain("InvalidTimeZoneException with seed 0x2b, the 4. tried: broken");
        error.Message.ShouldContain("/user/listener <- String");
        error.Message.ShouldEndWith(
            "Replay: PHOENIX_SEED=0x2b dotnet test tests/Phoenix.ActorRuntime.Tests --filter FullyQualifiedName~" +
            "Phoenix.ActorRuntime.Tests.Deterministic.ScheduleExplorerSpecs." +
            nameof(A_failure_says_what_happened_and_how_to_see_it_again));
    }

    [Theory]
    [InlineData("0x2b", 43UL)]
    [InlineData("43", 43UL)]
    [InlineData("0xFFFFFFFFFFFFFFFF", ulong.MaxValue)]
    public void The_variable_of_the_replay_command_runs_that_seed_alone(string text, ulong seed)
    {
        var seeds = new List<ulong>();

        With(ScheduleExplorer.SeedVariable, text, () => ScheduleExplorer.Explore(
            runtime => seeds.Add(runtime.Seed), new ExplorationOptions { Seeds = 5, FirstSeed = 1 }));

        seeds.ShouldBe([seed]);
    }

    [Fact]
    public void The_replayed_failure_is_the_same_to_the_last_event()
    {
        var found = ScheduleExplorer.Find(runtime => FailFrom(runtime, 43)).ShouldNotBeNull();
        var assignment = found.ReplayCommand.Split(' ')[0].Split('=');
        ExplorationFailure? replayed = null;

        With(assignment[0], assignment[1], () =>
            replayed = ScheduleExplorer.Find(runtime => FailFrom(runtime, 43)));

        replayed.ShouldNotBeNull().SeedsTried.ShouldBe(1);
        replayed.LastEvents.ShouldBe(found.LastEvents);
        replayed.LastEvents.Count.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("0x")]
    [InlineData("-1")]
    [InlineData("seven")]
    public void A_variable_that_holds_no_seed_is_an_error(string text) =>
        With(ScheduleExplorer.SeedVariable, text, () =>
            Should.Throw<FormatException>(() => ScheduleExplorer.Explore((DeterministicRuntime _) => { }))
                .Message.ShouldContain(text));

    [Fact]
    public void The_whole_trace_goes_to_a_file_if_one_is_named()
    {
        var file = Path.GetTempFileName();
        try
        {
            With(ScheduleExplorer.TraceVariable, file, () => ScheduleExplorer.Find(
                runtime => FailFrom(runtime, 1), new ExplorationOptions { TraceLines = 1 })
                .ShouldNotBeNull().LastEvents.Count.ShouldBe(1));

            var lines = File.ReadAllLines(file);
            lines.Length.ShouldBeGreaterThan(5);
            lines[0].ShouldStartWith("#1 +0.000000s /");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_failure_that_does_not_come_again_is_called_so()
    {
        var runs = 0;

        var failure = ScheduleExplorer.Find((DeterministicRuntime _) =>
        {
            if (++runs == 1) throw new InvalidTimeZoneException("once");
        }).ShouldNotBeNull();

        failure.IsRepeatable.ShouldBeFalse();
        failure.ToString().ShouldContain("DeterminismCheck.Verify");
    }

    [Fact]
    public void A_scenario_may_make_its_runtime_itself()
    {
        var failure = ScheduleExplorer.Find((seed, options) =>
        {
            using var runtime = DeterministicRuntime.Create("own", seed, DateTimeOffset.UnixEpoch, options);
            FailFrom(runtime, 3);
        }).ShouldNotBeNull();

        failure.Seed.ShouldBe(3UL);
        failure.LastEvents.Count.ShouldBeGreaterThan(0);
    }

    private static void FailFrom(DeterministicRuntime runtime, ulong seed)
    {
        runtime.System.ActorOf(Props.Create(() => new Listener()), "listener").Tell("hello");
        runtime.RunUntilIdle();
        if (runtime.Seed >= seed) throw new InvalidTimeZoneException("broken");
    }

    private static void With(string variable, string value, Action action)
    {
        var before = Environment.GetEnvironmentVariable(variable);
        Environment.SetEnvironmentVariable(variable, value);
        try
        {
            action();
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, before);
        }
    }

    private sealed class Listener : ReceiveActor
    {
        public Listener() => ReceiveAny(_ => { });
    }
}
