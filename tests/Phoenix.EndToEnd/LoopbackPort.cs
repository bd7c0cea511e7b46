using System.Net;
using System.Net.Sockets;

namespace Phoenix.EndToEnd;

/// <summary>A port for a process that has to be told one.</summary>
internal static class LoopbackPort
{
    /// <summary>Nobody listens there now; somebody else may before long.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
