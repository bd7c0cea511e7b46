using System.Text.Json;

namespace Phoenix.Venue.Faults.Scripts;

/// <summary>Reads what sets a rule off: a block with exactly one trigger in it.</summary>
internal sealed class TriggerReader(ScriptReader script, string path)
{
    private static readonly string[] Triggers = ["at", "frame", "request", "connect", "state", "every", "random"];
    private static readonly string[] StateFields = ["of", "account", "symbol", "target", "stream", "above", "below"];

    internal ScriptTrigger? Read(JsonElement json)
    {
        if (!script.CheckFields(path, json, Triggers)) return null;
        var given = json.EnumerateObject().ToList();
        if (given.Count == 1) return Read(json, given[0].Name, given[0].Value);
        script.Refuse(path, json, $"expected exactly one of {string.Join(", ", Triggers)}");
        return null;
    }

    private ScriptTrigger? Read(JsonElement json, string name, JsonElement block) => name switch
    {
        "at" => script.Time(path, json, "at") is { } time ? new ScriptTrigger.At(time) : null,
        "frame" => ReadFrame($"{path}.frame", block),
        "request" => ReadRequest($"{path}.request", block),
        "connect" => ReadConnect($"{path}.connect", block),
        "state" => ReadState($"{path}.state", block),
        "every" => ReadEvery($"{path}.every", block),
        _ => ReadRandom($"{path}.random", block),
    };

    private ScriptTrigger.Frame? ReadFrame(string at, JsonElement block)
    {
        if (!script.CheckFields(at, block, ["stream", "n"])) return null;
        var stream = ScriptReader.Text(block, "stream");
        var count = script.Count(at, block, "n");
        if (stream is not null) return new ScriptTrigger.Frame(stream, count ?? 1);
        script.Refuse($"{at}.stream", null, "expected the name of a stream or of a user event");
        return null;
    }

    private ScriptTrigger.Request? ReadRequest(string at, JsonElement block) =>
        script.CheckFields(at, block, ["route", "n"])
            ? new ScriptTrigger.Request(ScriptReader.Text(block, "route"), script.Count(at, block, "n") ?? 1)
            : null;

    private ScriptTrigger.Connect? ReadConnect(string at, JsonElement block)
    {
        if (!script.CheckFields(at, block, ["target", "n"])) return null;
        var target = ScriptReader.Text(block, "target") ?? "all";
        var count = script.Count(at, block, "n");
        if (IsClass(target)) return new ScriptTrigger.Connect(target, count ?? 1);
        RefuseClass(at, block, target);
        return null;
    }

    private ScriptTrigger.State? ReadState(string at, JsonElement block)
    {
        if (!script.CheckFields(at, block, StateFields)) return null;
        var word = ScriptReader.Text(block, "of") ?? string.Empty;
        var words = Enum.GetValues<StateNumber>().Select(JsonName).ToList();
        var of = words.IndexOf(word);
        var (above, below) = (script.Number(at, block, "above"), script.Number(at, block, "below"));
        var target = ScriptReader.Text(block, "target");
        if (of < 0)
        {
            var meant = FaultWords.Nearest(word, words);
            var known = string.Join(", ", words);
            script.Refuse($"{at}.of", Value(block, "of"), $"did you mean '{meant}'? There are {known}");
        }
        else if (above is null && below is null)
        {
            script.Refuse(at, block, "expected a bound: above or below");
        }
        else if (target is not null && !IsClass(target))
        {
            RefuseClass(at, block, target);
        }
        else
        {
            return new ScriptTrigger.State(
                Enum.GetValues<StateNumber>()[of],
                ScriptReader.Text(block, "account"),
                ScriptReader.Text(block, "symbol"),
                target,
                ScriptReader.Text(block, "stream"),
                above,
                below);
        }

        return null;
    }

    private ScriptTrigger.Every? ReadEvery(string at, JsonElement block)
    {
        if (!script.CheckFields(at, block, ["period", "jitter", "from", "to", "seed"])) return null;
        if (script.Time(at, block, "period") is not { } period || period == TimeSpan.Zero)
        {
            script.Refuse($"{at}.period", Value(block, "period"), "expected a period longer than nothing");
            return null;
        }

        var jitter = script.Time(at, block, "jitter") ?? TimeSpan.Zero;
        if (jitter > period)
        {
            script.Refuse($"{at}.jitter", Value(block, "jitter"), "expected no more than the period");
            return null;
        }

        return new ScriptTrigger.Every(
            period, jitter, script.Time(at, block, "from") ?? period, script.Time(at, block, "to"), Seed(at, block));
    }

    private ScriptTrigger.Random? ReadRandom(string at, JsonElement block)
    {
        if (!script.CheckFields(at, block, ["from", "to", "seed"])) return null;
        var from = script.Time(at, block, "from") ?? TimeSpan.Zero;
        if (script.Time(at, block, "to") is { } to && to >= from)
        {
            return new ScriptTrigger.Random(from, to, Seed(at, block));
        }

        script.Refuse($"{at}.to", Value(block, "to"), "expected a duration not below from");
        return null;
    }

    private long Seed(string at, JsonElement block) => (long)(script.Number(at, block, "seed") ?? 1);

    private static bool IsClass(string target) => FaultTarget.ClassWords.Contains(target);

    private void RefuseClass(string at, JsonElement block, string target)
    {
        var meant = FaultWords.Nearest(target, FaultTarget.ClassWords);
        script.Refuse($"{at}.target", Value(block, "target"), $"did you mean '{meant}'?");
    }

    private static JsonElement? Value(JsonElement block, string name) =>
        block.TryGetProperty(name, out var value) ? value : null;

    private static string JsonName(StateNumber number) => JsonNamingPolicy.CamelCase.ConvertName($"{number}");
}
