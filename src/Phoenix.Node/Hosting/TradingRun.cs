using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Phoenix.Actors.Telemetry;
using Phoenix.Node.Alerts;
using Phoenix.Node.CommandLine;
using Phoenix.Node.Control;
using Phoenix.Node.Dashboard;
using Phoenix.Node.Logs;
using Phoenix.Node.Metrics;
using Phoenix.Node.Settings;
using Phoenix.Node.Status;
using Phoenix.Node.Summary;
using Phoenix.Venue.Http;

namespace Phoenix.Node.Hosting;

/// <summary>
/// One run from the command line: start everything, trade, stop in order, let the exchange say how it ended.
/// </summary>
internal sealed class TradingRun
{
    private static readonly TimeSpan TruthTimeout = TimeSpan.FromSeconds(10);

    private readonly RunOptions _options;
    private readonly WrittenSettings _written;
    private readonly NodeSettings _settings;
    private readonly ILoggerFactory _logs;
    private readonly LogPipeline _pipeline;
    private readonly ILogger _log;

    private TradingRun(RunOptions options, WrittenSettings written, NodeSettings settings, LogPipeline logs)
    {
        (_options, _written, _settings, _pipeline, _logs) = (options, written, settings, logs, logs.Factory);
        _log = _logs.CreateLogger("Phoenix.Node");
    }

    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="BadInputException">The options or the settings hold a mistake; nothing was started.</exception>
    public static async Task<int> Execute(RunOptions options)
    {
        using var stop = new StopSignal();
        var written = SettingsReader.ReadWritten(options.ConfigFile);
        var settings = Overlay(written.Settings, options);
        if (options.SummaryFile is { } summary)
        {
            SummaryFile.Probe(summary);
        }

        LogFile.Probe(settings.Logs.File);
        using var logs = new LogPipeline(settings.Logs, settings.Language);
        return await new TradingRun(options, written, settings, logs).Trade(stop);
    }

    /// <summary>The command line wins over the file.</summary>
    private static NodeSettings Overlay(NodeSettings settings, RunOptions options)
    {
        var embedded = settings.Venue.Embedded with
        {
            Seed = options.Seed ?? settings.Venue.Embedded.Seed,
            Port = options.VenuePort ?? settings.Venue.Embedded.Port,
        };
        return settings with { Venue = settings.Venue with { Embedded = embedded } };
    }

    private async Task<int> Trade(StopSignal stop)
    {
        var seed = _settings.Venue.Embedded.Seed;
        await using var venue = await StartVenue();
        var access = venue is null
            ? ExchangeAccess.External(_settings.Venue)
            : ExchangeAccess.Embedded(venue.BaseAddress);
        _log.Starting(
            ProgramVersion.Text,
            string.Join(", ", _settings.Phoenix.Symbols.Select(symbol => symbol.Symbol)),
            access.Endpoints.Rest.ToString(),
            seed);

        await using var host = new TradingHost(_settings, access, seed, _logs, _pipeline.Incident);
        using var reloader = new Reloader(
            _options.ConfigFile, _written, host.Resettle, _pipeline.SetLevel, _log);
        stop.ReadAgain = () => _ = ReadAgain(reloader);
        await using var control = await StartControl(host, reloader);
        using var address = control is null
            ? null
            : ControlAddress.Publish(_settings.Incidents.DataFolder, control.Address.Port);
        await using var dashboard = await StartDashboard(host, reloader, access, venue);
        await using var metrics = await StartMetrics(host);
        using var otlp = OtlpExport.Start(_settings.Metrics.Otlp, _logs.CreateLogger("Phoenix.Metrics"));
        await using var alerts = StartAlerts(host);
        await host.Start();
        var cause = await Wait(host, stop);
        _log.StopRequested(cause);
        await (alerts?.Stop() ?? Task.CompletedTask); // a system that stops is silent
        var stopping = Stopwatch.StartNew();
        var last = await host.Status();
        var clock = RunClock.At(host.Now);
        var ended = await host.Stop();
        var record = new RunRecord(seed, cause, clock, ended, ended?.Status ?? last, null);
        record = record with { Comparison = await Compare(venue, host, record.Status) };
        ReportStop(record, stopping.ElapsedMilliseconds);
        WriteSummary(record);
        if (host.NothingToQuote.IsCompletedSuccessfully)
        {
            throw CannotQuote(await host.NothingToQuote);
        }

        return ended is { Drained: true } && record.Comparison is { Agrees: true } ? ExitCode.Ok : ExitCode.Failed;
    }

    private void ReportStop(RunRecord record, long elapsedMs)
    {
        if (record.Disorder() is { } reason)
        {
            _log.StopNotInOrder(reason);
        }

        if (record.Comparison is { } comparison)
        {
            _log.Stopped(elapsedMs, comparison.Symbols.Sum(symbol => symbol.OpenOrders.Venue));
        }
        else
        {
            _log.StoppedUnasked(elapsedMs);
        }
    }

