using Microsoft.Extensions.Logging.Abstractions;
using Phoenix.Binance;
using Phoenix.Binance.Rest;
using Phoenix.Binance.WebSocket;
using Phoenix.Node.Alerts;
using Phoenix.Node.CommandLine;
using Phoenix.Node.Control;
using Phoenix.Node.Hosting;
using Phoenix.Node.Logs;
using Phoenix.Node.Secrets;
using Phoenix.Node.Settings;
using Phoenix.Venue.Http;

namespace Phoenix.Node.Checks;

/// <summary>Looks at everything a run depends on, and says of each how it stands; nothing is traded.</summary>
internal static class CheckRun
{
    /// <param name="configFile">Null for the settings of the simulation.</param>
    /// <param name="sendsTestAlert">Whether each receiver of alerts gets a message.</param>
    /// <param name="output">Gets one line for each thing.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="BadInputException">The settings hold a mistake; nothing was asked.</exception>
    public static async Task<int> Execute(string? configFile, bool sendsTestAlert, TextWriter output)
    {
        var settings = configFile is null ? SettingsReader.ReadDefault() : SettingsReader.ReadFile(configFile);
        var symbols = string.Join(", ", settings.Phoenix.Symbols.Select(symbol => symbol.Symbol));
        var file = configFile ?? SettingsReader.SimulationName;
        var worst = Print(CheckLine.Ok("settings", $"{file}: {symbols}"), output);
        worst = Worse(worst, Print(Folder(settings), output));
        worst = Worse(worst, Print(Token(settings), output));
        worst = Worse(worst, Print(Log(settings.Logs.File), output));
        await foreach (var line in AlertCheck.Run(settings, sendsTestAlert, TimeProvider.System))
        {
            worst = Worse(worst, Print(line, output));
        }

        await using var venue = settings.Venue.Mode == VenueMode.Embedded
            ? await EmbeddedExchange.Start(
                settings.Venue.Embedded, 0, "phoenix.venue.embedded.port", NullLoggerFactory.Instance, script: null)
            : null;
        await foreach (var line in Exchange(settings, venue))
        {
            worst = Worse(worst, Print(line, output));
        }

        output.WriteLine(worst switch
        {
            CheckVerdict.Ok => "everything is as it should be",
            CheckVerdict.Warning => "it would run; see the warnings",
            _ => "it would not come to quote; see what failed",
        });
        return worst == CheckVerdict.Failed ? ExitCode.Failed : ExitCode.Ok;
    }

    private static async IAsyncEnumerable<CheckLine> Exchange(NodeSettings settings, KestrelVenue? venue)
    {
        var access = venue is null
            ? ExchangeAccess.External(settings.Venue)
            : ExchangeAccess.Embedded(venue.BaseAddress);
        yield return CheckLine.Ok(
            "credentials",
            venue is null
                ? AccountCredentials.Source(settings.Venue.Credentials)
                : "those of the embedded exchange");
        using var http = new HttpClientTransport(access.Endpoints.Rest, new HttpTransportOptions());
        using var sockets = new ClientWebSocketTransport(TimeProvider.System, new WebSocketTransportOptions());
        using var adapters = new BinanceAdapters(
            access.Endpoints,
            access.Credentials,
            http,
            sockets,
            TimeProvider.System,
            new BinanceOptions { RequestTimeout = settings.Venue.RequestTimeout });
        var checks = new ExchangeChecks(
            adapters.Rest, adapters.Clock, access.Endpoints, settings.Phoenix.Streams.ConnectTimeout);
        await foreach (var line in checks.Run(settings.Phoenix))
        {
            yield return line;
        }
    }

    /// <summary>Incidents, decisions, kills and stops for a loss are written there.</summary>
    private static CheckLine Folder(NodeSettings settings)
    {
        var folder = settings.Incidents.DataFolder;
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".check-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return CheckLine.Ok("data folder", $"{folder} can be written");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return CheckLine.Failed("data folder", $"{folder}: {failure.Message}");
        }
    }

    private static CheckLine Token(NodeSettings settings)
    {
        if (!File.Exists(settings.TokenPath))
        {
            return CheckLine.Ok("control token", $"will be made with the first run: {settings.TokenPath}");
        }

        try
        {
            ControlToken.Load(settings.TokenPath);
            return CheckLine.Ok("control token", $"{settings.TokenPath} is ours alone");
        }
        catch (BadInputException bad)
        {
            return CheckLine.Failed("control token", bad.Message);
        }
    }

    private static CheckLine Log(string file)
    {
        try
        {
            LogFile.Probe(file);
            return CheckLine.Ok("log file", file.Length == 0 ? "none" : $"{file} can be written");
        }
        catch (BadInputException bad)
        {
            return CheckLine.Failed("log file", bad.Message);
        }
    }

    private static CheckVerdict Worse(CheckVerdict left, CheckVerdict right) => left > right ? left : right;

    private static CheckVerdict Print(CheckLine line, TextWriter output)
    {
        var verdict = line.Verdict switch
        {
            CheckVerdict.Ok => "ok",
            CheckVerdict.Warning => "warning",
            _ => "FAILED",
        };
        output.WriteLine($"{verdict,-8} {line.Subject,-18} {line.Text}");
        return line.Verdict;
    }
}
