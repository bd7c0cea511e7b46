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

    /// <summary>
    /// Finds out before the run whether the file can be written, rather than after it; leaves everything as it was.
    /// </summary>
    /// <exception cref="BadInputException">It cannot.</exception>
    public static void Probe(string path)
    {
        try
        {
            if (File.Exists(path) || Directory.Exists(path))
            {
                using var file = File.Open(path, FileMode.Open, FileAccess.Write);
            }
            else
            {
                using var file = File.Create(Draft(path), 1, FileOptions.DeleteOnClose);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadInputException(new SettingsProblem(
                "--summary", path, "cannot be written", $"name a file in an existing folder ({Reason(failure)})"));
        }
    }

    /// <summary>Whole or not at all: written beside it first, and renamed.</summary>
    public static void Write(string path, RunSummary summary)
    {
        var json = ToJson(summary) + "\n";
        if (IsOrdinary(path))
        {
            File.WriteAllText(Draft(path), json);
            File.Move(Draft(path), path, overwrite: true);
        }
        else
        {
            File.WriteAllText(path, json);
        }
    }

    public static string ToJson(RunSummary summary) => JsonSerializer.Serialize(summary, Options);

    /// <exception cref="JsonException">The text is not a summary.</exception>
    public static RunSummary FromJson(string json) =>
        JsonSerializer.Deserialize<RunSummary>(json, Options) ?? throw new JsonException("The summary is empty.");

    private static string Draft(string path) => $"{path}.{Environment.ProcessId}.tmp";

    /// <summary>Devices and links, such as /dev/stdout, are written through, not replaced.</summary>
    private static bool IsOrdinary(string path) =>
        !File.Exists(path) || (File.GetAttributes(path) & (FileAttributes.Device | FileAttributes.ReparsePoint)) == 0;

    private static string Reason(Exception failure) => failure.Message.ReplaceLineEndings(" ").TrimEnd('.');
}
