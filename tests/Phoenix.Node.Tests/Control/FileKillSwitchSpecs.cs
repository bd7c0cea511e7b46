using Phoenix.Core.Ports;
using Phoenix.Node.Control;

namespace Phoenix.Node.Tests.Control;

/// <summary>Goal: a kill survives everything; when in doubt all is killed.</summary>
public sealed class FileKillSwitchSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("phoenix-").FullName;

    private string Place => Path.Combine(_folder, "data", "kill-switch");

    [Fact]
    public void Where_nothing_was_ever_written_nothing_is_killed() =>
        Switch().Read().ShouldBe(new KillReading(IsEngaged: false, null));

    [Fact]
    public async Task A_kill_is_found_by_the_next_run_and_so_is_its_end()
    {
        (await Switch().Engage()).ShouldBeNull();
        Switch().Read().ShouldBe(new KillReading(IsEngaged: true, null));

        (await Switch().Release()).ShouldBeNull();
        Switch().Read().ShouldBe(new KillReading(IsEngaged: false, null));
    }

    [Fact]
    public async Task The_last_word_counts_however_fast_they_follow()
    {
        var killSwitch = Switch();
        var words = new[] { killSwitch.Engage(), killSwitch.Release(), killSwitch.Engage() };

        (await Task.WhenAll(words)).ShouldAllBe(problem => problem == null);

        Switch().Read().IsEngaged.ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("rel")]
    [InlineData("released 2026-01-05T12:00:00Z")]
    [InlineData("something else\n")]
    public void What_is_cut_off_or_unknown_is_a_kill_and_names_the_remedy(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Place)!);
        File.WriteAllText(Place, content);

        var found = Switch().Read();

        found.IsEngaged.ShouldBeTrue();
        found.Problem!.ShouldContain("resume --after-kill");
    }

    [Fact]
    public async Task A_write_that_was_cut_off_is_a_kill()
    {
        await Switch().Release();
        File.WriteAllText(Place + ".tmp", "kil");

        Switch().Read().IsEngaged.ShouldBeTrue();
    }

    [Fact]
    public async Task What_cannot_be_written_is_told()
    {
        Directory.CreateDirectory(Place); // a folder stands where the file should

        (await Switch().Engage()).ShouldNotBeNull();
        Switch().Read().IsEngaged.ShouldBeTrue();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private FileKillSwitch Switch() => new(Place, TimeProvider.System);
}
