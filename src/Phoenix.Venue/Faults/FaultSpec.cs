namespace Phoenix.Venue.Faults;

/// <summary>What is known of a verb: its parameters and the class that carries it out.</summary>
/// <param name="Make">Makes the fault.</param>
/// <param name="Fields">The parameters it takes beside <c>verb</c>, as posted.</param>
internal sealed record FaultSpec(FaultVerb Verb, Func<FaultOrder, FaultStage, Fault> Make, params string[] Fields)
{
    internal string Word => FaultWords.Of(Verb);

    internal bool NeedsTarget { get; init; }

    /// <summary>It strikes and is over: it is never listed.</summary>
    internal bool IsInstant { get; init; }

    /// <summary>It ends after so many hits, one unless told otherwise or limited by time.</summary>
    internal bool IsCounted { get; init; }

    /// <summary>It makes trades, so that it must not happen while the venue is making some.</summary>
    internal bool Trades { get; init; }

    internal bool NeedsStream { get; init; }

    internal bool TakesStream => Fields.Contains("stream", StringComparer.Ordinal);

    /// <summary>Further conditions; returns why the request makes no sense, or null.</summary>
    internal Func<FaultRequest, string?> Check { get; init; } = static _ => null;

    internal int? Hits(FaultRequest request) =>
        IsCounted ? request.Count ?? (request.Duration is null ? 1 : null) : null;

    /// <summary>Why a request makes no sense; empty when it does.</summary>
    internal string Reject(FaultRequest request)
    {
        if (request.Count < 1) return "n must be at least 1.";
        if (request.Duration <= TimeSpan.Zero) return "durationMs must be greater than 0.";
        if (request.Size < 0) return "size must not be negative.";
        if (request.Delay < TimeSpan.Zero || request.Late < TimeSpan.Zero) return "delays must not be negative.";
        var hasStream = request.Stream is not null || request.Target?.Contains('@', StringComparison.Ordinal) == true;
        if (NeedsStream && !hasStream) return $"{Word} needs a stream.";
        return Check(request) ?? string.Empty;
    }
}
