using System.Text.Encodings.Web;
using System.Text.Json;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Summary;

/// <summary>The JSON file a run leaves behind.</summary>
public static class SummaryFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Finds out before the run whether the file can be written, rather than after it.</summary>
    /// <exception cref="BadInputException">It cannot.</exception>
    public static void Probe(string path)
    {
        try
        {
            using var file = File.Open(path, FileMode.OpenOrCreate, FileAccess.Write);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadInputException(new SettingsProblem(
                "--summary", path, "cannot be written", $"name a file in an existing folder ({Reason(failure)})"));
        }
    }

    public static void Write(string path, RunSummary summary) => File.WriteAllText(path, ToJson(summary) + "\n");

    public static string ToJson(RunSummary summary) => JsonSerializer.Serialize(summary, Options);

    /// <exception cref="JsonException">The text is not a summary.</exception>
    public static RunSummary FromJson(string json) =>
        JsonSerializer.Deserialize<RunSummary>(json, Options) ?? throw new JsonException("The summary is empty.");

    private static string Reason(Exception failure) => failure.Message.ReplaceLineEndings(" ").TrimEnd('.');
}
