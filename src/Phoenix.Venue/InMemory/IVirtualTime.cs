using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.InMemory;

/// <summary>
/// The simulation's clock and agenda. Work runs on the simulation's one thread, never inside the call.
/// </summary>
public interface IVirtualTime
{
    DateTimeOffset Now { get; }

    /// <summary>
    /// Runs <paramref name="work"/> once, <paramref name="delay"/> from now; equal times in order of call.
    /// </summary>
    void Schedule(TimeSpan delay, Action work);
}

/// <summary>The simulated network between clients and venue.</summary>
public sealed record NetworkOptions
{
    public long Seed { get; init; } = 1;

    /// <summary>Least time one message travels, inclusive.</summary>
    public TimeSpan MinLatency { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Most time one message travels, inclusive.</summary>
    public TimeSpan MaxLatency { get; init; } = TimeSpan.FromMilliseconds(8);

    /// <summary>How far ahead of the virtual clock the venue's clock runs; may be negative.</summary>
    public TimeSpan VenueClockOffset { get; init; } = TimeSpan.Zero;
}

/// <summary>Which way a frame went.</summary>
public enum FrameDirection
{
    /// <summary>Handed to the client's sink.</summary>
    ToClient = 1,

    /// <summary>Accepted from the client for sending.</summary>
    FromClient,
}

/// <summary>A text frame at the client's end of a connection, for checkers.</summary>
/// <param name="Connection">Grows with every dial of this network.</param>
/// <param name="SocketId">The venue's number; 0 before it accepted.</param>
/// <param name="Class">Null when the path names no socket class.</param>
public readonly record struct ClientFrame(
    long Connection,
    long SocketId,
    SocketClass? Class,
    FrameDirection Direction,
    ReadOnlyMemory<byte> Text,
    DateTimeOffset At);
