namespace Phoenix.Core.Accounting;

/// <summary>
/// The markouts of one group of fills at one horizon: averages weighted by size that forget old fills, and the whole
/// history as a histogram. Written by <see cref="Markouts"/> alone.
/// </summary>
public sealed class MarkoutCell
{
    /// <summary>Bins of the histogram: one below, 40 of 1 bps from −20 to +20, one above.</summary>
    public const int Bins = 42;

    private const int LeastBps = -20;

    private readonly long[] _histogram = new long[Bins];
    private readonly double _decay;
    private double _weight;
    private double _edge;
    private double _move;
    private double _edgeBps;
    private double _moveBps;

    /// <param name="fills">The averages follow about this many fills.</param>
    internal MarkoutCell(int fills) => _decay = 1 - (2.0 / (fills + 1));

    /// <summary>Fills whose horizon elapsed on a live book.</summary>
    public long Count { get; private set; }

    /// <summary>Fills of which it is not known: the book went stale, or too many were pending.</summary>
    public long Missing { get; private set; }

    /// <summary>Average edge in half ticks; null before the first.</summary>
    public double? EdgeHalfTicks => Average(_edge);

    /// <summary>Average move in half ticks, negative is adverse; null before the first.</summary>
    public double? MoveHalfTicks => Average(_move);

    /// <summary>Average markout in half ticks; null before the first.</summary>
    public double? MarkoutHalfTicks => Average(_edge + _move);

    /// <summary>Average edge in basis points of the mid; null before the first.</summary>
    public double? EdgeBps => Average(_edgeBps);

    /// <summary>Average move in basis points of the mid, negative is adverse; null before the first.</summary>
    public double? MoveBps => Average(_moveBps);

    /// <summary>Average markout in basis points of the mid; null before the first.</summary>
    public double? MarkoutBps => Average(_edgeBps + _moveBps);

    /// <summary>How many markouts fell into each bin.</summary>
    public ReadOnlySpan<long> Histogram => _histogram;

    /// <summary>The bin of a markout. Each bin holds its lower bound and not its upper one.</summary>
    public static int BinOf(double bps) => (int)Math.Clamp(Math.Floor(bps) - LeastBps + 1, 0, Bins - 1);

    internal void Add(in Markout markout, long lots)
    {
        Count++;
        _weight = (_decay * _weight) + lots;
        _edge = (_decay * _edge) + ((double)lots * markout.EdgeHalfTicks);
        _move = (_decay * _move) + ((double)lots * markout.MoveHalfTicks);
        _edgeBps = (_decay * _edgeBps) + (lots * markout.ToBps(markout.EdgeHalfTicks));
        _moveBps = (_decay * _moveBps) + (lots * markout.ToBps(markout.MoveHalfTicks));
        _histogram[BinOf(markout.ToBps(markout.MarkoutHalfTicks))]++;
    }

    internal void Miss() => Missing++;

    private double? Average(double sum) => _weight > 0 ? sum / _weight : null;
}
