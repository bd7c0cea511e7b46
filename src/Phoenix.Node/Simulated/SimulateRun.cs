using System.Collections.Immutable;
using System.Diagnostics;
using Phoenix.Core.Primitives;
using Phoenix.Node.CommandLine;
using Phoenix.Node.Hosting;
using Phoenix.Node.Screens;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Simulated;

/// <summary>What the command line says about a simulation.</summary>
/// <param name="ConfigFile">HOCON laid over the reference; null for hocon/sim.conf.</param>
/// <param name="For">How long each market lasts, in virtual time.</param>
/// <param name="Seed">Of the first market; null for that of the settings.</param>
/// <param name="Seeds">How many markets, each from the next seed.</param>
public sealed record SimulateOptions(string? ConfigFile, TimeSpan For, long? Seed, int Seeds);

/// <summary>Trades the settings on simulated markets in virtual time, and tells what that brought.</summary>
internal static class SimulateRun
{
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(10);

    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="BadInputException">The options or the settings hold a mistake; nothing was traded.</exception>
    public static int Execute(SimulateOptions options, Terminal? terminal, TextWriter output, TextWriter error)
    {
        var settings = options.ConfigFile is { } file ? SettingsReader.ReadFile(file) : SettingsReader.ReadDefault();
        CheckListed(settings);
        using var stop = new StopSignal();
        var first = options.Seed ?? settings.Venue.Embedded.Seed;
        var results = new List<SimulatedMarket>();
        var working = Stopwatch.StartNew();
        foreach (var seed in Enumerable.Range(0, options.Seeds).Select(number => first + number))
        {
            if (stop.Token.IsCancellationRequested)
            {
                break;
            }

            results.Add(LongWork.Run(
                terminal, error, $"seed {seed}", tell => Trade(settings, seed, options.For, tell, stop.Token)));
        }

        var view = SimulateScreen.Of([.. results], working.Elapsed);
        if (terminal is null)
        {
            PlainText.Write(view, output);
        }
        else
        {
            terminal.Console.Write(TerminalView.Of(view));
        }

        return results.TrueForAll(market => market.Result is { Comparison.Agrees: true })
            ? ExitCode.Ok
            : ExitCode.Failed;
    }

    /// <summary>Ends early, and in order all the same, when the process is asked to.</summary>
    private static SimulatedMarket Trade(
        NodeSettings settings, long seed, TimeSpan time, Action<double> tell, CancellationToken stop)
    {
        using var trading = new VirtualTrading(settings, seed);
        var traded = TimeSpan.Zero;
        while (traded < time && !stop.IsCancellationRequested)
        {
            var slice = time - traded < Slice ? time - traded : Slice;
            trading.RunFor(slice);
            traded += slice;
            tell(traded / time);
        }

        return new SimulatedMarket(seed, traded, trading.Stop());
    }

    /// <summary>Settings for another exchange may name what the embedded one does not list.</summary>
    private static void CheckListed(NodeSettings settings)
    {
        var missing = settings.Phoenix.Symbols.Select(symbol => symbol.Symbol)
            .Except(settings.Venue.Embedded.Symbols)
            .ToImmutableArray<Symbol>();
        if (missing.Length > 0)
        {
            throw new BadInputException(new SettingsProblem(
                "phoenix.symbols",
                string.Join(", ", missing),
                "the embedded exchange does not list it",
                "add it to phoenix.venue.embedded.markets"));
        }
    }
}

/// <summary>One market that was traded.</summary>
/// <param name="Traded">For how long, in virtual time.</param>
/// <param name="Result">Null when it could not be stopped in order.</param>
internal sealed record SimulatedMarket(long Seed, TimeSpan Traded, VirtualResult? Result);
