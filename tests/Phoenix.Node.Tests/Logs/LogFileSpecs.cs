using Phoenix.Node.Logs;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Tests.Logs;

/// <summary>Goal: the file that was tried before the run is the one that the run writes, and no other.</summary>
public sealed class LogFileSpecs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("phoenix-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_file_that_was_tried_gets_the_lines()
    {
        var file = Path.Combine(_folder.FullName, "deep", "log.json");
        LogFile.Probe(file);
        using (var logs = new LogPipeline(new LogSettings { File = file }))
        {
            logs.Factory.CreateLogger("Phoenix.Node").StopRequested("SIGTERM");
        }

        var written = _folder.GetFiles("*", SearchOption.AllDirectories).ShouldHaveSingleItem();
        written.Name.ShouldMatch(@"^log\d{8}\.json$");
        written.Length.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_folder_is_no_file() =>
        Should.Throw<BadInputException>(() => LogFile.Probe(_folder.FullName)).Message.ShouldContain("it is a folder");
}
