using System.Text.Json;
using System.Text.RegularExpressions;

namespace Phoenix.Node.Tests.Metrics;

/// <summary>What we hand to operators asks for metrics that exist, with labels that exist.</summary>
public sealed partial class OperationsFilesSpecs
{
    private const string Dashboard = "docs/operations/grafana-dashboard.json";
    private const string Alerts = "docs/operations/alerts.yml";

    private static readonly string[] Labels =
    [
        "instance", "job", "le", "symbol", "stream", "cause", "error", "state", "outcome", "mode", "pace", "part",
        "horizon", "since", "window", "version", "generation", "percentile",
    ];

    [Theory]
    [InlineData(Dashboard)]
    [InlineData(Alerts)]
    public void Only_exported_metrics_are_asked_for(string path)
    {
        var asked = Metric().Matches(Page.Read(path)).Select(match => match.Value).Distinct().ToList();

        asked.Count.ShouldBeGreaterThan(10);
        asked.Except(ExportedMetrics.Series()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Dashboard)]
    [InlineData(Alerts)]
    public void Only_labels_that_exist_are_asked_for(string path)
    {
        var text = Page.Read(path).Replace("\\\"", "\"", StringComparison.Ordinal);
        var selected = Selector().Matches(text)
            .SelectMany(selector => Label().Matches(selector.Value).Select(label => label.Groups["name"].Value));
        var grouped = Grouping().Matches(text).SelectMany(group => group.Groups["names"].Value.Split(", "));

        selected.Concat(grouped).Distinct().Except(Labels).ShouldBeEmpty();
    }

    [Fact]
    public void Every_panel_of_the_dashboard_asks_something()
    {
        using var dashboard = JsonDocument.Parse(Page.Read(Dashboard));
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .Where(panel => panel.GetProperty("type").GetString() != "row").ToList();

        panels.ShouldNotBeEmpty();
        foreach (var panel in panels)
        {
            var targets = panel.GetProperty("targets").EnumerateArray().ToList();
            targets.ShouldNotBeEmpty(panel.GetProperty("title").GetString());
            targets.ShouldAllBe(target => Metric().IsMatch(target.GetProperty("expr").GetString()!));
        }
    }

    [GeneratedRegex(@"\bphoenix_\w+")]
    private static partial Regex Metric();

    [GeneratedRegex(@"phoenix_\w+\{[^}]*\}")]
    private static partial Regex Selector();

    [GeneratedRegex(@"(?<name>\w+)(?:=~|!~|!=|=)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Label();

    [GeneratedRegex(@"\b(?:by|on) \((?<names>[\w, ]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Grouping();
}
