using System.Globalization;
using Microsoft.Extensions.Logging;
using Phoenix.Node.Settings;
using Serilog;
using Serilog.Configuration;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting.Json;

namespace Phoenix.Node.Logs;

/// <summary>
/// Where all log lines go: the console, one readable line each, and files as JSON if one is named, a new one each day
/// and whenever one is full. Writing happens on a thread of its own behind a bounded buffer; when it is full, lines are
/// dropped rather than trading held up. The files are in English whatever the language: programs read them.
/// </summary>
internal sealed class LogPipeline : IDisposable
{
    private const string Line = "{Timestamp:HH:mm:ss.fff} {Level:u3} {Part,-14} {Message:lj}{NewLine}{Exception}";

    private readonly LoggingLevelSwitch _level = new();
    private readonly Logger _logger;

    /// <param name="language">Of the lines for people.</param>
    public LogPipeline(LogSettings settings, Language language = Language.English)
    {
        var words = language == Language.Chinese ? LogWords.Chinese() : null;
        SetLevel(settings.Level);
        _logger = new LoggerConfiguration()
            .MinimumLevel.ControlledBy(_level)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .Enrich.With<PartEnricher>()
            .Enrich.With(Incident)
            .WriteTo.Async(
                sinks =>
                {
                    LoggerSinkConfiguration.Wrap(
                        sinks,
                        sink => words is null ? sink : words.Before(sink),
                        people =>
                        {
                            people.Sink(Tail);
                            people.Console(outputTemplate: Line, formatProvider: CultureInfo.InvariantCulture);
                        });
                    if (settings.File.Length > 0)
                    {
                        sinks.File(
                            new JsonFormatter(renderMessage: true, formatProvider: CultureInfo.InvariantCulture),
                            settings.File,
                            fileSizeLimitBytes: settings.FileSize,
                            rollOnFileSizeLimit: true,
                            rollingInterval: RollingInterval.Day,
                            retainedFileCountLimit: settings.KeepFiles);
                    }
                },
                bufferSize: settings.Buffer,
                blockWhenFull: false)
            .CreateLogger();
        Factory = new SerilogLoggerFactory(_logger);
    }

    public ILoggerFactory Factory { get; }

    /// <summary>Which incident the lines belong to.</summary>
    public IncidentMark Incident { get; } = new();

    /// <summary>The last lines.</summary>
    public LogTail Tail { get; } = new();

    /// <summary>The least level that is written from now on.</summary>
    public void SetLevel(LogLevel level) => _level.MinimumLevel = LevelConvert.ToSerilogLevel(level);

    /// <summary>Writes what is still buffered.</summary>
    public void Dispose()
    {
        Factory.Dispose();
        _logger.Dispose();
    }

    /// <summary>Which part of the system speaks, as one word.</summary>
    private sealed class PartEnricher : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
        {
            var category = logEvent.Properties.TryGetValue(Constants.SourceContextPropertyName, out var value)
                && value is ScalarValue { Value: string text } ? text : "Phoenix";
            logEvent.AddOrUpdateProperty(propertyFactory.CreateProperty("Part", LogPart.Of(category)));
        }
    }
}