    /// <summary>The settings are at fault, though only the exchange's rules could show it.</summary>
    private BadInputException CannotQuote(ImmutableArray<LeftOutSymbol> symbols) => new(
    [
        .. symbols.Select(left => new SettingsProblem(
            _options.ConfigFile ?? SettingsReader.SimulationName,
            $"{left.Symbol} cannot be quoted",
            left.Reason.TrimEnd('.'),
            $"correct it under phoenix.symbol.{left.Symbol} or phoenix.symbol-defaults")),
    ]);

    private async Task<KestrelVenue?> StartVenue()
    {
        var embedded = _settings.Venue.Embedded;
        return _settings.Venue.Mode == VenueMode.Embedded
            ? await EmbeddedExchange.Start(
                embedded, embedded.Port, PortSource(), _logs, FaultScriptFile.Of(embedded))
            : null;
    }

    private async Task ReadAgain(Reloader reloader)
    {
        var reply = await reloader.Reload();
        _log.Commanded($"{ControlWords.Reload} by SIGHUP", reply.Outcome, reply.Detail);
    }

    private async Task<LocalServer?> StartControl(TradingHost host, Reloader reloader) => _settings.Control.Enabled
        ? await ControlEndpoint.Start(
            _settings.Control.Port, Routes(host, reloader), _logs.CreateLogger("Phoenix.Control"))
        : null;

    private ControlRoutes Routes(TradingHost host, Reloader reloader) => new(
        ControlToken.LoadOrCreate(_settings.TokenPath),
        host,
        reloader,
        _settings.Control.ConfirmTimeout,
        _logs.CreateLogger("Phoenix.Control"));

    private async Task<DashboardServer?> StartDashboard(
        TradingHost host, Reloader reloader, ExchangeAccess access, KestrelVenue? venue)
    {
        if (!_settings.Dashboard.Enabled)
        {
            return null;
        }

        return await DashboardServer.Start(
            _settings.Dashboard,
            new LiveFeed(host, _pipeline.Tail, access.Name, canFault: venue is not null, TimeProvider.System),
            Routes(host, reloader),
            venue is null ? null : new FaultPanel(venue.BaseAddress),
            new IncidentReports(_settings.Incidents.Folder),
            _logs.CreateLogger("Phoenix.Dashboard"));
    }

    private async Task<MetricsEndpoint?> StartMetrics(TradingHost host) => _settings.Metrics.Port == 0
        ? null
        : await MetricsEndpoint.Start(
            _settings.Metrics.Port,
            host.Metrics,
            host,
            [.. _settings.Phoenix.Symbols.Select(symbol => symbol.Symbol)],
            _settings.Metrics.LiveTimeout,
            _logs.CreateLogger("Phoenix.Metrics"));

    private AlertService? StartAlerts(TradingHost host) => AlertService.Start(
        _settings.Alerts,
        _settings.Language,
        host.Alerts,
        host,
        host.Budget,
        TimeProvider.System,
        _logs.CreateLogger("Phoenix.Alerts"));

    private string PortSource() => _options.VenuePort is null ? "phoenix.venue.embedded.port" : "--venue-port";

    private async Task<string> Wait(TradingHost host, StopSignal stop)
    {
        using var reporting = new CancellationTokenSource();
        var reports = StatusReporter.Report(host, _settings.StatusInterval, _log, reporting.Token);
        var signal = stop.Wait(_options.For);
        await Task.WhenAny(signal, host.NothingToQuote);
        await reporting.CancelAsync();
        await reports;
        if (host.NothingToQuote.IsCompletedSuccessfully)
        {
            _log.NothingToQuote();
            return "no symbol can be quoted";
        }

        return await signal;
    }

    private async Task<VenueComparison?> Compare(KestrelVenue? venue, TradingHost host, PhoenixStatus? ours)
    {
        if (ours is null)
        {
            return null;
        }

        using var afterwards = host.Afterwards();
        IExchangeTruth truth = venue is null ? new RestTruth(afterwards.Rest) : new EmbeddedTruth(venue);
        try
        {
            var comparison = await truth.Compare(ours).WaitAsync(TruthTimeout);
            if (comparison.Agrees)
            {
                _log.Agreed(StatusLine.Books(ours));
            }
            else
            {
                _log.Disagreed(comparison.Difference());
            }

            return comparison;
        }
        catch (Exception silent) when (silent is IOException or TimeoutException)
        {
            _log.TruthUnknown(silent.Message);
            return null;
        }
    }

    private void WriteSummary(RunRecord record)
    {
        if (_options.SummaryFile is { } file)
        {
            SummaryFile.Write(file, record.ToSummary());
            _log.SummaryWritten(file);
        }
    }
}
