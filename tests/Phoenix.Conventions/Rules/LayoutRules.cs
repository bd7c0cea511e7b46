using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Phoenix.Conventions.Rules;

/// <summary>Where things may stand, what they may be called, and who may know whom.</summary>
internal static partial class LayoutRules
{
    /// <summary>Dependencies point downwards only; the actor runtime is reached through UsesActorRuntime.</summary>
    private static readonly Dictionary<string, string[]> Knows = new(StringComparer.Ordinal)
    {
        ["Phoenix.Core"] = [],
        ["Phoenix.ActorRuntime"] = [],
        ["Phoenix.Binance"] = ["Phoenix.Core"],
        ["Phoenix.Storage"] = ["Phoenix.Core"],
        ["Phoenix.Venue"] = ["Phoenix.Core"],
        ["Phoenix.Actors"] = ["Phoenix.Core", "Phoenix.ActorRuntime"],
        ["Phoenix.Node"] =
        [
            "Phoenix.Core", "Phoenix.ActorRuntime", "Phoenix.Actors", "Phoenix.Binance", "Phoenix.Venue",
            "Phoenix.Storage",
        ],
    };

    /// <param name="project">The name of a project under <c>src</c>.</param>
    /// <param name="xml">The text of its project file.</param>
    public static IEnumerable<string> ForbiddenReferences(string project, string xml)
    {
        if (!Knows.TryGetValue(project, out var allowed))
        {
            return [$"{project}: not named in the table of dependencies"];
        }

        var document = XDocument.Parse(xml);
        var references = document.Descendants("ProjectReference")
            .Select(reference => ProjectName().Match((string?)reference.Attribute("Include") ?? "").Groups[1].Value)
            .Concat(document.Descendants("UsesActorRuntime")
                .Where(uses => uses.Value == "true")
                .Select(_ => "Phoenix.ActorRuntime"));
        var projects = references.Except(allowed).Select(name => $"{project} must not know {name}");
        var packages = document.Descendants("PackageReference")
            .Where(_ => project == "Phoenix.Core")
            .Select(package => $"{project} must not know the package {(string?)package.Attribute("Include")}");
        var suppressions = document.Descendants("NoWarn").Select(_ => $"{project} suppresses warnings wholesale");
        return projects.Concat(packages).Concat(suppressions);
    }

    /// <summary>Names that say nothing about the domain.</summary>
    public static bool IsMeaningless(string path) =>
        path.Split('/').Select(part => part.Split('.')[0]).Any(part => Meaningless().IsMatch(part));

    [GeneratedRegex("^(?:Models?|Common|Misc|Shared)$|(?:Helpers?|Utils?|Utilities|Managers?)$")]
    private static partial Regex Meaningless();

    [GeneratedRegex(@"([^/\\]+)\.csproj$")]
    private static partial Regex ProjectName();
}
