using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Phoenix.Venue.Faults.Scripts;

/// <summary>
/// Reads a script from JSON and collects all that is wrong with it: a list of rules
/// <c>{"when":{"at":"30s"},"do":{"verb":"blackhole","target":"public","for":"8s"}}</c>.
/// </summary>
public sealed class ScriptReader
{
    private static readonly string[] RuleFields = ["when", "do", "after", "times"];

    private readonly List<ScriptProblem> _problems = [];

    private ScriptReader()
    {
    }

    /// <param name="json">A list of rules.</param>
    /// <param name="problems">Empty when the script can be used.</param>
    public static FaultScript Read(JsonElement json, out ImmutableArray<ScriptProblem> problems)
    {
        var reader = new ScriptReader();
        var rules = ImmutableArray.CreateBuilder<ScriptRule>();
        var at = 0;
        if (json.ValueKind != JsonValueKind.Array)
        {
            reader.Refuse(string.Empty, json, "expected a list of rules");
        }
        else
        {
            foreach (var item in json.EnumerateArray())
            {
                if (reader.ReadRule($"[{at++}]", item) is { } rule) rules.Add(rule);
            }
        }

        problems = [.. reader._problems];
        return problems.IsEmpty ? new FaultScript(rules.ToImmutable()) : FaultScript.Empty;
    }

    internal void Refuse(string path, JsonElement? value, string expected) =>
        _problems.Add(new ScriptProblem(path, value?.ToString() ?? "(nothing)", expected));

    /// <summary>False when it is no object or holds a field that is not known.</summary>
    internal bool CheckFields(string path, JsonElement json, IReadOnlyCollection<string> known)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            Refuse(path, json, "expected a block");
            return false;
        }

        var isKnown = true;
        foreach (var field in json.EnumerateObject())
        {
            if (known.Contains(field.Name, StringComparer.Ordinal)) continue;
            var meant = FaultWords.Nearest(field.Name, known);
            Refuse($"{path}.{field.Name}", field.Value, $"unknown key; did you mean '{meant}'?");
            isKnown = false;
        }

        return isKnown;
    }

    internal TimeSpan? Time(string path, JsonElement block, string name)
    {
        if (!block.TryGetProperty(name, out var value)) return null;
        if (DurationWords.Parse(value.ToString()) is { } time && time >= TimeSpan.Zero) return time;
        Refuse($"{path}.{name}", value, "expected a duration with its unit (ms, s, m, h)");
        return null;
    }

    internal int? Count(string path, JsonElement block, string name)
    {
        if (!block.TryGetProperty(name, out var value)) return null;
        if (int.TryParse(value.ToString(), CultureInfo.InvariantCulture, out var count) && count >= 1) return count;
        Refuse($"{path}.{name}", value, "expected a whole number of at least 1");
        return null;
    }

    internal decimal? Number(string path, JsonElement block, string name)
    {
        if (!block.TryGetProperty(name, out var value)) return null;
        if (decimal.TryParse(value.ToString(), CultureInfo.InvariantCulture, out var number)) return number;
        Refuse($"{path}.{name}", value, "expected a number");
        return null;
    }

    internal static string? Text(JsonElement block, string name) =>
        block.TryGetProperty(name, out var value) ? value.ToString() : null;

    private ScriptRule? ReadRule(string path, JsonElement json)
    {
        if (!CheckFields(path, json, RuleFields)) return null;
        var when = json.TryGetProperty("when", out var trigger)
            ? new TriggerReader(this, $"{path}.when").Read(trigger)
            : Missing<ScriptTrigger>($"{path}.when", "a rule needs a trigger");
        var faults = json.TryGetProperty("do", out var does)
            ? ReadFaults($"{path}.do", does)
            : Missing<List<FaultRequest>>($"{path}.do", "a rule needs a fault");
        var after = Time(path, json, "after");
        var times = Count(path, json, "times");
        if (when is null || faults is null) return null;
        return new ScriptRule
        {
            When = when,
            Do = [.. faults],
            After = after ?? TimeSpan.Zero,
            Times = times ?? (when is ScriptTrigger.Every ? null : 1),
            Place = path,
        };
    }

    private T? Missing<T>(string path, string expected)
        where T : class
    {
        Refuse(path, null, expected);
        return null;
    }

    private List<FaultRequest>? ReadFaults(string path, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Array) return ReadFault(path, json) is { } one ? [one] : null;
        var all = new List<FaultRequest>();
        var at = 0;
        foreach (var item in json.EnumerateArray())
        {
            if (ReadFault($"{path}[{at++}]", item) is { } fault) all.Add(fault);
        }

        return all.Count == at ? all : null;
    }

    /// <summary>Reads on after a mistake, as if the field were not there, while mistakes name fields.</summary>
    private FaultRequest? ReadFault(string path, JsonElement json)
    {
        var before = _problems.Count;
        FaultRequest? request = null;
        for (var rest = json; request is null;)
        {
            try
            {
                request = FaultJson.Read(rest);
            }
            catch (JsonException malformed)
            {
                var field = malformed.Path;
                var isThere = field is not null && rest.TryGetProperty(field, out _);
                var value = isThere ? rest.GetProperty(field!) : rest;
                Refuse(field is null ? path : $"{path}.{field}", value, malformed.Message);
                if (!isThere || field == "verb") return null;
                rest = Without(rest, field!);
            }
        }

        var spec = FaultCatalog.Of(request.Verb);
        var known = spec.Fields.SelectMany(field => (string[])[field, field + "Ms"])
            .Append("durationMs").Append("verb").ToList();
        var takes = string.Join(", ", spec.Fields);
        foreach (var stranger in json.EnumerateObject()
            .Where(field => !known.Contains(field.Name, StringComparer.Ordinal))
            .Where(field => !_problems.Exists(problem => problem.Path == $"{path}.{field.Name}")))
        {
            Refuse($"{path}.{stranger.Name}", stranger.Value, $"{spec.Word} does not take it; it takes {takes}");
        }

        if (_problems.Count > before) return null;
        if (spec.Reject(request) is not { Length: > 0 } reason) return request;
        Refuse(path, json, reason);
        return null;
    }

    private static JsonElement Without(JsonElement json, string name) => JsonSerializer.SerializeToElement(
        json.EnumerateObject().Where(field => field.Name != name)
            .DistinctBy(field => field.Name, StringComparer.Ordinal)
            .ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal));
}
