using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using Phoenix.Node.Hosting;
using Phoenix.Node.Logs;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Metrics;

/// <summary>
/// Sends the metrics by OTLP (HTTP, protobuf) again and again, on a thread of its own: trading neither waits for it nor
/// knows of it. Disposing sends once more and waits for that as long as one request may last, at most five seconds.
/// </summary>
internal sealed class OtlpExport : IDisposable
{
    private readonly MeterProvider _provider;

    private OtlpExport(Uri endpoint, OtlpSettings settings, ILogger log) => _provider = Sdk.CreateMeterProviderBuilder()
        .ConfigureResource(resource => resource.AddService(
            "phoenix",
            serviceVersion: ProgramVersion.Text,
            serviceInstanceId: $"{Environment.MachineName}-{Environment.ProcessId}"))
        .AddMeter(PhoenixMetrics.MeterName)
        .AddOtlpExporter((exporter, reader) =>
        {
            exporter.Endpoint = endpoint;
            exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
            exporter.TimeoutMilliseconds = (int)settings.Timeout.TotalMilliseconds;
            exporter.HttpClientFactory = () => new HttpClient(
                new ExportWatch(new SocketsHttpHandler { AllowAutoRedirect = false }, log))
            {
                Timeout = settings.Timeout,
            };
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

        log.OtlpStarts(endpoint, settings.Interval.TotalSeconds);
        return new OtlpExport(endpoint, settings, log);
    }

    public void Dispose() => _provider.Dispose();
}
