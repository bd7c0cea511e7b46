using System.Reflection;
using System.Runtime.CompilerServices;
using Phoenix.Venue.Faults;

namespace Phoenix.Venue.Tests.Faults;

/// <summary>docs/venue-faults.md tells of every verb, its parameters and a test that exists.</summary>
public class FaultDocsSpecs
{
    [Fact]
    public void Every_verb_stands_in_the_table_with_its_parameters_and_a_test()
    {
        var rows = Rows(Page()).ToDictionary(cells => cells[1].Trim('`'), StringComparer.Ordinal);
        foreach (var verb in Enum.GetValues<FaultVerb>())
        {
            var word = FaultWords.Of(verb);
            rows.ShouldContainKey(word);
            foreach (var field in FaultCatalog.Of(verb).Fields)
            {
                rows[word][2].Split(' ').ShouldContain($"`{field}`", $"parameters of {word}");
            }

            var test = rows[word][4].Trim('`').Split('.');
            var type = Assembly.GetExecutingAssembly().GetTypes().SingleOrDefault(known => known.Name == test[0]);
            type.ShouldNotBeNull($"{word}: {test[0]}").GetMethod(test[1]).ShouldNotBeNull($"{word}: {test[1]}");
        }
    }

    [Fact]
    public void The_overview_of_the_exchange_names_each_verb_with_the_same_test()
    {
        var full = Rows(Page()).ToDictionary(cells => cells[1], cells => cells[^2], StringComparer.Ordinal);
        var overview = Rows(Page("venue.md")).Where(cells => cells[^2].Contains("Specs.", StringComparison.Ordinal))
            .ToDictionary(cells => cells[1], cells => cells[^2], StringComparer.Ordinal);

        foreach (var verb in Enum.GetValues<FaultVerb>())
        {
            var word = $"`{FaultWords.Of(verb)}`";
            overview.ShouldContainKey(word);
            overview[word].ShouldBe(full[word]);
        }
    }

    private static IEnumerable<string[]> Rows(string page) => File.ReadAllLines(page)
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries));

    private static string Page(string name = "venue-faults.md", [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../../docs", name);
}
