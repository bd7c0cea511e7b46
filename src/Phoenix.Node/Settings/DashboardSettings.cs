namespace Phoenix.Node.Settings;

/// <summary>The page an operator looks at.</summary>
public sealed record DashboardSettings
{
    public bool Enabled { get; init; } = true;

    /// <summary>On the loopback address; 0 takes a free one. Default 8088.</summary>
    public int Port { get; init; } = 8088;

    /// <summary>Whether it takes a free port when that one is in use, instead of not starting. Default true.</summary>
    public bool AnyPort { get; init; } = true;
}
