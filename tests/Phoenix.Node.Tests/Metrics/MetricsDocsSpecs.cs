using System.Text.RegularExpressions;

namespace Phoenix.Node.Tests.Metrics;

/// <summary>The page lists what is exported: nothing is missing, nothing is made up.</summary>
public sealed partial class MetricsDocsSpecs
{
    [Fact]
    public void Every_metric_is_documented_with_its_type_and_every_documented_one_exists() =>
        Documented().ShouldBe(
            ExportedMetrics.All().Select(metric => $"{metric.Name} {metric.Kind}".ToLowerInvariant()),
            ignoreOrder: true);

    /// <summary>Rows like <c>| `phoenix_x_total` | counter | …</c>.</summary>
    private static string[] Documented() =>
    [
        .. Row().Matches(Page.Read("docs/metrics.md"))
            .Select(row => $"{row.Groups["name"].Value} {row.Groups["type"].Value}"),
    ];

    [GeneratedRegex(
        @"^\| `(?<name>phoenix_\w+)` \| (?<type>gauge|counter|histogram) \|",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();
}
