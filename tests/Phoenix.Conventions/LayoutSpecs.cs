using Phoenix.Conventions.Rules;
using Phoenix.Conventions.Sources;

namespace Phoenix.Conventions;

/// <summary>Who knows whom, what things are called, and that links lead somewhere.</summary>
public sealed class LayoutSpecs
{
    [Fact]
    public void Dependencies_point_downwards() =>
        Repository.Files("src", "*.csproj")
            .SelectMany(path => LayoutRules.ForbiddenReferences(
                Path.GetFileNameWithoutExtension(path), Repository.Read(path)))
            .ShouldBeEmpty();

    [Fact]
    public void Names_speak_of_the_domain() =>
        Repository.Files("src", "*.cs").Concat(Repository.Files("tests", "*.cs"))
            .Where(LayoutRules.IsMeaningless)
            .ShouldBeEmpty();

    [Fact]
    public void Links_lead_somewhere() =>
        Repository.Files("docs", "*.md").Concat(RootPages())
            .SelectMany(path => LinkRules.BrokenLinks(path, Repository.Read(path), Exists))
            .ShouldBeEmpty();

    [Theory]
    [InlineData("Phoenix.Core", "<ProjectReference Include=\"../Phoenix.Actors/Phoenix.Actors.csproj\" />", 1)]
    [InlineData("Phoenix.Core", "<PackageReference Include=\"Serilog\" />", 1)]
    [InlineData("Phoenix.Venue", "<ProjectReference Include=\"../Phoenix.Core/Phoenix.Core.csproj\" />", 0)]
    [InlineData("Phoenix.Venue", "<ProjectReference Include=\"..\\Phoenix.Binance\\Phoenix.Binance.csproj\" />", 1)]
    [InlineData("Phoenix.Binance", "<UsesActorRuntime>true</UsesActorRuntime>", 1)]
    [InlineData("Phoenix.Actors", "<UsesActorRuntime>true</UsesActorRuntime>", 0)]
    [InlineData("Phoenix.Actors", "<NoWarn>CA1000</NoWarn>", 1)]
    [InlineData("Phoenix.New", "", 1)]
    public void A_forbidden_reference_is_found(string project, string element, int offences) =>
        LayoutRules.ForbiddenReferences(project, $"<Project>{element}</Project>").Count().ShouldBe(offences);

    [Theory]
    [InlineData("src/Phoenix.Core/Helpers/Rounding.cs", true)]
    [InlineData("src/Phoenix.Core/Orders/OrderManager.cs", true)]
    [InlineData("src/Phoenix.Core/Common/Rounding.cs", true)]
    [InlineData("src/Phoenix.Core/StringUtils.cs", true)]
    [InlineData("src/Phoenix.Venue/Market/MarketModel.cs", false)]
    [InlineData("src/Phoenix.Core/Books/OrderBook.cs", false)]
    public void A_meaningless_name_is_found(string path, bool meaningless) =>
        LayoutRules.IsMeaningless(path).ShouldBe(meaningless);

    [Theory]
    [InlineData("[a](missing.md)", 1)]
    [InlineData("[a](there.md#part)", 0)]
    [InlineData("[a](../README.md)", 0)]
    [InlineData("[a](https://example.org/missing) [b](#part)", 0)]
    [InlineData("[a]: missing.md", 1)]
    [InlineData("`[a](missing.md)`", 0)]
    [InlineData("```\n[a](missing.md)\n```\n", 0)]
    public void A_link_that_leads_nowhere_is_found(string text, int offences)
    {
        string[] files = ["README.md", "docs/there.md"];
        LinkRules.BrokenLinks("docs/page.md", text, path => files.Contains(path)).Count().ShouldBe(offences);
    }

    private static IEnumerable<string> RootPages() =>
        Directory.EnumerateFiles(Repository.Root, "*.md").Select(file => Path.GetFileName(file));

    private static bool Exists(string relative)
    {
        var full = Path.Combine(Repository.Root, relative);
        return File.Exists(full) || Directory.Exists(full);
    }
}
