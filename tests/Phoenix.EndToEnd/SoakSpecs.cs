using Phoenix.Soak;
using Phoenix.Soak.Sockets;

namespace Phoenix.EndToEnd;

/// <summary>Alone, for threads and sockets are counted and recoveries are timed.</summary>
[CollectionDefinition(nameof(SoakSpecs), DisableParallelization = true)]
public sealed class SoakCollection;

/// <summary>
/// A minute of the run on real sockets, a random fault every five seconds: quoting comes back after each, at the end
/// sockets are as many as slots, threads and sockets of the process as many as before, and the account agrees.
/// </summary>
[Collection(nameof(SoakSpecs))]
public sealed class SoakSpecs
{
    [SkippableFact]
    public async Task A_minute_of_random_faults_leaves_nothing_behind()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Threads and sockets are read from /proc.");
        using var folder = new TemporaryFolder();
        var soak = new SocketsCommand(new CommandLine(
            ["--minutes", "1", "--every", "5s", "--seed", "7", "--out", folder.PathOf("soak")]));

        await soak.Run();

        soak.Violations.ShouldBeEmpty();
    }
}
