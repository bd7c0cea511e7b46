using System.Collections.Immutable;

namespace Phoenix.Core.Ports;

/// <summary>What may be asked of the venue on a market-data connection that is up.</summary>
public enum ControlMethod
{
    Subscribe = 1,
    Unsubscribe,

    /// <summary>What the connection is subscribed to.</summary>
    List,
}

/// <summary>A control message of a market-data connection.</summary>
/// <param name="Id">Grows on each connection; 1 is the connection's own first subscription.</param>
/// <param name="Names">Streams by their names on the wire; empty for a listing.</param>
public sealed record ControlRequest(long Id, ControlMethod Method, ImmutableArray<string> Names);
