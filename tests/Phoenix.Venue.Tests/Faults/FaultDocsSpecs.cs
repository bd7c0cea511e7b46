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
        var rows = File.ReadAllLines(Page())
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => cells[1].Trim('`'), StringComparer.Ordinal);
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

    private static string Page([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/venue-faults.md");
}
