using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Faults;
using Phoenix.Venue.Server;
using HttpProtocols = Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols;

namespace Phoenix.Venue.Http;

/// <summary>
/// The venue on real sockets, on 127.0.0.1 only: REST, streams, trading API and the control paths on one port.
/// </summary>
public sealed class KestrelVenue : IAsyncDisposable
{
    /// <summary>Room for the names of as many streams as a socket may carry.</summary>
    private const int RequestLineBytes = 64 * 1024;

    /// <summary>
    /// What a connection may have sent that nobody has read yet, which TCP then holds back: room for a whole request's
    /// line. The web server would keep a mebibyte for each client that asks faster than it is answered.
    /// </summary>
    private const int UnreadBytes = RequestLineBytes;

    private static readonly object LineKey = new();

    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(1);

    private readonly WebApplication _host;
    private readonly VenueLoop _loop;
    private readonly CancellationTokenSource _stopping;
    private bool _isDisposed;

    private KestrelVenue(WebApplication host, VenueLoop loop, CancellationTokenSource stopping)
    {
        (_host, _loop, _stopping) = (host, loop, stopping);
        var server = host.Services.GetRequiredService<IServer>();
        var addresses = server.Features.Get<IServerAddressesFeature>()!.Addresses;
        BaseAddress = AddressOf(Uri.UriSchemeHttp, addresses)!;
        SecureAddress = AddressOf(Uri.UriSchemeHttps, addresses);
    }

    /// <summary>For example <c>http://127.0.0.1:4711/</c>; sockets are at the same port.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The same over TLS, for example <c>https://127.0.0.1:4712/</c>; null when not asked for.</summary>
    public Uri? SecureAddress { get; }

    /// <param name="port">0 takes a free one.</param>
    /// <param name="loggers">
    /// Where the venue reports, as "Phoenix.Venue"; of the web server underneath only what is critical. Nowhere by
    /// default.
    /// </param>
    /// <param name="secure">Where it listens with TLS besides; nowhere by default.</param>
    /// <exception cref="VenuePortInUseException">Another program listens there.</exception>
    public static async Task<KestrelVenue> StartAsync(
        VenueOptions options,
        int port,
        TimeProvider time,
        ILoggerFactory? loggers = null,
        SecureEndpoint? secure = null,
        CancellationToken cancellation = default)
    {
        var server = new VenueServer(options with { Start = VenueTime.From(time.GetUtcNow()) });
        loggers ??= NullLoggerFactory.Instance;
        var log = loggers.CreateLogger("Phoenix.Venue");
        Report(server.Faults, log);
        var loop = new VenueLoop(server, time, log);
        var stopping = new CancellationTokenSource();
        var host = Build(port, secure, loop, options.Limits, log, loggers, stopping.Token);
        try
        {
            await host.StartAsync(cancellation);
        }
        catch (Exception failure)
        {
            await loop.DisposeAsync();
            await host.DisposeAsync();
            stopping.Dispose();
            if (failure is IOException { InnerException: AddressInUseException })
            {
                var isSecure = failure.Message.Contains(Uri.UriSchemeHttps, StringComparison.Ordinal);
                throw new VenuePortInUseException(isSecure ? secure!.Port : port, failure);
            }

            throw;
        }

        return new KestrelVenue(host, loop, stopping);
    }

    /// <summary>Runs <paramref name="read"/> on the thread of control that owns the server.</summary>
    public Task<T> Read<T>(Func<VenueServer, T> read) => _loop.Read(read);

