namespace Phoenix.Node.Settings;

/// <summary>The endpoint that takes the operator's commands.</summary>
public sealed record ControlSettings
{
    /// <summary>Whether commands are taken at all. Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>
    /// On the loopback address; 0, the default, takes a free one and says in the data folder which.
    /// </summary>
    public int Port { get; init; }

    /// <summary>
    /// Holds what every command must carry; empty, the default, for <c>control.token</c> in the data folder.
    /// </summary>
    public string TokenFile { get; init; } = "";

    /// <summary>How long a command waits for its confirmation unless it says otherwise. Default 30 s.</summary>
    public TimeSpan ConfirmTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
