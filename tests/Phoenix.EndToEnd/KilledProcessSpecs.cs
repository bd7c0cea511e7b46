using Phoenix.Soak;
using Phoenix.Soak.Kills;

namespace Phoenix.EndToEnd;

/// <summary>
/// Goal: signal 9 at whatever moment loses nothing. Method: two kills of the run that <c>Phoenix.Soak kills</c> makes
/// fifty times, one with a successor at once and one after the countdown.
/// </summary>
public sealed class KilledProcessSpecs
{
    [Fact]
    public async Task A_killed_process_leaves_no_orders_and_its_successor_compares_before_it_quotes()
    {
        using var folder = new TemporaryFolder();
        var kills = new KillsCommand(new CommandLine(["--times", "2", "--seed", "5", "--out", folder.PathOf("kills")]));

        await kills.Run();

        kills.Violations.ShouldBeEmpty();
    }
}
