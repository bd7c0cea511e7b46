using Phoenix.Actors;
using Phoenix.Actors.Telemetry;
using Phoenix.Node.Summary;
using ContractStep = Phoenix.Core.Readiness.StartUpStep;

namespace Phoenix.Node.Hosting;

/// <summary>What is known when a run has ended, and how it becomes a summary.</summary>
internal sealed record RunRecord(
    long Seed,
    string StoppedBy,
    RunClock Clock,
    PhoenixProtocol.ShutdownDone? Ended,
    PhoenixStatus? Status,
    VenueComparison? Comparison)
{
    /// <summary>What the stop left undone, for one log line; null when it was orderly.</summary>
    public string? Disorder() => Ended switch
    {
        null => "the trading system did not end in time; the exchange's countdown removes what may rest",
        { Drained: false } => "the exchange did not confirm that nothing rests; its countdown removes what may",
        { ListenKeyClosed: false } when HadListenKey => "the exchange did not confirm the end of the listen key",
        _ => null,
    };

    private bool HadListenKey =>
        Status?.Steps.Any(step => step.Step == ContractStep.ListenKeyObtained) ?? false;

    public RunSummary ToSummary()
    {
        var symbols = (Status?.Symbols ?? []).Select(ToRecord).ToList();
        return new RunSummary
        {
            Version = ProgramVersion.Text,
            Seed = Seed,
            StartedAt = Clock.ProcessStart,
            RanForMs = RunClock.ElapsedMs(),
            StoppedBy = StoppedBy,
            StoppedInOrder = Ended is { Drained: true, ListenKeyClosed: true },
            StartUp = [.. (Status?.Steps ?? []).Select(ToStep)],
            QuotesPlaced = symbols.Sum(symbol => symbol.QuotesPlaced),
            Fills = symbols.Sum(symbol => symbol.Fills),
            Symbols = [.. symbols],
            Halts = [.. (Status?.Symbols ?? []).SelectMany(Halts)],
            Recoveries = [.. (Status?.Recoveries ?? []).Select(ToRecord)],
            Venue = Comparison,
        };
    }

    private static SymbolRecord ToRecord(SymbolStatus symbol) => new(
        symbol.Symbol.Name,
        symbol.Placed,
        symbol.Cancels,
        symbol.Refused,
        symbol.Sample?.Fills ?? 0,
        symbol.Sample?.Position ?? 0,
        symbol.Sample?.Fees ?? 0,
        symbol.Sample?.RealizedPnl ?? 0);

    private static RecoveryRecord ToRecord(Recovery recovery) => new(
        recovery.Stream,
        recovery.Cause.ToString(),
        recovery.DetectedAfter > TimeSpan.Zero ? (long)recovery.DetectedAfter.TotalMilliseconds : null,
        recovery.QuotingAgainAt is { } again ? (long)(again - recovery.DiedAt).TotalMilliseconds : null);

    private StartUpStep ToStep(StepTime step) => new(step.Step.ToString(), Clock.Ms(step.At));

    private IEnumerable<HaltRecord> Halts(SymbolStatus symbol) => symbol.Halts.Select(halt => new HaltRecord(
        symbol.Symbol.Name,
        halt.Causes.ToString(),
        Clock.Ms(halt.From),
        halt.Until is { } until ? Clock.Ms(until) : null));
}
