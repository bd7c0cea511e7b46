using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Phoenix.Node.Logs;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Metrics;

/// <summary>
/// Sends the metrics by OTLP (HTTP, protobuf) again and again, on a thread of its own: trading neither waits for it nor
/// knows of it. Disposing sends once more and waits for that as long as one request may last, at most five seconds.
/// </summary>
internal sealed class OtlpExport : IDisposable
{
    private const string What = "Metrics";

    private readonly MeterProvider _provider;

    private OtlpExport(Uri endpoint, OtlpSettings settings, ILogger log) => _provider = Sdk.CreateMeterProviderBuilder()
        .ConfigureResource(OtlpTarget.Name)
        .AddMeter(PhoenixMetrics.MeterName)
        .AddOtlpExporter((exporter, reader) =>
        {
            OtlpTarget.Aim(exporter, endpoint, settings.Timeout, What, log);
            reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds =
                (int)settings.Interval.TotalMilliseconds;
        })
        .Build();

    /// <summary>Null when the settings name no endpoint.</summary>
    public static OtlpExport? Start(OtlpSettings settings, ILogger log)
    {
        if (settings.Endpoint is not { } endpoint)
        {
            return null;
        }

        log.OtlpStarts(What, endpoint, settings.Interval.TotalSeconds);
        return new OtlpExport(endpoint, settings, log);
    }

    public void Dispose() => _provider.Dispose();
}
