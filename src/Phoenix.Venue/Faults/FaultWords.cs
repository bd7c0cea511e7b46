using System.Text.Json;

namespace Phoenix.Venue.Faults;

/// <summary>How faults are spelled for people: as they are posted.</summary>
internal static class FaultWords
{
    internal static string Of(FaultVerb verb) => JsonNamingPolicy.CamelCase.ConvertName($"{verb}");

    /// <summary>The known name that takes the fewest changed letters; upper and lower case count as the same.</summary>
    internal static string Nearest(string unknown, IEnumerable<string> known) =>
        known.MinBy(name => Distance(unknown.ToUpperInvariant(), name.ToUpperInvariant()))!;

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
