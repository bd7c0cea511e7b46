using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Strategies;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Desk;

/// <content>Settings that change while it runs.</content>
public sealed partial class SymbolDesk
{
    /// <summary>
    /// From the next decision on, which is due now, other settings hold; what rests is moved only as far as they ask
    /// for it. The strategy is not among them (<see cref="OnStrategy"/>), nor is how signals are measured: what was
    /// learned under the old values would not fit.
    /// </summary>
    /// <exception cref="ArgumentException">The grid does not fit the venue's rules; nothing has changed.</exception>
    public void OnSettings(SymbolSettings settings, Instant now, List<DeskEffect> effects)
    {
        _shape = GridShape.Create(settings.Grid, _instrument);
        _symbol = settings with { Signals = _symbol.Signals };
        Books.Take(settings.Floor);
        (_decisionDue, _nextDecision) = (true, now);
        Act(now, effects);
    }
}
