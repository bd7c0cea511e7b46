using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Control;

/// <summary>
/// What an operator may say. Each can be said again at any time: it is then proven once more, and nothing else changes.
/// </summary>
public abstract record OperatorCommand
{
    private OperatorCommand()
    {
    }

    /// <summary>The one symbol that is meant; null for all of them.</summary>
    public abstract Symbol? Target { get; }

    /// <summary>What the symbols are to do that are meant; null for what they did.</summary>
    public abstract OperatorStance? Stance { get; }

    public sealed record Pause(Symbol? Symbol) : OperatorCommand
    {
        public override Symbol? Target => Symbol;

        public override OperatorStance? Stance => OperatorStance.Paused;
    }

    /// <param name="AfterKill">The second word without which a kill is not ended.</param>
    public sealed record Resume(Symbol? Symbol, bool AfterKill) : OperatorCommand
    {
        public override Symbol? Target => Symbol;

        public override OperatorStance? Stance => OperatorStance.Free;
    }

    public sealed record Flatten(Symbol? Symbol) : OperatorCommand
    {
        public override Symbol? Target => Symbol;

        public override OperatorStance? Stance => OperatorStance.Flat;
    }

    /// <summary>Another strategy makes the prices from the next decision on; quotes move as ever.</summary>
    public sealed record Choose(Symbol? Symbol, StrategyKind Strategy) : OperatorCommand
    {
        public override Symbol? Target => Symbol;

        public override OperatorStance? Stance => null;
    }

    public sealed record Kill : OperatorCommand
    {
        public override Symbol? Target => null;

        public override OperatorStance? Stance => OperatorStance.Killed;
    }
}
