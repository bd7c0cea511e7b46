using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Risk;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Escalation;

namespace Phoenix.Core.Alerts;

/// <summary>Something that may begin or end an alert.</summary>
public abstract record AlertNote
{
    private AlertNote()
    {
    }

    /// <summary>The trading system answered when it was asked how it stands.</summary>
    public sealed record Answered : AlertNote;

    /// <summary>How a symbol's desk stands; told again and again while it works.</summary>
    /// <param name="Unknown">Orders of which is not known what became of them.</param>
    public sealed record DeskStands(Symbol Symbol, HaltCauses Halts, ImmutableArray<ClientOrderId> Unknown)
        : AlertNote;

    /// <summary>Quoting stopped, or stays stopped for other causes than before.</summary>
    /// <param name="WasQuoting">False while it only waits for other causes to end.</param>
    public sealed record Halted(Symbol Symbol, HaltCauses Causes, bool WasQuoting) : AlertNote;

    /// <summary>Quoting goes on.</summary>
    public sealed record Resumed(Symbol Symbol) : AlertNote;

    /// <summary>The symbol is traded no more.</summary>
    public sealed record Removed(Symbol Symbol) : AlertNote;

    /// <summary>The position is another one than it should be.</summary>
    public sealed record PositionDiffers(Symbol Symbol, string Detail) : AlertNote;

    /// <summary>Other evidence speaks against the symbol's book.</summary>
    public sealed record BookContradicted(Symbol Symbol, string Detail) : AlertNote;

    /// <summary>The exchange does not accept a key.</summary>
    public sealed record KeyTrouble(string Subject, string Detail) : AlertNote;

    /// <summary>A connection ended.</summary>
    public sealed record Lost(string Slot, DeathCause Cause) : AlertNote;

    /// <summary>All that the slot's connection promised flows.</summary>
    public sealed record Up(string Slot) : AlertNote;

    /// <summary>More, or less, is being done to get the connections back.</summary>
    public sealed record Escalated(EscalationLevel Level) : AlertNote;

    /// <summary>How the account stands.</summary>
    public sealed record AccountStands(LossVerdict Verdict, LossStops Stops) : AlertNote;

    /// <summary>Whether the exchange bans this address.</summary>
    public sealed record Ban(bool IsBanned) : AlertNote;
}
