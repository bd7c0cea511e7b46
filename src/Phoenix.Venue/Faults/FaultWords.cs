using System.Text.Json;

namespace Phoenix.Venue.Faults;

/// <summary>How faults are spelled for people: as they are posted.</summary>
internal static class FaultWords
{
    internal static string Of(FaultVerb verb) => JsonNamingPolicy.CamelCase.ConvertName($"{verb}");

    /// <summary>A fault in one line.</summary>
    internal static string Of(FaultRequest request) => $"{Of(request.Verb)} on {Target(request)}, {Duration(request)}";

    /// <summary>The known name that takes the fewest changed letters; upper and lower case count as the same.</summary>
    internal static string Nearest(string unknown, IEnumerable<string> known) =>
        known.MinBy(name => Distance(unknown.ToUpperInvariant(), name.ToUpperInvariant()))!;

    /// <summary>What is hit.</summary>
    internal static string Target(FaultRequest request) => (request.Target, request.Stream, request.Route) switch
    {
        ({ } target, { } stream, _) => $"{target} {stream}",
        ({ } target, null, _) => target,
        (null, { } stream, _) => stream,
        (null, null, { } route) => route,
        _ => request.Symbol ?? "all",
    };

    /// <summary>How long it is meant to last.</summary>
    internal static string Duration(FaultRequest request)
    {
        var spec = FaultCatalog.Of(request.Verb);
        if (spec.IsInstant) return "at once";
        if (request.Verb == FaultVerb.Gap) return $"for {request.Count ?? 1} frames";
        var isCounted = spec.IsCounted;
        var count = isCounted ? request.Count : null;
        return (request.Duration, count) switch
        {
            ({ } duration, { } hits) => $"for {duration.TotalMilliseconds:0} ms or {hits} times",
            ({ } duration, null) => $"for {duration.TotalMilliseconds:0} ms",
            (null, { } hits) => $"{hits} times",
            _ => isCounted ? "once" : "until removed",
        };
    }

    /// <remarks>Levenshtein's distance, row by row.</remarks>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 0; i < left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = diagonal + (left[i] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
