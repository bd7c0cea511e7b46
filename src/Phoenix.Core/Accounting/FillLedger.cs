using System.Runtime.InteropServices;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Accounting;

/// <summary>
/// The position of one symbol by our own fills, each counted once by its trade id, in whatever order they come.
/// Owned by one writer.
/// </summary>
/// <remarks>
/// The last <see cref="Window"/> executions are held in the order of their ids; older ones are folded into the base,
/// and every id up to the base's counts as seen. None is doubled: an id is either in the window or below it. None is
/// lost unless it arrives after <see cref="Window"/> newer ones: every reconciliation asks for the fills since the
/// last known one, and far fewer than that fit between two of them within the venue's order limits. Should it
/// happen all the same, it shows in <see cref="TooOld"/>, and the position stops matching the venue's, which ends in
/// <see cref="Adopt"/>.
/// </remarks>
public sealed class FillLedger(Instrument instrument)
{
    /// <summary>Executions held to recognise duplicates and to put late ones in their place.</summary>
    public const int Window = 4096;

    private const int Slack = Window / 4;

    private readonly List<Execution> _recent = new(Window + Slack);
    private readonly SortedDictionary<string, decimal> _fees = new(StringComparer.Ordinal);
    private Cost _base;
    private Cost _current;
    private TradeId? _watermark;
    private TradeId? _adopted;

    public Position Position => new(_current.Lots);

    /// <summary>Average price of the open position in quote currency, to 28 digits; 0 when flat.</summary>
    public decimal EntryPrice => _current.Entry;

    /// <summary>Sum of the venue's figures per execution since the start of the run, before commission.</summary>
    public decimal RealizedPnl { get; private set; }

    /// <summary>Commission in the margin asset since the start of the run; a rebate counts negative.</summary>
    public decimal Fees => FeesIn(instrument.MarginAsset);

    /// <summary>Price × quantity over all executions since the start of the run.</summary>
    public decimal TradedNotional { get; private set; }

    /// <summary>Executions counted since the start of the run.</summary>
    public long FillCount { get; private set; }

    /// <summary>The greatest trade id that is in the position; null when none is.</summary>
    public TradeId? LastTradeId => _recent.Count == 0 ? _watermark : _recent[^1].Id;

    /// <summary>Fills refused because they were counted before.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Fills refused because newer ones filled the window; they may or may not have been counted.</summary>
    public long TooOld { get; private set; }

    /// <summary>Commission in one asset since the start of the run.</summary>
    public decimal FeesIn(string asset) => _fees.GetValueOrDefault(asset);

    /// <summary>
    /// Takes the venue's position as the truth; fills up to and including <paramref name="lastTrade"/> are in it.
    /// The sums of the run go on.
    /// </summary>
    public void Adopt(PositionReport baseline, TradeId? lastTrade)
    {
        RequireOwn(baseline.Symbol);
        _recent.Clear();
        _base = new Cost(baseline.Position.Lots, baseline.Position.IsFlat ? 0 : baseline.EntryPrice);
        _current = _base;
        (_watermark, _adopted) = (lastTrade, lastTrade);
    }

    /// <summary>Counts an execution; false when it was counted before or is part of the adopted position.</summary>
    public bool Apply(Fill fill)
    {
        RequireOwn(fill.Symbol);
        if (fill.TradeId.Value <= _watermark?.Value)
        {
            var isOlderThanWindow = fill.TradeId.Value > (_adopted?.Value ?? long.MinValue);
            (TooOld, Duplicates) = isOlderThanWindow ? (TooOld + 1, Duplicates) : (TooOld, Duplicates + 1);
            return false;
        }

        var lots = fill.Side.Sign() * fill.Quantity.Lots;
        var execution = new Execution(fill.TradeId, lots, instrument.ToDecimal(fill.Price));
        var index = _recent.BinarySearch(execution);
        if (index >= 0)
        {
            Duplicates++;
            return false;
        }

        _recent.Insert(~index, execution);
        _current = ~index == _recent.Count - 1 ? _current.After(execution) : Replay();
        RealizedPnl += fill.RealizedPnl;
        TradedNotional += instrument.Notional(fill.Price, fill.Quantity);
        _fees[fill.CommissionAsset] = FeesIn(fill.CommissionAsset) + fill.Commission;
        FillCount++;
        FoldOldest();
        return true;
    }

    private Cost Replay()
    {
        var cost = _base;
        foreach (ref readonly var execution in CollectionsMarshal.AsSpan(_recent))
        {
            cost = cost.After(execution);
        }

        return cost;
    }

    private void FoldOldest()
    {
        if (_recent.Count < Window + Slack)
        {
            return;
        }

        foreach (ref readonly var execution in CollectionsMarshal.AsSpan(_recent)[..Slack])
        {
            _base = _base.After(execution);
        }

        _watermark = _recent[Slack - 1].Id;
        _recent.RemoveRange(0, Slack);
    }

    private void RequireOwn(Symbol symbol)
    {
        if (symbol != instrument.Symbol)
        {
            throw new ArgumentException($"A ledger of {instrument.Symbol} was given {symbol}.", nameof(symbol));
        }
    }

    private readonly record struct Execution(TradeId Id, long SignedLots, decimal Price) : IComparable<Execution>
    {
        public int CompareTo(Execution other) => Id.CompareTo(other.Id);
    }

    /// <summary>A position and its average price.</summary>
    private readonly record struct Cost(long Lots, decimal Entry)
    {
        public Cost After(Execution execution)
        {
            var lots = Lots + execution.SignedLots;
            if (lots == 0)
            {
                return default;
            }

            var isSameSide = Math.Sign(lots) == Math.Sign(Lots);
            return (isSameSide, Math.Abs(lots) > Math.Abs(Lots)) switch
            {
                (false, _) => new Cost(lots, execution.Price),                 // from flat, or through it
                (true, false) => this with { Lots = lots },                    // reducing keeps the average
                _ => new Cost(lots, ((Entry * Lots) + (execution.Price * execution.SignedLots)) / lots),
            };
        }
    }
}
