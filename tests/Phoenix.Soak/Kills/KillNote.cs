namespace Phoenix.Soak.Kills;

/// <summary>What came of one kill.</summary>
/// <param name="Lived">From the start of the process to the signal.</param>
/// <param name="Rested">Orders that rested at the exchange when it was killed.</param>
/// <param name="OutlivedMs">
/// How long they did, by the exchange's clock; null when the next process was started at once.
/// </param>
/// <param name="QuotingAfterMs">From the start of the next process to its first resting order.</param>
/// <param name="Fills">Of the next process.</param>
internal sealed record KillNote(
    int Number, TimeSpan Lived, int Rested, long? OutlivedMs, long QuotingAfterMs, long Fills)
{
    public override string ToString() =>
        $"{Number,3}: killed after {Lived.TotalSeconds:0.0} s and {Rested} orders resting, "
        + (OutlivedMs is { } ms ? $"gone after {ms / 1000.0:0.00} s" : "started again at once")
        + $", next one quoting after {QuotingAfterMs / 1000.0:0.00} s, {Fills} fills, books equal";
}
