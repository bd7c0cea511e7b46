using System.Text.Json;

namespace Phoenix.Soak.Simulated;

/// <summary>One line of JSON per seed, so that a run can be broken off and taken up again.</summary>
internal sealed class ResultsFile(string path)
{
    private readonly Lock _gate = new();

    internal List<SeedResult> Read() => File.Exists(path)
        ? [.. File.ReadLines(path).Where(line => line.Length > 0).Select(Parse)]
        : [];

    internal void Add(SeedResult result)
    {
        lock (_gate)
        {
            File.AppendAllText(path, JsonSerializer.Serialize(result) + "\n");
        }
    }

    private static SeedResult Parse(string line) =>
        JsonSerializer.Deserialize<SeedResult>(line) ?? throw new JsonException("a line of null");
}
