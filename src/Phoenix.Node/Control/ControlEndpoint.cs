using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Phoenix.Node.Logs;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Control;

/// <summary>
/// Takes the operator's commands over HTTP, on the loopback address only and only with the token: one request, one
/// command, answered when the exchange's state confirms it or the time is over.
/// </summary>
internal sealed class ControlEndpoint : IAsyncDisposable
{
    private const int BodyBytes = 4096;
    private const int MostConnections = 16;

    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromHours(1);

    private readonly ControlToken _token;
    private readonly IControlTarget _target;
    private readonly TimeSpan _patience;
    private readonly ILogger _log;
    private readonly WebApplication _host;
    private long _strangers;

    private ControlEndpoint(int port, ControlToken token, IControlTarget target, TimeSpan patience, ILogger log)
    {
        (_token, _target, _patience, _log) = (token, target, patience, log);
        _host = Build(port);
    }

    /// <summary>For example <c>http://127.0.0.1:4711/</c>.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <param name="port">0 takes a free one.</param>
    /// <param name="patience">How long a command waits for its confirmation if it does not say.</param>
    /// <exception cref="BadInputException">The port is in use.</exception>
    public static async Task<ControlEndpoint> Start(
        int port, ControlToken token, IControlTarget target, TimeSpan patience, ILogger log)
    {
        var endpoint = new ControlEndpoint(port, token, target, patience, log);
        try
        {
            await endpoint._host.StartAsync();
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException)
        {
            await endpoint._host.DisposeAsync();
            throw new BadInputException(new SettingsProblem(
                "phoenix.control.port", $"{port}", "this port is in use", "name another one, or 0 for none"));
        }

        var server = endpoint._host.Services.GetRequiredService<IServer>();
        endpoint.Address = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/");
        log.ControlUp(endpoint.Address);
        return endpoint;
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(StopLimit);
        await _host.StopAsync(limit.Token);
        await _host.DisposeAsync();
    }

    private WebApplication Build(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopLimit);
        builder.WebHost.UseSockets();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyBytes;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        var host = builder.Build();
        host.Run(Serve);
        return host;
    }

    private async Task Serve(HttpContext context)
    {
        if (!_token.Matches(context.Request.Headers.Authorization))
        {
            Turn(context, StatusCodes.Status401Unauthorized);
            NoteStranger();
            return;
        }

        var path = context.Request.Path.Value ?? "";
        var verb = path.StartsWith(ControlWords.Root, StringComparison.Ordinal) ? path[ControlWords.Root.Length..] : "";
        if (verb == ControlWords.Status && HttpMethods.IsGet(context.Request.Method))
        {
            await TellStatus(context);
        }
        else if (HttpMethods.IsPost(context.Request.Method))
        {
            await Command(context, verb);
        }
        else
        {
            Turn(context, StatusCodes.Status404NotFound);
        }
    }

    private async Task TellStatus(HttpContext context)
    {
        if (await _target.Report() is { } status)
        {
            await context.Response.WriteAsJsonAsync(status, ControlJson.Options, context.RequestAborted);
        }
        else
        {
            Turn(context, StatusCodes.Status503ServiceUnavailable);
        }
    }

    private async Task Command(HttpContext context, string verb)
    {
        if (await Read(context) is not { } request || ControlWords.Command(verb, request) is not { } command)
        {
            Turn(context, StatusCodes.Status400BadRequest);
            return;
        }

        var longest = (long)LongestPatience.TotalMilliseconds;
        var patience = request.TimeoutMs is { } ms and > 0
            ? TimeSpan.FromMilliseconds(Math.Min(ms, longest))
            : _patience;
        var reply = ControlWords.Reply(await _target.Carry(command, patience));
        _log.Commanded(ControlWords.Describe(command), reply.Outcome, reply.Detail);
        context.Response.StatusCode = reply.Outcome switch
        {
            ControlReply.Done => StatusCodes.Status200OK,
            ControlReply.Refused => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status202Accepted,
        };
        await context.Response.WriteAsJsonAsync(reply, ControlJson.Options, context.RequestAborted);
    }

    /// <summary>An empty body is an empty request; null for one that cannot be understood.</summary>
    private static async Task<ControlRequest?> Read(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        try
        {
            return body.Length == 0
                ? new ControlRequest()
                : JsonSerializer.Deserialize<ControlRequest>(body.ToArray(), ControlJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Turn(HttpContext context, int status) => context.Response.StatusCode = status;

    /// <summary>Told at the first and then at every hundredth: a stranger is not to fill the log.</summary>
    private void NoteStranger()
    {
        if (Interlocked.Increment(ref _strangers) % 100 == 1)
        {
            _log.CommandWithoutToken(_strangers);
        }
    }
}
