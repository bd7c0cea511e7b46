using System.Globalization;
using System.Runtime.CompilerServices;

namespace Phoenix.ActorRuntime.Deterministic;

/// <summary>What an exploration tries.</summary>
public sealed record ExplorationOptions
{
    /// <summary>How many seeds are tried before the scenario counts as sound; 100 by default.</summary>
    public int Seeds { get; init; } = 100;

    /// <summary>The first seed; the others follow it by one. 1 by default.</summary>
    public ulong FirstSeed { get; init; } = 1;

    /// <summary>How each run chooses and what it watches; <see cref="DeterministicOptions.Shaken"/> by default.
    /// </summary>
    public DeterministicOptions Runtime { get; init; } = DeterministicOptions.Shaken;

    /// <summary>How many of the last events a failure shows; 40 by default.</summary>
    public int TraceLines { get; init; } = 40;
}

/// <summary>Runs a scenario over many seeds until it fails, and says how to see that failure again.</summary>
/// <remarks>
/// <para>A scenario fails by throwing: from an assertion at its end, or from
/// <see cref="DeterministicRuntime.AfterEvent"/>. What is thrown inside an actor goes to its supervisor, as ever.
/// </para>
/// <para>If the environment variable <see cref="SeedVariable"/> holds a seed, only that seed is run, whatever the
/// options say; <see cref="TraceVariable"/> names a file for all events of a failing run.</para>
/// </remarks>
public static class ScheduleExplorer
{
    /// <summary>The variable that names the one seed to run, decimal or hexadecimal with <c>0x</c>.</summary>
    public const string SeedVariable = "PHOENIX_SEED";

    /// <summary>The variable that names a file for the whole trace of a failing run.</summary>
    public const string TraceVariable = "PHOENIX_TRACE";

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Runs <paramref name="scenario"/> with one seed after the other.</summary>
    /// <param name="scenario">Gets a runtime that has not run yet; it is disposed afterwards.</param>
    /// <param name="test">The test that calls; it becomes part of the replay command.</param>
    /// <exception cref="ExplorationException">A seed failed: it says how, and how to replay it.</exception>
    public static void Explore(
        Action<DeterministicRuntime> scenario, ExplorationOptions? options = null,
        [CallerMemberName] string test = "")
    {
        if (Find(scenario, options, test) is { } failure) throw new ExplorationException(failure);
    }

    /// <summary>As <see cref="Explore(Action{DeterministicRuntime}, ExplorationOptions, string)"/> for a scenario that
    /// makes its runtime itself, from the seed and the options it is given.</summary>
    public static void Explore(
        Action<ulong, DeterministicOptions> scenario, ExplorationOptions? options = null,
        [CallerMemberName] string test = "")
    {
        if (Find(scenario, options, test) is { } failure) throw new ExplorationException(failure);
    }

    /// <summary>Looks for a seed that fails, without failing itself.</summary>
    /// <returns>The first failure, or null if every seed passed.</returns>
    /// <inheritdoc cref="Explore(Action{DeterministicRuntime}, ExplorationOptions, string)"/>
    public static ExplorationFailure? Find(
        Action<DeterministicRuntime> scenario, ExplorationOptions? options = null,
        [CallerMemberName] string test = "") =>
        Find(
            (seed, runtimeOptions) =>
            {
                using var runtime = DeterministicRuntime.Create("explored", seed, Start, runtimeOptions);
                scenario(runtime);
            },
            options,
            test);

    /// <inheritdoc cref="Find(Action{DeterministicRuntime}, ExplorationOptions, string)"/>
    public static ExplorationFailure? Find(
        Action<ulong, DeterministicOptions> scenario, ExplorationOptions? options = null,
        [CallerMemberName] string test = "")
    {
        var plan = options ?? new ExplorationOptions();
        if (SeedText.FromEnvironment() is { } only) plan = plan with { FirstSeed = only, Seeds = 1 };
        for (var tried = 0; tried < plan.Seeds; tried++)
        {
            var seed = unchecked(plan.FirstSeed + (ulong)tried);
            if (Run(scenario, seed, plan.Runtime) is { } cause)
            {
                return Replay(scenario, seed, plan, cause, tried + 1, ReplayCommand.For(seed, test));
            }
        }

        return null;
    }

    private static Exception? Run(
        Action<ulong, DeterministicOptions> scenario, ulong seed, DeterministicOptions options)
    {
        try
        {
            ScenarioContext.Run(() => scenario(seed, options));
            return null;
        }
        catch (Exception cause)
        {
            return cause;
        }
    }

    /// <summary>Once more, recorded this time: recording every run would cost more than repeating one.</summary>
    private static ExplorationFailure Replay(
        Action<ulong, DeterministicOptions> scenario, ulong seed, ExplorationOptions plan, Exception cause, int tried,
        string command)
    {
        var file = Environment.GetEnvironmentVariable(TraceVariable);
        var trace = new EventTrace(string.IsNullOrEmpty(file) ? plan.TraceLines : int.MaxValue);
        var again = Run(scenario, seed, plan.Runtime with { OnEvent = plan.Runtime.OnEvent + trace.Add });
        if (!string.IsNullOrEmpty(file))
        {
            using var writer = new StreamWriter(file);
            trace.WriteTo(writer);
        }

        var sameAgain = again is not null && again.GetType() == cause.GetType();
        var last = trace.Events.TakeLast(plan.TraceLines).ToList();
        return new ExplorationFailure(seed, tried, again ?? cause, last, command, sameAgain);
    }
}

/// <summary>A seed for which a scenario failed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="SeedsTried">How many were tried, this one included.</param>
/// <param name="Cause">What the scenario threw.</param>
/// <param name="LastEvents">The last events of the run.</param>
/// <param name="ReplayCommand">Runs this seed alone.</param>
/// <param name="IsRepeatable">Whether a second run with the seed failed in the same way; if not, the scenario is not
/// deterministic (<see cref="DeterminismCheck"/> tells where).</param>
public sealed record ExplorationFailure(
    ulong Seed, int SeedsTried, Exception Cause, IReadOnlyList<TracedEvent> LastEvents, string ReplayCommand,
    bool IsRepeatable)
{
    /// <summary>Everything a reader needs, several lines.</summary>
    public override string ToString()
    {
        var lines = new List<string>
        {
            $"{Cause.GetType().Name} with seed {SeedText.Of(Seed)}, the " +
            string.Create(CultureInfo.InvariantCulture, $"{SeedsTried}. tried: {Cause.Message}"),
        };
        if (!IsRepeatable)
        {
            lines.Add("The same seed went otherwise the second time: the scenario is not deterministic. " +
                "DeterminismCheck.Verify names the first event that differs.");
        }

        lines.Add("The last events:");
        lines.AddRange(LastEvents.Select(traced => "  " + traced));
        lines.Add("Replay: " + ReplayCommand);
        return string.Join(Environment.NewLine, lines);
    }
}

/// <summary>A scenario failed with one of the seeds tried; the message holds the replay command.</summary>
public sealed class ExplorationException : Exception
{
    internal ExplorationException(ExplorationFailure failure)
        : base(failure.ToString(), failure.Cause) => Failure = failure;

    /// <summary>What failed, and how to see it again.</summary>
    public ExplorationFailure Failure { get; }
}
