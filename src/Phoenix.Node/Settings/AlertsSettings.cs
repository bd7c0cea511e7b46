using System.Collections.Immutable;
using Phoenix.Core.Alerts;
using Phoenix.Core.Settings;

namespace Phoenix.Node.Settings;

/// <summary>In which language the operator is spoken to.</summary>
public enum Language
{
    English = 1,
    Chinese,
}

/// <summary>What the operator is told of, and where.</summary>
public sealed record AlertsSettings
{
    public AlertSettings Rules { get; init; } = new();

    /// <summary>How messages name this node, so that several can share a receiver. Default <c>phoenix</c>.</summary>
    public string Node { get; init; } = "phoenix";

    /// <summary>What an orderly stop may take to tell what waits. Default 5 s.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The receivers. Default none, and then nothing is judged either.</summary>
    public ImmutableArray<SinkSettings> Sinks { get; init; } = [];
}

/// <summary>Whose form a message has.</summary>
public enum SinkKind
{
    /// <summary>An object with the text and each notice, for a program.</summary>
    Json = 1,

    /// <summary>An incoming webhook of Slack.</summary>
    Slack,

    /// <summary>The method sendMessage of a bot of Telegram.</summary>
    Telegram,

    /// <summary>A custom robot of a DingTalk group.</summary>
    DingTalk,

    /// <summary>A robot of a WeCom group.</summary>
    WeCom,
}

/// <summary>One receiver. Its address and secret are never here, only where they are found.</summary>
public sealed record SinkSettings
{
    public required string Name { get; init; }

    public SinkKind Kind { get; init; } = SinkKind.Json;

    /// <summary>What is less urgent is not told. Default warning, which is everything.</summary>
    public AlertSeverity Least { get; init; } = AlertSeverity.Warning;

    public SecretPlace Address { get; init; } = new();

    /// <summary>What signs the messages to a robot of DingTalk; empty where it signs none.</summary>
    public SecretPlace Sign { get; init; } = new();

    /// <summary>Telegram's chat; empty for the others.</summary>
    public string ChatId { get; init; } = "";

    public GateSettings Gate { get; init; } = new();

    /// <summary>Between a message and its answer. Default 5 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a message is tried before it waits for the pause. Default 3.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>The first pause between two attempts; it doubles, with jitter. Default 1 s.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After the last attempt failed, nothing is tried for so long. Default 1 min.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMinutes(1);
}

/// <summary>Where a secret is found: in an environment variable or in a file, of which one is named.</summary>
public sealed record SecretPlace
{
    public string Variable { get; init; } = "";

    public string File { get; init; } = "";

    public bool IsNamed => Variable.Length + File.Length > 0;
}
