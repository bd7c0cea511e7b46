namespace Phoenix.Venue.Http;

/// <summary>Another program listens on the port the venue was to serve.</summary>
public sealed class VenuePortInUseException(int port, Exception inner)
    : IOException($"Port {port} on 127.0.0.1 is in use by another program.", inner)
{
    public int Port { get; } = port;
}
