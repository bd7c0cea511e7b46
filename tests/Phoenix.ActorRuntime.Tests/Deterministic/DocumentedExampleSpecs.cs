using System.Text.RegularExpressions;

namespace Phoenix.ActorRuntime.Tests.Deterministic;

/// <summary>What the page shows is what compiles and passes here.</summary>
public sealed partial class DocumentedExampleSpecs
{
    private const string Page = "docs/deterministic-tests.md";
    private const string Source = "tests/Phoenix.ActorRuntime.Tests/Deterministic/ExampleSpecs.cs";

    [Fact]
    public void Every_example_of_the_page_is_a_region_of_the_test()
    {
        var regions = Region().Matches(Read(Source))
            .ToDictionary(match => match.Groups["name"].Value, match => Dedented(match.Groups["code"].Value));
        var shown = Example().Matches(Read(Page))
            .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["code"].Value.Trim());

        shown.Keys.Order(StringComparer.Ordinal).ShouldBe(regions.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, code) in shown) code.ShouldBe(regions[name], name);
    }

    private static string Dedented(string code)
    {
        var lines = code.Split('\n')
            .Select(line => line.TrimEnd())
            .Select(line => line.StartsWith("    ", StringComparison.Ordinal) ? line[4..] : line);
        return string.Join('\n', lines).Trim();
    }

    private static string Read(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, path);
            if (File.Exists(file)) return File.ReadAllText(file).ReplaceLineEndings("\n");
        }

        throw new FileNotFoundException($"No {path} above {AppContext.BaseDirectory}.");
    }

    [GeneratedRegex(@"^ *#region (?<name>.+?)$(?<code>.*?)^ *#endregion", Options, 5_000)]
    private static partial Regex Region();

    [GeneratedRegex(@"<!-- region: (?<name>.+?) -->\s*```csharp\n(?<code>.*?)^```", Options, 5_000)]
    private static partial Regex Example();

    private const RegexOptions Options =
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture;
}
