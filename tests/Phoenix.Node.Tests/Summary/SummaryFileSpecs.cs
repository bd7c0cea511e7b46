using Phoenix.Node.Settings;
using Phoenix.Node.Summary;

namespace Phoenix.Node.Tests.Summary;

/// <summary>The file is there whole or not at all.</summary>
public sealed class SummaryFileSpecs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("phoenix-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void To_find_out_whether_it_can_be_written_leaves_nothing()
    {
        SummaryFile.Probe(At("run.json"));

        _folder.GetFiles().ShouldBeEmpty();
    }

    [Fact]
    public void To_find_out_whether_it_can_be_written_leaves_the_last_one_as_it_was()
    {
        File.WriteAllText(At("run.json"), "{}");

        SummaryFile.Probe(At("run.json"));

        File.ReadAllText(At("run.json")).ShouldBe("{}");
    }

    [Fact]
    public void A_folder_cannot_be_written() =>
        Should.Throw<BadInputException>(() => SummaryFile.Probe(_folder.FullName));

    [Fact]
    public void A_new_one_replaces_the_last_one_whole()
    {
        File.WriteAllText(At("run.json"), new string('x', 100_000));

        SummaryFile.Write(At("run.json"), Summary);

        _folder.GetFiles().ShouldHaveSingleItem().Name.ShouldBe("run.json");
        SummaryFile.FromJson(File.ReadAllText(At("run.json"))).Seed.ShouldBe(7);
    }

    private static RunSummary Summary { get; } = new()
    {
        Version = "1.0.0",
        Seed = 7,
        StartedAt = DateTimeOffset.UnixEpoch,
        RanForMs = 1,
        StoppedBy = "SIGTERM",
        StoppedInOrder = true,
        StartUp = [],
        QuotesPlaced = 0,
        Fills = 0,
        Symbols = [],
        Halts = [],
        Recoveries = [],
        Venue = null,
    };

    private string At(string name) => Path.Combine(_folder.FullName, name);
}
