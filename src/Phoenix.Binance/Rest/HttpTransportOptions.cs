namespace Phoenix.Binance.Rest;

/// <summary>Settings of <see cref="HttpClientTransport"/>.</summary>
public sealed record HttpTransportOptions
{
    /// <summary>For name resolution, connection and TLS together.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a connection is reused; bounds how long a moved address is not noticed.</summary>
    public TimeSpan ConnectionLifetime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The longest body accepted, in bytes. The exchange information has about 1.1 MB.</summary>
    public int ReceiveLimit { get; init; } = 16 * 1024 * 1024;

    /// <summary>Whether the system's proxy is used.</summary>
    public bool UseProxy { get; init; }
}
