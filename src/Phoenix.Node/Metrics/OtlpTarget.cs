using Microsoft.Extensions.Logging;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using Phoenix.Node.Hosting;

namespace Phoenix.Node.Metrics;

/// <summary>What is the same of everything that this process sends by OTLP.</summary>
internal static class OtlpTarget
{
    /// <summary>Who sends.</summary>
    public static void Name(ResourceBuilder resource) => resource.AddService(
        "phoenix",
        serviceVersion: ProgramVersion.Text,
        serviceInstanceId: $"{Environment.MachineName}-{Environment.ProcessId}");

    /// <summary>Where to, by HTTP and protobuf; that it does not arrive is told in the log.</summary>
    /// <param name="exporter">Is set up.</param>
    /// <param name="endpoint">The whole address.</param>
    /// <param name="timeout">Of one request.</param>
    /// <param name="what">Is sent, for the log.</param>
    /// <param name="log">Is told.</param>
    public static void Aim(OtlpExporterOptions exporter, Uri endpoint, TimeSpan timeout, string what, ILogger log)
    {
        exporter.Endpoint = endpoint;
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.TimeoutMilliseconds = (int)timeout.TotalMilliseconds;
        exporter.HttpClientFactory = () => new HttpClient(
            new ExportWatch(new SocketsHttpHandler { AllowAutoRedirect = false }, what, log))
        {
            Timeout = timeout,
        };
    }
}
