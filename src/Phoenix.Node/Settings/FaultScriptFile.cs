using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Akka.Configuration.Hocon;
using Phoenix.Venue.Faults.Scripts;

namespace Phoenix.Node.Settings;

/// <summary>
/// A script of faults in HOCON: the key <c>script</c> is a list of rules. The exchange reads scripts from JSON, so that
/// is what the rules are turned into; what is wrong is told with the file, the line where it can be told, and the path.
/// </summary>
internal sealed partial class FaultScriptFile
{
    private const string Key = "script";

    private readonly ScriptLines _lines;
    private readonly string _name;

    private FaultScriptFile(FaultScript script, string name, ScriptLines lines) =>
        (Script, _name, _lines) = (script, name, lines);

    public FaultScript Script { get; }

    /// <summary>The file that the settings name; null when they name none.</summary>
    /// <exception cref="BadInputException">It cannot be read or holds a mistake.</exception>
    public static FaultScriptFile? Of(EmbeddedVenueSettings settings) => settings.ScriptFile.Length == 0
        ? null
        : Read(settings.ScriptFile, "phoenix.venue.embedded.script-file");

    /// <param name="path">The file.</param>
    /// <param name="option">Names, for messages, where the file was given.</param>
    /// <exception cref="BadInputException">It cannot be read or holds a mistake; all mistakes are in it.</exception>
    public static FaultScriptFile Read(string path, string option)
    {
        ConfigText text;
        try
        {
            text = ConfigFiles.Read(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            var reason = failure.Message.ReplaceLineEndings(" ").TrimEnd('.');
            throw new BadInputException(new SettingsProblem(
                option, path, reason, "name a readable HOCON file with a list of rules as its key script"));
        }

        return Read(text);
    }

    /// <exception cref="BadInputException">The text holds a mistake; all mistakes are in it.</exception>
    internal static FaultScriptFile Read(ConfigText text)
    {
        var file = new FaultScriptFile(FaultScript.Empty, text.Name, ScriptLines.Of(text.Text));
        var keys = string.IsNullOrWhiteSpace(text.Text) ? [] : Keys(ConfigParser.Parse(text).Root);
        var problems = keys.Where(key => key.Key != Key).Select(key => file.Stranger(key.Key)).ToList();
        if (!keys.TryGetValue(Key, out var rules))
        {
            problems.Add(new SettingsProblem(
                text.Name,
                Key,
                "the key is missing",
                "write script = [ { when = { at = 30s }, do = { verb = ... } } ]"));
            throw new BadInputException([.. problems]);
        }

        using var json = JsonDocument.Parse(Json(rules));
        var script = ScriptReader.Read(json.RootElement, out var mistakes);
        problems.AddRange(mistakes.Select(file.Tell));
        return problems.Count == 0
            ? new FaultScriptFile(script, text.Name, file._lines)
            : throw new BadInputException([.. problems]);
    }

    /// <summary>The exchange cannot do what the script says.</summary>
    public BadInputException Refuse(IEnumerable<ScriptProblem> problems) => new([.. problems.Select(Tell)]);

    private static Dictionary<string, HoconValue> Keys(HoconValue root) =>
        root.IsObject() ? new(root.GetObject().Items, StringComparer.Ordinal) : [];

    private SettingsProblem Stranger(string key) => new(
        Place(key),
        key,
        "unknown key",
        NearestName.Of(key, [Key]) is { } meant ? $"did you mean {meant}?" : "remove it");

    private SettingsProblem Tell(ScriptProblem problem)
    {
        var path = Key + problem.Path;
        var value = problem.Value.ReplaceLineEndings(" ");
        return new SettingsProblem(
            Place(path), $"{path} = {value}", problem.Expected.TrimEnd('.'), "docs/venue-faults.md explains scripts");
    }

    private string Place(string path) => _lines.Find(path) is { } line ? $"{_name}:{line}" : _name;

    private static ReadOnlyMemory<byte> Json(HoconValue rules)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        Write(json, rules);
        json.Flush();
        return bytes.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, HoconValue value)
    {
        if (value.IsObject())
        {
            json.WriteStartObject();
            foreach (var (key, child) in value.GetObject().Items)
            {
                json.WritePropertyName(key);
                Write(json, child);
            }

            json.WriteEndObject();
        }
        else if (value.IsArray())
        {
            json.WriteStartArray();
            foreach (var item in value.GetArray()) Write(json, item);
            json.WriteEndArray();
        }
        else
        {
            Write(json, value.GetString());
        }
    }

    /// <summary>HOCON does not tell texts from numbers and flags; JSON does, and who reads it takes either.</summary>
    private static void Write(Utf8JsonWriter json, string? text)
    {
        switch (text)
        {
            case null:
                json.WriteNullValue();
                break;
            case "true" or "false":
                json.WriteBooleanValue(text == "true");
                break;
            case var number when Number().IsMatch(number):
                json.WriteRawValue(number);
                break;
            default:
                json.WriteStringValue(text);
                break;
        }
    }

    [GeneratedRegex(
        @"^-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,18})?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();
}
