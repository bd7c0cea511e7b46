using System.Collections.Immutable;
using Phoenix.Core.Settings;

namespace Phoenix.Node.Settings;

/// <summary>The names of the strategies, the same in the settings and in the operator's command.</summary>
internal static class StrategyWords
{
    public static ImmutableArray<(string Name, StrategyKind Kind)> All { get; } =
    [
        ("grid", StrategyKind.Grid),
        ("avellaneda-stoikov", StrategyKind.AvellanedaStoikov),
        ("glft", StrategyKind.Glft),
    ];

    public static string Of(StrategyKind kind) => All.First(named => named.Kind == kind).Name;

    /// <summary>Null when there is none of that name.</summary>
    public static StrategyKind? KindOf(string? name) =>
        All.Where(named => named.Name == name).Select(named => (StrategyKind?)named.Kind).FirstOrDefault();
}
