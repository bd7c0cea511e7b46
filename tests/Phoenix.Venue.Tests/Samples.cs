using System.Text.Json;

namespace Phoenix.Venue.Tests;

/// <summary>
/// Recorded and documented messages of the real exchange. They are not part of the repository: tests that compare with
/// them look in <c>PHOENIX_SAMPLES</c>, else beside the checkout, and are skipped when there are none.
/// </summary>
internal static class Samples
{
    private static readonly string? Folder = Find();

    internal static JsonElement Json(string name) => JsonDocument.Parse(Text(name)).RootElement;

    internal static IEnumerable<JsonElement> Lines(string name) => Text(name)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonDocument.Parse(line).RootElement);

    /// <summary>The payload of the first example of a documented message.</summary>
    internal static JsonElement Official(string name, int example = 0) =>
        Json($"official/{name}.json").GetProperty("examples")[example].GetProperty("payload");

    internal static string[] Keys(this JsonElement json) => [.. json.EnumerateObject().Select(member => member.Name)];

    /// <summary>The kind of a value, both truths being one.</summary>
    internal static JsonValueKind Kind(this JsonElement json) =>
        json.ValueKind == JsonValueKind.False ? JsonValueKind.True : json.ValueKind;

    /// <summary>Where a sample lies.</summary>
    internal static string Path(string name)
    {
        Skip.If(Folder is null, "no samples of the exchange here");
        return System.IO.Path.Combine(Folder!, name);
    }

    internal static string Text(string name) => File.ReadAllText(Path(name));

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("PHOENIX_SAMPLES") is { Length: > 0 } named) return named;
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (!File.Exists(System.IO.Path.Combine(at.FullName, "Phoenix.Actors.sln"))) continue;
            var beside = System.IO.Path.Combine(at.FullName, "..", "shared", "binance", "samples");
            return Directory.Exists(beside) ? beside : null;
        }

        return null;
    }
}
