namespace Phoenix.Node.Settings;

/// <summary>Guesses which known name was meant by an unknown one.</summary>
internal static class NearestName
{
    /// <summary>The nearest of <paramref name="known"/>, or null when none is near.</summary>
    public static string? Of(string unknown, IEnumerable<string> known)
    {
        var nearest = known
            .Select(name => (Name: name, Distance: Distance(unknown, name)))
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return nearest.Name is { } found && IsNear(nearest.Distance, unknown) ? found : null;
    }

    /// <summary>
    /// The nearest of <paramref name="known"/> to a dotted path, or null when none is near. Where the paths agree does
    /// not count, so that a long block does not make every name in it a near one.
    /// </summary>
    public static string? OfPath(string unknown, IEnumerable<string> known) => known
        .Select(name => (Name: name, Start: SharedBlocks(unknown, name)))
        .Select(pair => (pair.Name, Part: unknown[pair.Start..], Known: pair.Name[pair.Start..]))
        .Select(pair => (pair.Name, pair.Part, Distance: Distance(pair.Part, pair.Known)))
        .Where(pair => IsNear(pair.Distance, pair.Part))
        .OrderBy(pair => pair.Distance)
        .ThenBy(pair => pair.Name, StringComparer.Ordinal)
        .FirstOrDefault()
        .Name;

    /// <summary>The key of the same name in the block most alike, for one that stands in a block not its own.</summary>
    public static string? OfSameName(string unknown, IEnumerable<string> known) => known
        .Where(name => Last(name) == Last(unknown))
        .OrderBy(name => Distance(unknown, name))
        .ThenBy(name => name, StringComparer.Ordinal)
        .FirstOrDefault();

    /// <summary>A name of which no letter is left is another one.</summary>
    private static bool IsNear(int distance, string unknown) =>
        distance <= Math.Max(2, unknown.Length / 3) && distance < unknown.Length;

    /// <summary>How many letters the blocks have that both paths begin with.</summary>
    private static int SharedBlocks(string left, string right)
    {
        var shared = 0;
        for (var i = 0; i < Math.Min(left.Length, right.Length) && left[i] == right[i]; i++)
        {
            shared = left[i] == '.' ? i + 1 : shared;
        }

        return shared;
    }

    private static string Last(string path) => path[(path.LastIndexOf('.') + 1)..];

    /// <summary>How many letters must be inserted, deleted or changed to make one of the other.</summary>
    /// <remarks>Levenshtein's distance, row by row.</remarks>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
