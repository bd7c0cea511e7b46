using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Risk;

/// <summary>
/// What must not be forgotten when whoever judges the account begins anew: the stops in force, the pardons, the highest
/// equity and who may use how much. Written by the guard alone; <see cref="Stops"/> may be read by others.
/// </summary>
/// <param name="found">What was found of an earlier run's stops.</param>
/// <param name="losses">The limits.</param>
public sealed class RiskBook(StopReading found, LossSettings losses)
{
    private readonly SortedDictionary<Symbol, long> _pardons = [];
    private long _pardon;
    private long _pardonOfAll;
    private volatile LossStops _stops = found.Stops;
    private VenueDay _calendar;

    public LossStops Stops => _stops;

    /// <summary>Why it was in doubt at the start which stops are in force; null if it was not.</summary>
    public string? Problem => found.Problem;

    public DrawdownLimit Drawdown { get; } = new(losses);

    /// <summary>How the account's notional is shared.</summary>
    internal NotionalShares Shares { get; } = new();

    /// <summary>Number of the last pardon that concerned the symbol; 0 for none.</summary>
    public long PardonOf(Symbol symbol) => Math.Max(_pardonOfAll, _pardons.GetValueOrDefault(symbol));

    /// <summary>A desk's stop is in force, unless a pardon came after it or another stop goes before it.</summary>
    /// <returns>Whether it is new.</returns>
    internal bool Stop(Symbol symbol, LossVerdict.Stop stop, long pardon)
    {
        if (pardon < PardonOf(symbol) || _stops.Of(symbol) is not null)
        {
            return false;
        }

        _stops = _stops with { Symbols = _stops.Symbols.Add(symbol, stop) };
        return true;
    }

    /// <summary>All symbols stop.</summary>
    /// <returns>Whether it is new.</returns>
    internal bool StopAll(LossVerdict.Stop stop)
    {
        var isNew = _stops.Account is null;
        _stops = isNew ? _stops with { Account = stop } : _stops;
        return isNew;
    }

    /// <summary>The stop of a symbol is over, or all of them; then the drawdown counts from now on.</summary>
    internal void Pardon(Symbol? symbol)
    {
        if (symbol is { } one)
        {
            _pardons[one] = ++_pardon;
            _stops = _stops with { Symbols = _stops.Symbols.Remove(one) };
            return;
        }

        _pardonOfAll = ++_pardon;
        _stops = LossStops.None;
        Drawdown.Reset();
    }

    /// <summary>
    /// A new day of the venue ends the stops that are the old day's own, when the settings say so.
    /// </summary>
    /// <returns>Whether any ended.</returns>
    internal bool EndsWithDay(VenueTime at)
    {
        if (!_calendar.Rolls(at) || !losses.DayRollEndsStop)
        {
            return false;
        }

        var before = _stops;
        foreach (var symbol in before.Symbols.Keys)
        {
            Pardon(symbol);
        }

        if (before.Account is { Cause: LossCause.DayDrawdown })
        {
            _pardonOfAll = ++_pardon;
            _stops = _stops with { Account = null };
        }

        return before != _stops;
    }
}
