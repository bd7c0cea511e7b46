using System.Collections.Immutable;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Phoenix.Core.Primitives;
using Phoenix.Node.Control;
using Phoenix.Node.Hosting;
using Phoenix.Node.Logs;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Metrics;

/// <summary>
/// Shows metrics and health over HTTP, on the loopback address only. Nothing can be changed here, so no token is asked
/// for.
/// </summary>
internal sealed class MetricsEndpoint : IAsyncDisposable
{
    private const int MostConnections = 16;

    private readonly MeterReader _reader;
    private readonly IHealthTarget _target;
    private readonly ImmutableArray<Symbol> _symbols;
    private readonly TimeSpan _patience;
    private LocalServer? _server;

    private MetricsEndpoint(
        PhoenixMetrics metrics, IHealthTarget target, ImmutableArray<Symbol> symbols, TimeSpan patience)
    {
        (_target, _symbols, _patience) = (target, symbols, patience);
        _reader = new MeterReader(metrics.Meter);
    }

    /// <summary>For example <c>http://127.0.0.1:9464/</c>.</summary>
    public Uri Address => _server!.Address;

    /// <summary>To be called before anything is told to the metrics: what was told earlier is not counted.</summary>
    /// <param name="port">0 takes a free one.</param>
    /// <param name="symbols">All that have to be quoted for the node to be ready.</param>
    /// <param name="patience">How long the trading system may take to answer while it counts as alive.</param>
    /// <exception cref="BadInputException">The port is in use.</exception>
    public static async Task<MetricsEndpoint> Start(
        int port,
        PhoenixMetrics metrics,
        IHealthTarget target,
        ImmutableArray<Symbol> symbols,
        TimeSpan patience,
        ILogger log)
    {
        var endpoint = new MetricsEndpoint(metrics, target, symbols, patience);
        endpoint._server = await LocalServer.Start(
            IPAddress.Loopback,
            port,
            limits =>
            {
                limits.MaxRequestBodySize = 0;
                limits.MaxConcurrentConnections = MostConnections;
            },
            app => app.Run(endpoint.Serve));
        if (endpoint._server is null)
        {
            await endpoint.DisposeAsync();
            throw new BadInputException(new SettingsProblem(
                "phoenix.metrics.port", $"{port}", "this port is in use", "name another one, or 0 for none"));
        }

        log.MetricsUp(endpoint.Address);
        return endpoint;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _reader.Dispose();
    }

    private Task Serve(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return Task.CompletedTask;
        }

        switch (context.Request.Path.Value)
        {
            case "/metrics":
                return ShowMetrics(context);
            case "/health/live":
                return ShowHealth(context, HealthReport.Live);
            case "/health/ready":
                return ShowHealth(context, status => HealthReport.Ready(status, _symbols));
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
        }
    }

    private async Task ShowMetrics(HttpContext context)
    {
        var text = Encoding.UTF8.GetBytes(PrometheusText.Write(_reader.Read()));
        context.Response.ContentType = PrometheusText.ContentType;
        context.Response.ContentLength = text.Length;
        await context.Response.Body.WriteAsync(text, context.RequestAborted);
    }

    private async Task ShowHealth(HttpContext context, Func<Actors.Telemetry.PhoenixStatus?, HealthReport> judge)
    {
        var health = judge(await _target.Standing(_patience));
        context.Response.StatusCode = health.Ok ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        await context.Response.WriteAsJsonAsync(health, ControlJson.Options, context.RequestAborted);
    }
}
