using Microsoft.Extensions.Logging.Abstractions;
using Phoenix.Core.Ports;
using Phoenix.Core.Recording;
using Phoenix.Core.Settings;
using Phoenix.Node.CommandLine;
using Phoenix.Node.Incidents;
using Phoenix.Node.Logs;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Tests.Incidents;

/// <summary>What is kept of incidents on disk, and what the replay command says to what it finds there.</summary>
public sealed class IncidentFolderSpecs : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("phoenix-incidents-");

    private string Folder => Path.Combine(_data.FullName, "incidents");

    private static FlightRecording Recording { get; } = new()
    {
        Program = "test",
        Occasion = "incident 1: a test",
        ClockZero = DateTimeOffset.UnixEpoch,
        Settings = new PhoenixSettings { Symbols = [] },
        Tapes = [],
    };

    [Fact]
    public void The_oldest_incidents_go_first()
    {
        Write(new IncidentFolderSettings { DataFolder = _data.FullName, KeepIncidents = 2 }, "1", "2", "3");

        Files().ShouldBe(["incident-2.flight.gz", "incident-2.md", "incident-3.flight.gz", "incident-3.md"]);
    }

    [Fact]
    public void The_newest_incident_stays_whatever_its_size()
    {
        Write(new IncidentFolderSettings { DataFolder = _data.FullName, KeepSize = 1 }, "1", "2");

        Files().ShouldBe(["incident-2.flight.gz", "incident-2.md"]);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_loses_the_incident_and_nothing_else()
    {
        File.WriteAllText(Folder, "in the way");
        Write(new IncidentFolderSettings { DataFolder = _data.FullName }, "1");
        File.ReadAllText(Folder).ShouldBe("in the way");
    }

    [Fact]
    public async Task A_recording_of_nothing_replays_to_the_same_decisions()
    {
        Write(new IncidentFolderSettings { DataFolder = _data.FullName }, "1");
        var (code, output, error) = await Replay(Path.Combine(Folder, "incident-1.flight.gz"));
        error.ShouldBeEmpty();
        output.ShouldContain("the same 0 decisions");
        code.ShouldBe(ExitCode.Ok);
    }

    [Fact]
    public async Task A_file_that_is_cut_off_is_told_in_one_line()
    {
        Write(new IncidentFolderSettings { DataFolder = _data.FullName }, "1");
        var path = Path.Combine(Folder, "incident-1.flight.gz");
        await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(path))[..60]);
        (await Complaint(path)).ShouldStartWith($"replay: {path}: ");
    }

    [Fact]
    public async Task A_file_of_a_later_format_is_told_in_one_line()
    {
        var path = Path.Combine(_data.FullName, "later.flight.gz");
        await using (var zip = new System.IO.Compression.GZipStream(
            File.Create(path), System.IO.Compression.CompressionMode.Compress))
        {
            await zip.WriteAsync("{\"format\":\"phoenix-flight-recording\",\"version\":99}\n"u8.ToArray());
        }

        (await Complaint(path)).ShouldContain("it has format version 99, and this program reads version 1");
    }

    [Fact]
    public async Task A_file_that_is_no_recording_or_is_not_there_is_told_in_one_line()
    {
        var path = Path.Combine(_data.FullName, "notes.txt");
        (await Complaint(path)).ShouldContain("name a recording");
        await File.WriteAllTextAsync(path, "no recording");
        (await Complaint(path)).ShouldContain("it is not a whole gzip file");
    }

    [Fact]
    public async Task Times_that_are_none_are_refused()
    {
        var (code, _, error) = await Replay("x", "--from", "noon");
        code.ShouldBe(ExitCode.BadInput);
        error.ShouldContain("--from noon: expected a time of the day; write for example --from 14:30:05");
    }

    public void Dispose() => _data.Delete(recursive: true);

    private static void Write(IncidentFolderSettings settings, params string[] names)
    {
        using var folder = new IncidentFolder(settings, NullLogger.Instance, new IncidentMark());
        foreach (var name in names)
        {
            folder.Offer(new IncidentPapers($"incident-{name}", "a report", Recording)).ShouldBeTrue();
        }
    }

    private static async Task<(int Code, string Output, string Error)> Replay(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await PhoenixCommand.Run(["replay", .. arguments], output, error);
        return (code, output.ToString(), error.ToString());
    }

    private static async Task<string> Complaint(string path)
    {
        var (code, _, error) = await Replay(path);
        code.ShouldBe(ExitCode.BadInput);
        error.TrimEnd().ShouldNotContain("\n");
        return error;
    }

    private IEnumerable<string> Files() =>
        Directory.GetFiles(Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);
}
