using Phoenix.Actors.Telemetry;

namespace Phoenix.Actors;

/// <summary>What the whole tree can be told, and what it answers.</summary>
public static class PhoenixProtocol
{
    /// <summary>Marks what the tree may be told.</summary>
    public interface ICommand;

    /// <summary>Marks what the tree answers.</summary>
    public interface IEvent;

    /// <summary>How does everything stand? Answered with <see cref="PhoenixStatus"/>.</summary>
    public sealed record GetStatus : ICommand
    {
        public static GetStatus Instance { get; } = new();
    }

    /// <summary>Stop orderly: pull, have the venue confirm that nothing rests, end the listen key.</summary>
    public sealed record Shutdown : ICommand
    {
        public static Shutdown Instance { get; } = new();
    }

    /// <summary>The orderly stop is complete.</summary>
    /// <param name="Drained">The venue confirmed that no order of ours rests.</param>
    /// <param name="ListenKeyClosed">The venue confirmed that the listen key ended.</param>
    /// <param name="Status">How everything stood at the end.</param>
    public sealed record ShutdownDone(bool Drained, bool ListenKeyClosed, PhoenixStatus Status) : IEvent;
}
