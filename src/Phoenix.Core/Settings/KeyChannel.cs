namespace Phoenix.Core.Settings;

/// <summary>A way to ask for the listen key; both speak of the same one key of the account.</summary>
public enum KeyChannel
{
    /// <summary>Request and reply; needs nothing else to be up.</summary>
    Rest = 1,

    /// <summary><c>userDataStream</c> requests on the trading session; needs one that is up.</summary>
    WebSocket,
}
