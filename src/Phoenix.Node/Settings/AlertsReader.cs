using System.Collections.Immutable;
using Phoenix.Core.Alerts;
using Phoenix.Core.Settings;

namespace Phoenix.Node.Settings;

/// <summary>The alerts' part of the settings.</summary>
internal static class AlertsReader
{
    private const string Blocks = "phoenix.alerts.sink";
    private const string Defaults = "phoenix.alerts.sink-defaults";

    /// <summary>Messages a minute that the chats take; more and they refuse all for minutes.</summary>
    private const int ChatLimit = 20;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static AlertsSettings Read(ConfigSource source, KeyReader block)
    {
        _ = Sink(new KeyReader(source, Defaults), "");    // their own mistakes are told whether used or not
        return new AlertsSettings
        {
            Rules = Rules(block),
            Node = block.Text("node", text => text.Length is > 0 and <= 64, "expected a name of at most 64 characters"),
            StopTimeout = block.Duration("stop-timeout", TimeSpan.Zero),
            Sinks = Sinks(source, block),
        };
    }

    private static AlertSettings Rules(KeyReader block)
    {
        var rules = new AlertSettings
        {
            HaltedAfter = block.Duration("halted-after", Second),
            UnguardedAfter = block.Duration("unguarded-after", Second),
            StreamLostAfter = block.Duration("stream-lost-after", Second),
            UnknownAfter = block.Duration("unknown-after", Second),
            SilentAfter = block.Duration("silent-after", TimeSpan.FromSeconds(3)),
            RepeatWindow = block.Duration("repeat-window", TimeSpan.FromMinutes(1)),
            HaltsMost = block.Count("halts-most", 1, 999),
            DeathsMost = block.Count("deaths-most", 1, 999),
            EventLasts = block.Duration("event-lasts", TimeSpan.FromMinutes(1)),
            ClearAfter = block.Duration("clear-after", Second),
            FlapWindow = block.Duration("flap-window", Second),
            RemindAfter = block.Duration("remind-after", TimeSpan.FromMinutes(1)),
        };
        block.DemandAtLeast(rules.FlapWindow, "flap-window", rules.ClearAfter, "clear-after");
        return rules;
    }

    private static ImmutableArray<SinkSettings> Sinks(ConfigSource source, KeyReader block)
    {
        var names = block.List("sinks", "expected a list of names", "write for example [team]");
        var isNames = names.All(name => name.Length is > 0 and <= 32 && name.All(IsNamePart));
        var isOnce = names.Distinct(StringComparer.Ordinal).Count() == names.Length;
        block.Demand(
            isNames && isOnce && names.Length <= 10,
            "sinks",
            "sinks",
            "expected at most 10 different names of letters, digits, - and _",
            "write for example [team]");
        foreach (var stray in source.BlocksBelow(Blocks).Except(names, StringComparer.Ordinal))
        {
            source.RefuseBelow(
                $"{Blocks}.{stray}",
                "a block for a receiver that nothing is sent to",
                "add it to phoenix.alerts.sinks, or remove the block");
        }

        return isNames && isOnce && names.Length > 0
            ? [.. names.Select(name => Checked(new KeyReader(source, $"{Blocks}.{name}", Defaults), name))]
            : [];
    }

    private static SinkSettings Sink(KeyReader block, string name) => new()
    {
        Name = name,
        Kind = block.Choice(
            "kind",
            ("json", SinkKind.Json),
            ("slack", SinkKind.Slack),
            ("telegram", SinkKind.Telegram),
            ("dingtalk", SinkKind.DingTalk),
            ("wecom", SinkKind.WeCom)),
        Least = block.Choice(
            "least", ("warning", AlertSeverity.Warning), ("critical", AlertSeverity.Critical)),
        Address = Secret(block, "url"),
        Sign = Secret(block, "sign"),
        ChatId = block.Text("chat-id", text => text.Length <= 64, "expected a chat's number or @name"),
        Gate = new GateSettings
        {
            PerMinute = block.Count("per-minute", 1, 600),
            Burst = block.Count("burst", 1, 600),
            GiveUpAfter = block.Duration("give-up-after", TimeSpan.FromMinutes(1)),
        },
        Timeout = block.Duration("timeout", TimeSpan.FromMilliseconds(100)),
        Attempts = block.Count("attempts", 1, 10),
        Backoff = block.Duration("backoff", TimeSpan.FromMilliseconds(100)),
        Pause = block.Duration("pause", Second),
    };

    private static SinkSettings Checked(KeyReader block, string name)
    {
        var sink = Sink(block, name);
        block.Demand(
            sink.Kind == SinkKind.Json || sink.Gate.PerMinute + sink.Gate.Burst <= ChatLimit,
            "per-minute",
            "burst",
            $"expected {ChatLimit} at most together with burst: a chat takes no more in a minute",
            "lower one of them");
        block.Demand(
            sink.Kind != SinkKind.Telegram || sink.ChatId.Length > 0,
            "chat-id",
            "kind",
            "expected the chat for kind telegram",
            "write the chat's number or @name");
        block.Demand(
            sink.Address.IsNamed,
            "url-variable",
            "kind",
            "expected a variable, or url-file, that holds the address",
            $"write sink.{name}.url-variable = PHOENIX_ALERT_URL");
        return sink;
    }

    private static SecretPlace Secret(KeyReader block, string key)
    {
        var place = new SecretPlace
        {
            Variable = block.Text(
                $"{key}-variable",
                text => text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'),
                "expected the name of an environment variable"),
            File = block.Text($"{key}-file", _ => true, "expected a path"),
        };
        block.Demand(
            place.Variable.Length == 0 || place.File.Length == 0,
            $"{key}-file",
            $"{key}-variable",
            $"expected nothing beside {key}-variable",
            "name one of the two");
        return place;
    }

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
