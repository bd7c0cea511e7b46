using Phoenix.Core.Ports;
using Phoenix.Core.Recording;

namespace Phoenix.Simulation.Wiring;

/// <summary>Keeps incidents in memory, recordings as the bytes of their files.</summary>
internal sealed class IncidentDrawer : IIncidentSink
{
    /// <summary>Names in the order in which papers came.</summary>
    public List<string> Names { get; } = [];

    /// <summary>Which incident ran, in order; null where one ended.</summary>
    public List<string?> Running { get; } = [];

    public SortedDictionary<string, string> Reports { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, byte[]> Recordings { get; } = new(StringComparer.Ordinal);

    public bool Offer(IncidentPapers papers)
    {
        Names.Add(papers.Name);
        Reports[papers.Name] = papers.Report;
        if (papers.Recording is { } recording)
        {
            using var file = new MemoryStream();
            RecordingFile.Write(recording, file);
            Recordings[papers.Name] = file.ToArray();
        }

        return true;
    }

    public void Runs(string? name) => Running.Add(name);

    public Task Flush() => Task.CompletedTask;

    /// <summary>The recording of the only incident, read back.</summary>
    public FlightRecording Only() => Open(Recordings.Keys.Single());

    /// <summary>A recording, read back.</summary>
    public FlightRecording Open(string name)
    {
        using var file = new MemoryStream(Recordings[name]);
        return RecordingFile.Read(file, [typeof(Actors.PhoenixTree).Assembly]);
    }
}
