using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Phoenix.Node.Hosting;
using Phoenix.Node.Logs;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Control;

/// <summary>
/// Takes the operator's commands on a port of its own, on the loopback address only: whatever else a browser asks for,
/// it does not stand in a command's way.
/// </summary>
internal static class ControlEndpoint
{
    private const int MostConnections = 16;

    /// <param name="port">0 takes a free one.</param>
    /// <exception cref="BadInputException">The port is in use.</exception>
    public static async Task<LocalServer> Start(int port, ControlRoutes routes, ILogger log)
    {
        var server = await LocalServer.Start(
            IPAddress.Loopback,
            port,
            limits =>
            {
                limits.MaxRequestBodySize = ControlRoutes.BodyBytes;
                limits.MaxConcurrentConnections = MostConnections;
            },
            app => app.Run(routes.Serve));
        if (server is null)
        {
            throw new BadInputException(new SettingsProblem(
                "phoenix.control.port", $"{port}", "this port is in use", "name another one, or 0 for a free one"));
        }

        log.ControlUp(server.Address);
        return server;
    }
}
