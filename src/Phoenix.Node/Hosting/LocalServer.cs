using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Phoenix.Node.Hosting;

/// <summary>
/// A small HTTP/1.1 server of this process, with every request going to one place. It logs nothing and ends quickly.
/// </summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(1);

    private readonly WebApplication _host;

    private LocalServer(WebApplication host, Uri address) => (_host, Address) = (host, address);

    /// <summary>For example <c>http://127.0.0.1:4711/</c>.</summary>
    public Uri Address { get; }

    /// <param name="address">Where it listens.</param>
    /// <param name="port">0 takes a free one.</param>
    /// <param name="limits">How much it takes at once.</param>
    /// <returns>Null when the port is in use.</returns>
    public static async Task<LocalServer?> Start(
        IPAddress address, int port, Action<KestrelServerLimits> limits, Action<IApplicationBuilder> serve)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopLimit);
        builder.WebHost.UseSockets();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            limits(kestrel.Limits);
            kestrel.Listen(address, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        var host = builder.Build();
        serve(host);
        try
        {
            await host.StartAsync();
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException)
        {
            await host.DisposeAsync();
            return null;
        }

        var server = host.Services.GetRequiredService<IServer>();
        return new LocalServer(
            host, new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/"));
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(StopLimit);
        await _host.StopAsync(limit.Token);
        await _host.DisposeAsync();
    }
}
