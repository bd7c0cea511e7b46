using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;

namespace Phoenix.Actors.Telemetry;

/// <summary>What a connection slot is doing.</summary>
public enum ConnectionPhase
{
    /// <summary>It has lost its connection, and waits for its turn to dial.</summary>
    Down = 1,

    /// <summary>A connection is being made; not everything it promised flows yet.</summary>
    Dialing,

    /// <summary>Everything promised flows.</summary>
    Up,
}

/// <summary>A connection slot at one moment.</summary>
/// <param name="Epoch">Of the connection it has, or had last.</param>
/// <param name="Since">When it came to this phase.</param>
/// <param name="Deaths">Connections it lost since the start.</param>
/// <param name="LastCause">Why it lost the last one; null if it lost none.</param>
public sealed record ConnectionStanding(
    string Slot,
    Epoch Epoch,
    ConnectionPhase Phase,
    Instant Since,
    long Deaths,
    DeathCause? LastCause,
    string LastDetail,
    Instant? LastDeathAt);

/// <summary>What became of the connection of each slot. Mutated in place by its one owner.</summary>
internal sealed class ConnectionBook
{
    private readonly SortedDictionary<string, ConnectionStanding> _slots = new(StringComparer.Ordinal);

    public ImmutableArray<ConnectionStanding> Standings => [.. _slots.Values];

    public void Dialed(string slot, Epoch epoch, Instant at)
    {
        if (Of(slot) is { Phase: ConnectionPhase.Up })
        {
            return; // a planned replacement, beside the connection that carries on
        }

        Note(slot, epoch, ConnectionPhase.Dialing, at);
    }

    public void Up(string slot, Epoch epoch, Instant at) => Note(slot, epoch, ConnectionPhase.Up, at);

    /// <summary>A successor that dies beside a connection that carries on takes nothing down.</summary>
    public void Lost(SystemEvent.ConnectionLost lost)
    {
        if (Of(lost.Slot) is not { Phase: ConnectionPhase.Up } up || up.Epoch == lost.Epoch)
        {
            Note(lost.Slot, lost.Epoch, ConnectionPhase.Down, lost.At);
        }

        var standing = _slots[lost.Slot];
        _slots[lost.Slot] = standing with
        {
            Deaths = standing.Deaths + 1,
            LastCause = lost.Cause,
            LastDetail = lost.Detail,
            LastDeathAt = lost.At,
        };
    }

    private ConnectionStanding? Of(string slot) => _slots.GetValueOrDefault(slot);

    private void Note(string slot, Epoch epoch, ConnectionPhase phase, Instant at) =>
        _slots[slot] = (Of(slot) ?? new ConnectionStanding(slot, epoch, phase, at, 0, null, "", null)) with
        {
            Epoch = epoch,
            Phase = phase,
            Since = at,
        };
}
