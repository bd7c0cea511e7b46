using System.Net;
using System.Net.WebSockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Phoenix.Node.Control;
using Phoenix.Node.Hosting;
using Phoenix.Node.Logs;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Dashboard;

/// <summary>
/// The page an operator looks at. Looking needs no token on the loopback address; whatever changes something does, by
/// the same routes as the command line.
/// </summary>
internal sealed class DashboardServer : IAsyncDisposable
{
    private const int MostConnections = 256;

    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(5);

    private readonly LiveFeed _feed;
    private readonly PageFiles _files = new();
    private readonly ControlRoutes _control;
    private readonly FaultPanel? _faults;
    private readonly IncidentReports _incidents;
    private readonly ILogger _log;
    private LocalServer? _server;

    private DashboardServer(
        LiveFeed feed, ControlRoutes control, FaultPanel? faults, IncidentReports incidents, ILogger log) =>
        (_feed, _control, _faults, _incidents, _log) = (feed, control, faults, incidents, log);

    public Uri Address => _server!.Address;

    /// <exception cref="BadInputException">The port is in use.</exception>
    public static async Task<DashboardServer> Start(
        DashboardSettings settings,
        LiveFeed feed,
        ControlRoutes control,
        FaultPanel? faults,
        IncidentReports incidents,
        ILogger log)
    {
        var dashboard = new DashboardServer(feed, control, faults, incidents, log);
        dashboard._server = await dashboard.Listen(settings.Port);
        if (dashboard._server is null && settings.AnyPort)
        {
            log.DashboardElsewhere(settings.Port);
            dashboard._server = await dashboard.Listen(0);
        }

        if (dashboard._server is null)
        {
            throw new BadInputException(new SettingsProblem(
                "phoenix.dashboard.port",
                $"{settings.Port}",
                "this port is in use",
                "name another one, or set phoenix.dashboard.any-port = on"));
        }

        log.DashboardUp(dashboard.Address);
        return dashboard;
    }

    public async ValueTask DisposeAsync()
    {
        await _feed.DisposeAsync();
        await _server!.DisposeAsync();
        _faults?.Dispose();
    }

    private Task<LocalServer?> Listen(int port) => LocalServer.Start(
        IPAddress.Loopback,
        port,
        limits =>
        {
            limits.MaxRequestBodySize = ControlRoutes.BodyBytes;
            limits.MaxConcurrentConnections = MostConnections;
            limits.MaxConcurrentUpgradedConnections = LiveFeed.MostPages;
        },
        app => app.UseWebSockets().Run(Serve));

    private async Task Serve(HttpContext context)
    {
        Guard(context.Response.Headers);
        if (!IsLocal(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return;
        }

        var path = context.Request.Path.Value ?? "/";
        if (path == "/live")
        {
            await Live(context);
        }
        else if (path.StartsWith(ControlWords.Root, StringComparison.Ordinal))
        {
            await _control.Serve(context);
        }
        else if (path == FaultPanel.Path && _faults is not null)
        {
            if (_control.Admits(context))
            {
                await _faults.Serve(context);
            }
        }
        else if (path.StartsWith(IncidentReports.Root, StringComparison.Ordinal))
        {
            await _incidents.Serve(context);
        }
        else if (!await _files.TryServe(context))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    /// <summary>The page runs what came with it and nothing else, and no other page may hold it.</summary>
    private static void Guard(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
    }

    /// <summary>
    /// A page of somebody else's may have its name resolved to this machine, and open sockets to it: the name that was
    /// asked for, and the page that asks, have to be ours.
    /// </summary>
    private static bool IsLocal(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return IsLoopback(request.Host.Host)
            && (origin.Length == 0
                || (Uri.TryCreate(origin, UriKind.Absolute, out var from)
                    && IsLoopback(from.Host) && from.Port == request.Host.Port));
    }

    private static bool IsLoopback(string host) => host is "localhost" or "127.0.0.1" or "[::1]" or "::1";

    private async Task Live(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        if (_feed.Join() is not { } page)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        try
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
            var (speaking, hearing) = (Speak(socket, page.Reader, end.Token), Hear(socket, end.Token));
            await Task.WhenAny(speaking, hearing);
            await end.CancelAsync();
            await Task.WhenAll(speaking, hearing);
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException or IOException)
        {
            _log.DashboardPageGone(gone.Message); // closed, or it does not read; it comes again by itself
        }
        finally
        {
            _feed.Leave(page);
        }
    }

    private static async Task Speak(WebSocket socket, ChannelReader<byte[]> messages, CancellationToken end)
    {
        await foreach (var message in messages.ReadAllAsync(end))
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(end);
            limit.CancelAfter(SendLimit);
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, limit.Token);
        }
    }

    /// <summary>A page has nothing to say; only its going is heard.</summary>
    private static async Task Hear(WebSocket socket, CancellationToken end)
    {
        var nothing = new byte[128];
        while (socket.State == WebSocketState.Open)
        {
            await socket.ReceiveAsync(nothing, end);
        }
    }
}
