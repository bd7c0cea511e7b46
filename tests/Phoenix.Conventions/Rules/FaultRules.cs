using System.Text.RegularExpressions;

namespace Phoenix.Conventions.Rules;

/// <summary>The table of faults: no entry is missing, none is without a test, and no test is made up.</summary>
internal static partial class FaultRules
{
    /// <summary>How many entries each part of the catalogue has.</summary>
    private static readonly (char Part, int Entries)[] Catalogue =
        [('T', 28), ('S', 12), ('D', 18), ('U', 20), ('O', 28), ('P', 25)];

    private static IEnumerable<string> Entries => Catalogue.SelectMany(part =>
        Enumerable.Range(1, part.Entries).Select(number => $"{part.Part}{number:00}"));

    /// <param name="page">The page of faults.</param>
    /// <param name="isTest">Whether there is a test of this class and name.</param>
    public static IEnumerable<string> Offences(string page, Func<string, string, bool> isTest)
    {
        var rows = Row().Matches(page).ToLookup(row => row.Groups["id"].Value, row => row.Value);
        foreach (var entry in Entries.Where(entry => rows[entry].Count() != 1))
        {
            yield return $"{entry} has {rows[entry].Count()} rows";
        }

        foreach (var row in rows.Where(row => !row.Any(text => Test().IsMatch(text))))
        {
            yield return $"{row.Key} names no test";
        }

        foreach (var test in Test().Matches(page)
            .Where(test => !isTest(test.Groups["class"].Value, test.Groups["name"].Value)))
        {
            yield return $"{test.Value} does not exist";
        }
    }

    [GeneratedRegex(@"^\| (?<id>[TSDUOP]\d\d) \|.*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?<class>[A-Z]\w*Specs)\.(?<name>\w+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Test();
}
