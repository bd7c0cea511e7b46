using System.Collections.Immutable;

namespace Phoenix.Node.Settings;

/// <summary>Which settings a running node takes, and why not the others.</summary>
internal static class ReloadRules
{
    private const string Measured = "what was learned from the market was measured by the old value";
    private const string Begun = "whatever goes by it took it when it started";
    private const string Opened = "it is opened once, at the start";

    /// <summary>The first that fits counts; without a reason the setting is taken.</summary>
    private static readonly ImmutableArray<(string Block, string? Reason)> Rules =
    [
        ("phoenix.symbol.*.grid", null),
        ("phoenix.symbol.*.risk", null),
        ("phoenix.symbol.*.strategy", null),
        ("phoenix.symbol.*.avellaneda-stoikov", null),
        ("phoenix.symbol.*.glft", null),
        ("phoenix.symbol.*.modes", null),
        ("phoenix.symbol.*.signals", Measured),
        ("phoenix.symbol.*.floor.fills", Measured),
        ("phoenix.symbol.*.floor.shrink-fills", Measured),
        ("phoenix.symbol.*.floor", null),
        ("phoenix.logging.level", null),
        ("phoenix.logging", Opened),
        ("phoenix.symbols", "symbols come and go with a restart"),
        ("phoenix.streams", Begun),
        ("phoenix.reconnect", Begun),
        ("phoenix.listen-key", Begun),
        ("phoenix.user-stream", Begun),
        ("phoenix.reconcile", Begun),
        ("phoenix.trading", Begun),
        ("phoenix.dead-mans-switch", Begun),
        ("phoenix.pacing", Begun),
        ("phoenix.flatten", Begun),
        ("phoenix.risk", "the limits of the account go on with the highs and stops reached under them"),
        ("phoenix.venue", "the exchange is chosen once, at the start"),
        ("phoenix.node", Begun),
        ("phoenix.dashboard", Opened),
        ("phoenix.control", Opened),
        ("phoenix.metrics", Opened),
        ("phoenix.traces", Opened),
        ("phoenix.alerts", Opened),
        ("phoenix.recorder", Opened),
        ("phoenix.decisions", Opened),
        ("akka", "the actor system is built once, at the start"),
    ];

    /// <summary>Whether anybody has thought about it: a setting that no rule names is not taken.</summary>
    public static bool Knows(string key) => Find(key) is not null;

    /// <summary>Why a running node does not take it; null if it does.</summary>
    public static string? ReasonAgainst(string key) => Find(key) is { } rule ? rule.Reason : Begun;

    private static (string Block, string? Reason)? Find(string key)
    {
        var plain = Anonymous(key);
        foreach (var rule in Rules)
        {
            if (plain == rule.Block || plain.StartsWith(rule.Block + ".", StringComparison.Ordinal))
            {
                return rule;
            }
        }

        return null;
    }

    /// <summary>The key with no symbol's name in it.</summary>
    private static string Anonymous(string key)
    {
        var parts = key.Split('.');
        return parts is ["phoenix", "symbol-defaults", .. var shared] ? $"phoenix.symbol.*.{string.Join('.', shared)}"
            : parts is ["phoenix", "symbol", _, .. var own] ? $"phoenix.symbol.*.{string.Join('.', own)}"
            : key;
    }
}
