using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Risk;

/// <summary>
/// The account's equity: what the venue says of it now and then, and in between what our own books say it has changed
/// by. A desk's profit counts each fill whole, so the sum never shows half of one. Owned by one writer.
/// </summary>
public sealed class AccountEquity(GuardSettings settings)
{
    private readonly SortedDictionary<Symbol, (long Run, decimal Profit)> _desks = [];
    private decimal? _base;
    private Instant? _transferAt;
    private bool _isDoubted;

    /// <summary>In quote currency; null before the first reading.</summary>
    public decimal? Value => _base + Profits();

    /// <summary>What a desk's quoting brought so far. One that begins, or begins anew, changes nothing.</summary>
    public void Note(DeskExposure desk)
    {
        var begins = !_desks.TryGetValue(desk.Symbol, out var before) || before.Run != desk.Run;
        _base -= begins ? desk.Profit - before.Profit : 0;
        _desks[desk.Symbol] = (desk.Run, desk.Profit);
    }

    /// <summary>Money came in or went out: what the next reading differs by is neither profit nor loss.</summary>
    public void Transferred(Instant now) => _transferAt = now;

    /// <summary>The venue's word.</summary>
    /// <param name="equity">In quote currency.</param>
    /// <param name="askedAt">When the venue was asked.</param>
    public EquityReading Read(decimal equity, Instant askedAt)
    {
        if (Value is not { } own)
        {
            _base = equity - Profits();
            _transferAt = askedAt < _transferAt ? _transferAt : null;
            return EquityReading.Taken;
        }

        var difference = equity - own;
        if (_transferAt is { } transferred)
        {
            if (askedAt < transferred)
            {
                return EquityReading.AskAgain; // it may or may not contain the transfer
            }

            (_base, _transferAt, _isDoubted) = (_base + difference, null, false);
            return new EquityReading.Moved(difference);
        }

        if (!_isDoubted && Math.Abs(difference) > settings.DoubtAbove * Math.Abs(own))
        {
            _isDoubted = true;
            return EquityReading.AskAgain;
        }

        (_base, _isDoubted) = (_base + difference, false);
        return EquityReading.Taken;
    }

    private decimal Profits()
    {
        var sum = 0m;
        foreach (var (_, profit) in _desks.Values)
        {
            sum += profit;
        }

        return sum;
    }
}

/// <summary>What became of a reading of the equity.</summary>
public abstract record EquityReading
{
    /// <summary>It counts.</summary>
    public static EquityReading Taken { get; } = new Counted();

    /// <summary>It does not count; the next one will.</summary>
    public static EquityReading AskAgain { get; } = new Doubtful();

    private sealed record Counted : EquityReading;

    private sealed record Doubtful : EquityReading;

    /// <summary>It counts, and shows how much money was moved; positive came in.</summary>
    public sealed record Moved(decimal Amount) : EquityReading;
}