    /// <summary>Cuts all connections and frees the port, within two seconds. A second call does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true)) return;
        await _stopping.CancelAsync();
        using var limit = new CancellationTokenSource(StopLimit);
        await _host.StopAsync(limit.Token);
        await _loop.DisposeAsync();
        await _host.DisposeAsync();
        _stopping.Dispose();
    }

    private static Uri? AddressOf(string scheme, IEnumerable<string> addresses) => addresses
        .Select(address => new Uri(address + "/"))
        .SingleOrDefault(address => address.Scheme == scheme);

    private static void Report(FaultBoard faults, ILogger log)
    {
        faults.Injected += fault => log.FaultInjected(
            fault.Id,
            FaultWords.Of(fault.Request.Verb),
            FaultWords.Target(fault.Request),
            FaultWords.Duration(fault.Request));
        faults.Ended += (fault, at) => log.FaultEnded(
            fault.Id,
            at.Milliseconds - fault.StartedAt.Milliseconds,
            FaultWords.Of(fault.Request.Verb),
            FaultWords.Target(fault.Request));
    }

    private static WebApplication Build(
        int port,
        SecureEndpoint? secure,
        VenueLoop loop,
        VenueLimits limits,
        ILogger log,
        ILoggerFactory loggers,
        CancellationToken stopping)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ILoggerFactory>(new ForeignLoggers(loggers));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopLimit);
        builder.WebHost.UseSockets(sockets => sockets.MaxReadBufferSize = UnreadBytes);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = limits.BodyBytes;
            kestrel.Limits.RequestHeadersTimeout = limits.HeadTimeout;
            kestrel.Limits.MaxRequestLineSize = RequestLineBytes;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Use(Darken));
            if (secure is null) return;
            kestrel.Listen(IPAddress.Loopback, secure.Port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;   // sockets are asked for by an upgrade, which HTTP/2 lacks
                listen.Use(Darken);
                listen.UseHttps(secure.Certificate);
            });
        });
        var host = builder.Build();
        host.Run(context => Serve(context, loop, limits, log, stopping));
        return host;
    }

    private static async Task Serve(
        HttpContext context, VenueLoop loop, VenueLimits limits, ILogger log, CancellationToken stopping)
    {
        try
        {
            await (Handshake.IsAsked(context)
                ? ServeSocket(context, loop, limits, log, stopping)
                : ServeCall(context, loop, stopping));
        }
        catch (BadHttpRequestException)
        {
            throw;   // the web server answers it
        }
        catch (Exception failure) when (failure is IOException || IsOver(context, loop, stopping))
        {
            context.Abort();   // the venue or the client leaves: no answer is owed
        }
        catch (Exception failure)   // a bug met by one client is not to end the exchange for all
        {
            log.WorkFailed(failure);
            context.Abort();
        }
    }

    /// <summary>Puts the switch into every connection, where the WebSocket layer cannot see it.</summary>
    private static ConnectionDelegate Darken(ConnectionDelegate next) => connection =>
    {
        var socket = connection.Features.Get<IConnectionSocketFeature>()?.Socket;
        var line = new DarkTransport(connection.Transport, socket);
        connection.Items[LineKey] = line;
        connection.Transport = line;
        return next(connection);
    };

    private static bool IsOver(HttpContext context, VenueLoop loop, CancellationToken stopping) =>
        stopping.IsCancellationRequested || context.RequestAborted.IsCancellationRequested || loop.HasEnded;

    private static async Task ServeCall(HttpContext context, VenueLoop loop, CancellationToken stopping)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var request = context.Request;
        var call = new HttpCall(request.Method, RawTarget(context), request.Headers["X-MBX-APIKEY"]);
        var source = SourceOf(context);
        var outcome = await loop.Ask<CallOutcome>(
            (server, reply) => server.Handle(call, body.ToArray(), reply, source), context.RequestAborted);
        if (outcome is CallOutcome.Broken)
        {
            context.Abort();
            return;
        }

        if (outcome is not CallOutcome.Answered { Answer: var answer })
        {
            await WaitForEnd(context, stopping);
            return;
        }

        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        context.Response.ContentLength = answer.Body.Length;
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    /// <summary>A call in a black hole: unanswered until the client gives up.</summary>
    private static async Task WaitForEnd(HttpContext context, CancellationToken stopping)
    {
        var ended = new TaskCompletionSource();
        await using var client = context.RequestAborted.Register(() => ended.TrySetResult());
        await using var venue = stopping.Register(() => ended.TrySetResult());
        await ended.Task;
        context.Abort();
    }

    private static async Task ServeSocket(
        HttpContext context, VenueLoop loop, VenueLimits limits, ILogger log, CancellationToken stopping)
    {
        if (Handshake.Refuses(context) is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }

        var target = RawTarget(context);
        var line = (DarkTransport)context.Features.GetRequiredFeature<IConnectionItemsFeature>().Items[LineKey]!;
        var peer = new KestrelPeer(context.Abort, line, limits.QueuedBytes, log);
        try
        {
            var source = SourceOf(context);
            var (socket, refused) = await loop.Read(
                server => (server.Accept(target, peer, out var refusal, source), refusal));
            if (socket is null && refused == 0)
            {
                await WaitForEnd(context, stopping);
                return;
            }

            if (socket is null)
            {
                context.Response.StatusCode = refused;
                return;
            }

            await SocketConversation.Hold(context, peer, socket, loop, limits.MessageBytes, stopping);
        }
        finally
        {
            peer.Release();
        }
    }

    private static CallSource SourceOf(HttpContext context) =>
        new($"{context.Connection.RemoteIpAddress}", context.Request.ContentType);

    private static string RawTarget(HttpContext context) =>
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
}
