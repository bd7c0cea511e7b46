using Phoenix.Actors.Telemetry;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

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

    /// <summary>
    /// Trade one more symbol, without a reconnect. Answered with <see cref="SymbolAdded"/> when its desk exists and its
    /// streams are asked for (quotes follow), or with <see cref="SymbolRefused"/>.
    /// </summary>
    public sealed record AddSymbol(SymbolSettings Settings) : ICommand;

    /// <summary>
    /// Trade a symbol no more. Answered with <see cref="SymbolRemoved"/> when the venue has confirmed that nothing of
    /// ours rests in it and all that belonged to it is gone, or with <see cref="SymbolRefused"/>. A position stays.
    /// </summary>
    public sealed record RemoveSymbol(Symbol Symbol) : ICommand;

    /// <summary>The symbol has a desk, and its streams are asked for on every connection.</summary>
    public sealed record SymbolAdded(Symbol Symbol) : IEvent;

    /// <summary>Nothing of the symbol is left.</summary>
    public sealed record SymbolRemoved(Symbol Symbol) : IEvent;

    /// <summary>Everything stays as it was.</summary>
    public sealed record SymbolRefused(Symbol Symbol, SymbolRefusal Reason, string Detail) : IEvent;

    /// <summary>The orderly stop is complete.</summary>
    /// <param name="Drained">The venue confirmed that no order of ours rests.</param>
    /// <param name="ListenKeyClosed">The venue confirmed that the listen key ended.</param>
    /// <param name="Status">How everything stood at the end.</param>
    public sealed record ShutdownDone(bool Drained, bool ListenKeyClosed, PhoenixStatus Status) : IEvent;
}
