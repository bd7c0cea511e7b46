using Phoenix.Core.Primitives;

namespace Phoenix.Core.Risk;

/// <summary>What a desk may reach at most if everything executes that may.</summary>
/// <param name="Number">Each grant has a greater one; the desk says which it obeys.</param>
/// <param name="Notional">In quote currency.</param>
public readonly record struct NotionalGrant(long Number, decimal Notional);

/// <summary>
/// Shares the account's notional among the symbols by what they would need. What a symbol may still be using is never
/// given to another: a smaller share counts only when its desk has said that it obeys, and uses no more. Owned by one
/// writer.
/// </summary>
public sealed class NotionalShares
{
    /// <summary>Shares follow need and price no finer than this, so that they do not change with every tick.</summary>
    private const decimal Grain = 0.05m;

    private readonly SortedDictionary<Symbol, Share> _shares = [];
    private long _number;

    /// <summary>What is given out or in use, whichever is more, over all symbols.</summary>
    public decimal Committed
    {
        get
        {
            var sum = 0m;
            foreach (var share in _shares.Values)
            {
                sum += share.Committed;
            }

            return sum;
        }
    }

    /// <summary>A desk told how it stands.</summary>
    /// <param name="symbol">The desk's.</param>
    /// <param name="used">What it would reach if everything executed that may.</param>
    /// <param name="needed">What it would like to.</param>
    /// <param name="obeyed">Number of the grant it obeys; 0 for none yet.</param>
    public void Note(Symbol symbol, decimal used, decimal needed, long obeyed)
    {
        var share = _shares.GetValueOrDefault(symbol);
        _shares[symbol] = share with
        {
            Used = used,
            Needed = needed,
            Reserved = obeyed == share.Grant.Number ? share.Grant.Notional : share.Reserved,
        };
    }

    /// <summary>The symbol is traded no more: what it holds still counts, and it needs no more than that.</summary>
    public void Leave(Symbol symbol)
    {
        if (_shares.TryGetValue(symbol, out var share))
        {
            _shares[symbol] = share with { Needed = 0, Reserved = 0, Grant = default };
        }
    }

    /// <summary>Gives everything out anew: less at once, more as far as it is free.</summary>
    /// <param name="most">The account's, in quote currency.</param>
    public void Divide(decimal most)
    {
        var needed = 0m;
        foreach (var share in _shares.Values)
        {
            needed += share.Needed;
        }

        if (needed <= 0)
        {
            return; // nobody has told a price yet
        }

        var isTooMuch = _shares.Values.Sum(share => share.Grant.Notional) > most;
        foreach (var (symbol, share) in _shares.ToArray())
        {
            var target = most * share.Needed / needed;
            if (target < share.Grant.Notional * (isTooMuch ? 1 : 1 - Grain))
            {
                Give(symbol, share, target);
            }
        }

        foreach (var (symbol, share) in _shares.ToArray())
        {
            var free = most - (Committed - share.Committed);
            var target = Math.Min(most * share.Needed / needed, Math.Max(0, free));
            if (target > share.Grant.Notional * (1 + Grain))
            {
                Give(symbol, share, target);
            }
        }
    }

    /// <summary>What the symbol may reach; nothing before it was given anything.</summary>
    public NotionalGrant Of(Symbol symbol) => _shares.GetValueOrDefault(symbol).Grant;

    private void Give(Symbol symbol, Share share, decimal notional) => _shares[symbol] = share with
    {
        Grant = new NotionalGrant(++_number, notional),
        Reserved = Math.Max(share.Reserved, notional),
    };

    /// <param name="Reserved">The greatest grant that the desk may still go by.</param>
    private readonly record struct Share(decimal Used, decimal Needed, decimal Reserved, NotionalGrant Grant)
    {
        public decimal Committed => Math.Max(Used, Reserved);
    }
}
