using System.Collections.Immutable;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Quoting.Pricing;

/// <summary>
/// Guéant, Lehalle and Fernandez-Tapia's quotes without the approximation, for an inventory that never leaves its
/// bound Q: solved once per set of parameters, looked up per quote. With f the positive eigenvector for the smallest
/// eigenvalue of the tridiagonal matrix with diagonal <c>α·q²</c> and off-diagonal <c>−η</c>,
/// <c>δb(q) = (1/k)·ln(f_q/f_{q+1}) + c1</c> and <c>δa(q) = δb(−q)</c>.
/// </summary>
/// <remarks>
/// Guéant, Lehalle, Fernandez-Tapia, Dealing with the inventory risk, arXiv:1105.3115 (2013); ξ and Δ as in
/// arXiv:1605.01862 (2017).
/// </remarks>
public sealed class ExactGlft
{
    /// <summary>Greatest bound of the inventory that is solved for, in orders.</summary>
    public const int MaxBound = 40;

    /// <summary>The eigenvector has settled when no component moves by more than this share of itself.</summary>
    private const double Settled = 1e-12;

    /// <summary>Below this a number loses digits, and with them the ratio of two components.</summary>
    private const double LeastComponent = 2.3e-308;

    private readonly ImmutableArray<double> _bids; // for −Q to Q − 1 orders
    private readonly double _orderSize;

    private ExactGlft(ImmutableArray<double> bids, double orderSize, GlftCoefficients coefficients) =>
        (_bids, _orderSize, Coefficients) = (bids, orderSize, coefficients);

    /// <summary>What it was solved for.</summary>
    public GlftCoefficients Coefficients { get; }

    /// <summary>Q, in orders.</summary>
    public int Bound => _bids.Length / 2;

    /// <summary>
    /// The table for one market. Scales apply as in the closed form: the first to the distance of the flat book, the
    /// second to how much a distance differs from it.
    /// </summary>
    public static Modeled<ExactGlft> Create(MarketEstimate market, GlftSettings settings)
    {
        if (!GlftCoefficients.Of(market, settings).TryGet(out var found, out var named))
        {
            return named;
        }

        var bound = settings.InventoryBound;
        if (bound is < 1 or > MaxBound)
        {
            return ModelRefusal.InventoryBound;
        }

        Span<double> f = stackalloc double[bound + 1];
        if (Solve(f, found.Alpha / found.Eta, settings.MaxSweeps) is { } refusal)
        {
            return refusal;
        }

        var flat = found.C1 + (Math.Log(f[0] / f[1]) / market.FillDecay);
        var bids = ImmutableArray.CreateBuilder<double>(2 * bound);
        for (var q = -bound; q < bound; q++)
        {
            var exact = found.C1 + (Math.Log(f[Math.Abs(q)] / f[Math.Abs(q + 1)]) / market.FillDecay);
            bids.Add((settings.SpreadScale * flat) + (settings.SkewScale * (exact - flat)));
        }

        return new ExactGlft(bids.MoveToImmutable(), settings.OrderSize, found);
    }

    /// <summary>
    /// The distances in ticks, between two whole orders by the straight line. A side that would carry the inventory
    /// past the bound is not quoted.
    /// </summary>
    /// <param name="inventory">q, signed, in the unit of <see cref="GlftSettings.OrderSize"/>.</param>
    public Modeled<QuoteDistances> At(double inventory)
    {
        var orders = inventory / _orderSize;
        return !double.IsFinite(orders) ? ModelRefusal.Inventory
            : Math.Abs(orders) > Bound ? ModelRefusal.BeyondBound
            : QuoteDistances.Of(BidAt(orders), BidAt(-orders));
    }

    private double? BidAt(double orders)
    {
        var below = (int)Math.Floor(orders);
        var (row, part) = (below + Bound, orders - below);
        return orders > Bound - 1 ? null
            : part == 0 ? _bids[row]
            : _bids[row] + (part * (_bids[row + 1] - _bids[row]));
    }

    /// <summary>
    /// The eigenvector for inventories 0 to Q, the other half being its mirror image, scaled to 1 at 0. Power iteration
    /// on the inverse of the matrix shifted by 2η, in units of η: diagonal <c>2 + ratio·q²</c>, off-diagonal −1. All
    /// entries of that inverse are positive, so every sweep keeps all components positive and their digits; it
    /// settles within 40 sweeps for any ratio, while the shifted matrix itself needs up to tens of thousands.
    /// </summary>
    private static ModelRefusal? Solve(Span<double> f, double ratio, int maxSweeps)
    {
        Span<double> pivots = stackalloc double[f.Length];
        pivots[^1] = 2 + (ratio * (f.Length - 1) * (f.Length - 1));
        for (var q = f.Length - 2; q >= 0; q--)
        {
            pivots[q] = 2 + (ratio * q * q) - (Neighbours(q) / pivots[q + 1]);
        }

        f.Fill(1);
        for (var sweep = 0; sweep < maxSweeps; sweep++)
        {
            var moved = Sweep(f, pivots);
            if (!(f[^1] >= LeastComponent) || !double.IsFinite(moved))
            {
                return ModelRefusal.OutOfRange;
            }

            if (moved <= Settled)
            {
                return null;
            }
        }

        return ModelRefusal.NotConverged;
    }

    /// <returns>The greatest change of a component, as a share of what it was.</returns>
    private static double Sweep(Span<double> f, ReadOnlySpan<double> pivots)
    {
        Span<double> next = stackalloc double[f.Length];
        next[^1] = f[^1];
        for (var q = f.Length - 2; q >= 0; q--)
        {
            next[q] = f[q] + (Neighbours(q) * next[q + 1] / pivots[q + 1]);
        }

        next[0] /= pivots[0];
        for (var q = 1; q < f.Length; q++)
        {
            next[q] = (next[q] + next[q - 1]) / pivots[q];
        }

        var moved = 0.0;
        for (var q = f.Length - 1; q >= 0; q--)
        {
            next[q] /= next[0];
            moved = Math.Max(moved, Math.Abs((next[q] / f[q]) - 1));
        }

        next.CopyTo(f);
        return moved;
    }

    /// <summary>Zero has two neighbours that are alike, which is how the mirror image enters.</summary>
    private static int Neighbours(int q) => q == 0 ? 2 : 1;
}
