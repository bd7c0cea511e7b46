using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PeerSocket = System.Net.WebSockets.WebSocket;

namespace Phoenix.Binance.Tests.Fakes;

/// <summary>A real server on the loopback, whose only handler is the test's.</summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LoopbackServer(WebApplication app) => _app = app;

    public Uri Http => new(_app.Services.GetRequiredService<IServer>().Features
        .GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());

    public Uri WebSocket => new($"ws://{Http.Authority}/");

    public static async Task<LoopbackServer> Start(RequestDelegate handler)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.UseWebSockets();
        app.Run(handler);
        await app.StartAsync();
        return new LoopbackServer(app);
    }

    /// <summary>A server that accepts each socket and lets the test's peer talk on it.</summary>
    public static Task<LoopbackServer> StartSockets(Func<PeerSocket, Task> peer) => Start(async context =>
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await peer(socket);
    });

    public async ValueTask DisposeAsync()
    {
        using var impatience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(impatience.Token);
        await _app.DisposeAsync();
    }
}
