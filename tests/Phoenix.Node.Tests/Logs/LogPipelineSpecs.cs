using System.Text.Json;
using Phoenix.Node.Logs;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Tests.Logs;

/// <summary>What the files of the log hold, and that they stay within their bounds.</summary>
public sealed class LogPipelineSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("phoenix-logs-").FullName;

    [Fact]
    public void A_line_is_one_object_that_names_its_part()
    {
        using (var logs = Start())
        {
            logs.Factory.CreateLogger("Phoenix.Control").CommandWithoutToken(3);
        }

        var line = Lines().ShouldHaveSingleItem();
        line.GetProperty("RenderedMessage").GetString()
            .ShouldBe("A command without the token is refused (3 so far)");
        Property(line, "Part").ShouldBe("Control");
        Property(line, IncidentMark.Property).ShouldBeNull();
    }

    [Fact]
    public void A_line_that_is_written_while_an_incident_runs_names_it()
    {
        using (var logs = Start())
        {
            var log = logs.Factory.CreateLogger("Phoenix.Control");
            log.CommandWithoutToken(1);
            logs.Incident.Name = "incident-20260105-120031-001";
            log.CommandWithoutToken(2);
            logs.Incident.Name = null;
            log.CommandWithoutToken(3);
        }

        Lines().Select(line => Property(line, IncidentMark.Property))
            .ShouldBe([null, "incident-20260105-120031-001", null]);
    }

    [Fact]
    public void A_full_file_is_followed_by_the_next_and_the_oldest_go()
    {
        using (var logs = Start())
        {
            var log = logs.Factory.CreateLogger("Phoenix.Control");
            for (var i = 0; i < 200; i++)
            {
                log.CommandWithoutToken(i);
            }
        }

        var files = new DirectoryInfo(_folder).GetFiles();
        files.Length.ShouldBe(3);
        files.ShouldAllBe(file => file.Length < 5000);
        Lines().Select(line => Property(line, "Count")).ShouldContain("199");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string? Property(JsonElement line, string name) =>
        line.GetProperty("Properties").TryGetProperty(name, out var value) ? value.ToString() : null;

    private LogPipeline Start() => new(new LogSettings
    {
        File = Path.Combine(_folder, "phoenix.json"),
        FileSize = 4000,
        KeepFiles = 3,
    });

    private List<JsonElement> Lines() =>
    [
        .. new DirectoryInfo(_folder).GetFiles()
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .SelectMany(file => File.ReadAllLines(file.FullName))
            .Select(line => JsonDocument.Parse(line).RootElement),
    ];
}
