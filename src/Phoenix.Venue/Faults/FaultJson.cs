using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Phoenix.Core.Primitives;

namespace Phoenix.Venue.Faults;

/// <summary>
/// Reads a fault as it is posted: <c>{"verb":"muteData","target":"public","durationMs":10000}</c>. Durations are
/// numbers of milliseconds in fields that end in <c>Ms</c>, or texts like <c>8s</c> in the fields without it;
/// decimals are numbers or texts.
/// </summary>
internal static class FaultJson
{
    /// <summary>Every field there is, in the order they are told.</summary>
    internal static readonly string[] Fields =
    [
        "verb", "target", "stream", "for", "code", "n", "mode", "status", "route", "body", "applied", "sticky",
        "reply", "delay", "late", "retryAfter", "window", "idle", "size", "payload", "streams", "account", "symbol",
        "order", "side", "price", "quantity", "offset", "drift",
        "durationMs", "delayMs", "lateMs", "retryAfterMs", "windowMs", "offsetMs", "driftMs",
    ];

    /// <exception cref="JsonException">It is not a fault; the message says why.</exception>
    internal static FaultRequest Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new JsonException("expected a JSON object.");
        RejectUnknown(json);
        return new FaultRequest
        {
            Verb = ReadVerb(Text(json, "verb")),
            Target = Text(json, "target"),
            Stream = Text(json, "stream"),
            Duration = Time(json, "durationMs", "for"),
            Code = Number(json, "code"),
            Count = Number(json, "n"),
            IsSilent = ReadMode(Text(json, "mode")),
            Status = Number(json, "status"),
            Route = Text(json, "route"),
            Body = Text(json, "body"),
            IsApplied = Flag(json, "applied"),
            IsSticky = Flag(json, "sticky"),
            Reply = ReadReply(Text(json, "reply")),
            Delay = Time(json, "delayMs", "delay"),
            Late = Time(json, "lateMs", "late"),
            RetryAfter = Time(json, "retryAfterMs", "retryAfter"),
            Window = Time(json, "windowMs", "window"),
            IsIdle = Flag(json, "idle"),
            Size = Number(json, "size"),
            Payload = Text(json, "payload"),
            Streams = List(json, "streams"),
            Account = Text(json, "account"),
            Symbol = Text(json, "symbol"),
            Order = Text(json, "order"),
            Side = ReadSide(Text(json, "side")),
            Price = Decimal(json, "price"),
            Quantity = Decimal(json, "quantity"),
            Offset = Time(json, "offsetMs", "offset"),
            Drift = Time(json, "driftMs", "drift"),
        };
    }

    /// <summary>A misspelt field would otherwise make another fault than the one that was meant.</summary>
    private static void RejectUnknown(JsonElement json)
    {
        foreach (var field in json.EnumerateObject())
        {
            if (Fields.Contains(field.Name, StringComparer.Ordinal)) continue;
            var meant = FaultWords.Nearest(field.Name, Fields);
            throw Wrong(field.Name, $"field '{field.Name}' is unknown; did you mean '{meant}'?");
        }
    }

    private static FaultVerb ReadVerb(string? text)
    {
        foreach (var verb in Enum.GetValues<FaultVerb>())
        {
            if (FaultWords.Of(verb) == text) return verb;
        }

        var words = Enum.GetValues<FaultVerb>().Select(FaultWords.Of).ToList();
        var known = string.Join(", ", words);
        if (text is null) throw Wrong("verb", $"verb is missing; expected one of {known}.");
        var meant = FaultWords.Nearest(text, words);
        throw Wrong("verb", $"verb '{text}' is unknown; did you mean '{meant}'? There are {known}.");
    }

    private static bool ReadMode(string? mode) => mode switch
    {
        null or "event" => false,
        "silent" => true,
        _ => throw Wrong("mode", $"mode '{mode}' is unknown; expected event or silent."),
    };

    /// <summary>Names the field, so that a script's reader can tell its place.</summary>
    private static JsonException Wrong(string field, string message) => new(message, field, null, null);

    private static FaultReply ReadReply(string? reply) => reply switch
    {
        null => FaultReply.Default,
        "own" => FaultReply.Own,
        "lost" => FaultReply.Lost,
        "error" => FaultReply.Error,
        "broken" => FaultReply.Broken,
        _ => throw Wrong("reply", $"reply '{reply}' is unknown; expected own, lost, error or broken."),
    };

    private static Side? ReadSide(string? side) => side switch
    {
        null => null,
        "BUY" => Side.Buy,
        "SELL" => Side.Sell,
        _ => throw Wrong("side", $"side '{side}' is unknown; expected BUY or SELL."),
    };

    private static TimeSpan? Time(JsonElement json, string millisecondsName, string name)
    {
        if (Number(json, millisecondsName) is { } ms) return TimeSpan.FromMilliseconds(ms);
        if (Text(json, name) is not { } text) return null;
        return DurationWords.Parse(text)
            ?? throw Wrong(name, $"{name} must be a duration with its unit (ms, s, m, h), not '{text}'.");
    }

    private static decimal? Decimal(JsonElement json, string name)
    {
        if (Text(json, name) is not { } text) return null;
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return number;
        throw Wrong(name, $"{name} must be a number, not '{text}'.");
    }

    private static ImmutableArray<string> List(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return [];
        if (value.ValueKind != JsonValueKind.Array) throw Wrong(name, $"{name} must be a list of texts.");
        return [.. value.EnumerateArray().Select(item => item.ToString())];
    }

    private static string? Text(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => throw Wrong(name, $"{name} must be a string."),
        };
    }

    private static int? Number(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)) return number;
        throw Wrong(name, $"{name} must be an integer.");
    }

    private static bool Flag(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return false;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        throw Wrong(name, $"{name} must be true or false.");
    }
}
