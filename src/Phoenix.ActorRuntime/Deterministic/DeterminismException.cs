namespace Phoenix.ActorRuntime.Deterministic;

/// <summary>Code in a deterministic run did what cannot be repeated: it left the thread, waited, or took real time.
/// The run cannot be continued.</summary>
public sealed class DeterminismException : InvalidOperationException
{
    internal DeterminismException(IReadOnlyList<string> violations, TracedEvent last, ulong seed)
        : base(
            "The run is not deterministic. " + string.Join("; moreover, ", violations) + Environment.NewLine +
            $"Last event: {last} [seed 0x{seed:x}]")
    {
        (Violations, LastEvent) = (violations, last);
    }

    /// <summary>What was noticed, at least one; what was noticed first is first.</summary>
    public IReadOnlyList<string> Violations { get; }

    /// <summary>The event in which it was noticed: from another thread it may have been caused earlier.</summary>
    public TracedEvent LastEvent { get; }
}
