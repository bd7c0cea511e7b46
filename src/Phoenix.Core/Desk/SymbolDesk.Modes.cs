using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Modes;
using Phoenix.Core.Risk;

namespace Phoenix.Core.Desk;

/// <content>What may be quoted: by the position, unless something else leaves the way out alone.</content>
public sealed partial class SymbolDesk
{
    /// <summary>By the position only.</summary>
    private QuoteMode _mode = QuoteMode.Normal;

    /// <summary>Why only what reduces may be quoted, whatever the position; null when nothing demands it.</summary>
    private string? _restriction;

    /// <summary>What may be quoted.</summary>
    public QuoteMode Mode => _restriction is null ? _mode : QuoteMode.ReduceOnly;

    /// <summary>Why it is not <see cref="QuoteMode.Normal"/>; empty when it is.</summary>
    public string ModeCause => _restriction is { } cause ? cause
        : _mode == QuoteMode.Normal ? ""
        : FormattableString.Invariant(
            $"position {_instrument.ToDecimal(_ledger.Position)} of at most {_symbol.Risk.NetMax}");

    /// <summary>Each of these leaves by its own rule; as long as one holds, nothing opens a position.</summary>
    private void Restrict(Instant now) => _restriction =
        Losses.Level >= LossLevel.ReduceOnly ? Losses.Describe()
        : _verdict.IsLocked ? $"the venue takes only what reduces ({_verdict.Trigger})"
        : _buyRefusals.IsPaused(now) || _sellRefusals.IsPaused(now) ? "the venue refuses what opens a position"
        : null;
}
