using System.Collections.Immutable;
using Phoenix.Actors.Telemetry;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;

namespace Phoenix.Node.Metrics;

/// <summary>Whether all is well, and if not, why.</summary>
/// <param name="Reasons">Empty if it is.</param>
internal sealed record HealthReport(bool Ok, ImmutableArray<HealthReason> Reasons)
{
    private static readonly HealthReport NoAnswer =
        new(false, [new HealthReason(null, ["the trading system does not answer in time"], [])]);

    /// <summary>The trading system answers in time; what it answers does not matter.</summary>
    public static HealthReport Live(PhoenixStatus? status) => status is null ? NoAnswer : new(true, []);

    /// <summary>Every symbol of the settings is quoted.</summary>
    /// <param name="status">Null when the trading system did not answer.</param>
    /// <param name="wanted">The symbols of the settings.</param>
    public static HealthReport Ready(PhoenixStatus? status, IEnumerable<Symbol> wanted)
    {
        if (status is null)
        {
            return NoAnswer;
        }

        var reasons = wanted.Select(symbol => ReasonOf(symbol, status)).OfType<HealthReason>().ToImmutableArray();
        return new HealthReport(reasons.IsEmpty, reasons);
    }

    private static HealthReason? ReasonOf(Symbol symbol, PhoenixStatus status)
    {
        if (status.LeftOut.FirstOrDefault(left => left.Symbol == symbol) is { } leftOut)
        {
            return new HealthReason(symbol.Name, [leftOut.Reason], []);
        }

        var known = status.Symbols.FirstOrDefault(candidate => candidate.Symbol == symbol);
        return known switch
        {
            { Sample: null } or null => new HealthReason(symbol.Name, ["not started"], []),
            { HaltsNow: HaltCauses.None, Sample.Halts: HaltCauses.None } => null,
            _ => Halted(symbol, known.HaltsNow | known.Sample.Halts),
        };
    }

    private static HealthReason Halted(Symbol symbol, HaltCauses causes) =>
        new(symbol.Name, [.. $"{causes}".Split(", ")], HaltEnds.Of(causes));
}

/// <summary>Why it is not well.</summary>
/// <param name="Symbol">Null when it is no matter of one symbol.</param>
/// <param name="Causes">Of its halt, as everywhere; or a sentence.</param>
/// <param name="Ends">What ends each cause of a halt.</param>
internal sealed record HealthReason(string? Symbol, ImmutableArray<string> Causes, ImmutableArray<string> Ends);
