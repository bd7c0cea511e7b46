using System.Collections.Immutable;
using Phoenix.Venue.Faults;

namespace Phoenix.Simulation;

/// <summary>
/// One thing that goes wrong in a story: a fault of the exchange or, without one, our host pauses or its wall clock is
/// set.
/// </summary>
/// <param name="After">Since the beat before.</param>
internal sealed record FaultBeat(TimeSpan After, FaultRequest? Fault, TimeSpan HostPause, TimeSpan ClockStep);

/// <summary>
/// Something goes wrong: one fault or several, with the moments between them. Drawn from the whole vocabulary and
/// biased towards the nasty: two at once, a fault during the recovery of another, lengths on the boundaries of the
/// detectors, pauses of the host.
/// </summary>
/// <param name="Kind">Its group in the report: the verb and target of a single fault, else what joins them.</param>
internal sealed record FaultStory(string Kind, ImmutableArray<FaultBeat> Beats)
{
    /// <summary>The lengths at which the system's judgement changes.</summary>
    private static readonly ImmutableArray<double> Boundaries = [0.15, 0.25, 0.35, 0.5, 3, 5, 10, 15];

    public static FaultStory Draw(Random random, ImmutableArray<string> symbols) => random.Next(10) switch
    {
        < 5 => Single(Fault(random, symbols)),
        5 or 6 => new(
            "two at once", [Beat(0, Fault(random, symbols)), Beat(Millis(random, 60), Fault(random, symbols))]),
        7 or 8 => DuringRecovery(random, symbols),
        _ when random.Next(4) == 0 => Stepped(random, symbols),
        _ => Paused(random, symbols),
    };

    public override string ToString() => $"{Kind}: {string.Join(" | ", Beats.Select(Describe))}";

    internal static FaultStory Single(FaultRequest fault) => new(NameOf(fault), [Beat(0, fault)]);

    private static FaultStory DuringRecovery(Random random, ImmutableArray<string> symbols)
    {
        var beats = ImmutableArray.CreateBuilder<FaultBeat>();
        beats.Add(Beat(0, Faults.Silence(random.Next(2) == 0 ? "public" : "all") with { Duration = Length(random) }));
        for (var more = random.Next(1, 4); more > 0; more--)
        {
            beats.Add(Beat(Millis(random, 6_000), Fault(random, symbols)));
        }

        return new("during a recovery", beats.ToImmutable());
    }

    private static FaultStory Paused(Random random, ImmutableArray<string> symbols)
    {
        var pause = new FaultBeat(
            TimeSpan.FromMilliseconds(random.Next(0, 4_000)), null, Length(random), TimeSpan.Zero);
        return random.Next(2) == 0
            ? new("host paused", [pause])
            : new("host paused during a fault", [Beat(0, Fault(random, symbols)), pause]);
    }

    private static FaultStory Stepped(Random random, ImmutableArray<string> symbols)
    {
        var step = TimeSpan.FromMilliseconds(random.Next(-20_000, 20_000));
        var beat = new FaultBeat(TimeSpan.FromMilliseconds(random.Next(0, 4_000)), null, TimeSpan.Zero, step);
        return random.Next(2) == 0
            ? new("clock set", [beat])
            : new("clock set during a fault", [Beat(0, Fault(random, symbols)), beat]);
    }

    private static FaultRequest Fault(Random random, ImmutableArray<string> symbols)
    {
        var fault = random.Next(4) == 0 ? Faults.DrawLimits(random) : Faults.Draw(random);
        if (fault.Duration is not null && random.Next(3) == 0) fault = fault with { Duration = Length(random) };
        return Fit(fault, symbols);
    }

    /// <summary>Moves what is meant for a symbol that this world does not trade.</summary>
    internal static FaultRequest Fit(FaultRequest fault, ImmutableArray<string> symbols)
    {
        var first = symbols[0];
        if (fault.Symbol is { } symbol && !symbols.Contains(symbol)) fault = fault with { Symbol = first };
        if (fault.Target is { } target
            && target.IndexOf('@', StringComparison.Ordinal) is var at and > 0
            && !symbols.Contains(target[..at].ToUpperInvariant()))
        {
            fault = fault with { Target = first.ToLowerInvariant() + target[at..] };
        }

        return fault;
    }

    internal static TimeSpan Length(Random random) => random.Next(2) == 0
        ? TimeSpan.FromMilliseconds(random.Next(200, 15_000))
        : TimeSpan.FromSeconds(Boundaries[random.Next(Boundaries.Length)])
            + TimeSpan.FromMilliseconds(random.Next(-1, 2));

    private static double Millis(Random random, int most) => random.Next(most) / 1000.0;

    internal static FaultBeat Beat(double afterSeconds, FaultRequest fault) =>
        new(TimeSpan.FromSeconds(afterSeconds), fault, TimeSpan.Zero, TimeSpan.Zero);

    private static string NameOf(FaultRequest fault)
    {
        var target = fault.Target is { } text && text.Contains('@', StringComparison.Ordinal) ? "stream" : fault.Target;
        return target is null ? $"{fault.Verb}" : $"{fault.Verb} {target}";
    }

    private static string Describe(FaultBeat beat) => beat.Fault is { } fault
        ? $"+{beat.After.TotalSeconds:0.000} s {NameOf(fault)} n={fault.Count} for={fault.Duration?.TotalSeconds}"
        : beat.ClockStep == TimeSpan.Zero
            ? $"+{beat.After.TotalSeconds:0.000} s pause of {beat.HostPause.TotalSeconds:0.000} s"
            : $"+{beat.After.TotalSeconds:0.000} s clock set by {beat.ClockStep.TotalSeconds:0.000} s";
}
