using System.Text.Json;

namespace Phoenix.Venue.Faults;

/// <summary>
/// Reads a fault as it is posted: <c>{"verb":"muteData","target":"public","durationMs":10000}</c>, further
/// <c>stream</c>, <c>code</c>, <c>n</c>, <c>mode</c> (<c>event</c> or <c>silent</c>), <c>status</c>, <c>route</c>,
/// <c>body</c>, <c>applied</c> and <c>sticky</c>.
/// </summary>
internal static class FaultJson
{
    private static readonly string[] Fields =
    [
        "verb", "target", "stream", "durationMs", "code", "n", "mode", "status", "route", "body", "applied", "sticky",
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
            Duration = Number(json, "durationMs") is { } ms ? TimeSpan.FromMilliseconds(ms) : null,
            Code = Number(json, "code"),
            Count = Number(json, "n"),
            IsSilent = ReadMode(Text(json, "mode")),
            Status = Number(json, "status"),
            Route = Text(json, "route"),
            Body = Text(json, "body"),
            IsApplied = Flag(json, "applied"),
            IsSticky = Flag(json, "sticky"),
        };
    }

    /// <summary>A misspelt field would otherwise make another fault than the one that was meant.</summary>
    private static void RejectUnknown(JsonElement json)
    {
        foreach (var field in json.EnumerateObject())
        {
            if (Fields.Contains(field.Name, StringComparer.Ordinal)) continue;
            var meant = FaultWords.Nearest(field.Name, Fields);
            throw new JsonException($"field '{field.Name}' is unknown; did you mean '{meant}'?");
        }
    }

    private static FaultVerb ReadVerb(string? text)
    {
        foreach (var verb in Enum.GetValues<FaultVerb>())
        {
            if (FaultWords.Of(verb) == text) return verb;
        }

        var known = string.Join(", ", Enum.GetValues<FaultVerb>().Select(FaultWords.Of));
        if (text is null) throw new JsonException($"verb is missing; expected one of {known}.");
        throw new JsonException($"verb '{text}' is unknown; expected one of {known}.");
    }

    private static bool ReadMode(string? mode) => mode switch
    {
        null or "event" => false,
        "silent" => true,
        _ => throw new JsonException($"mode '{mode}' is unknown; expected event or silent."),
    };

    private static string? Text(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => throw new JsonException($"{name} must be a string."),
        };
    }

    private static int? Number(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)) return number;
        throw new JsonException($"{name} must be an integer.");
    }

    private static bool Flag(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return false;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        throw new JsonException($"{name} must be true or false.");
    }
}
