using System.Collections.Immutable;

namespace Phoenix.Core.Quoting.Pricing;

/// <summary>
/// The prices of a ladder in ticks, nearest to the market first, each at least a tick behind the one before. A side
/// without a first quote is empty.
/// </summary>
public sealed record TickLadder
{
    /// <summary>Layers per side at most.</summary>
    public const int MaxLayers = 40;

    /// <summary>A gap or spacing is at most this, in ticks.</summary>
    private const long MaxSpacing = 1_000_000_000_000;

    private TickLadder(ImmutableArray<long> bids, ImmutableArray<long> asks) => (Bids, Asks) = (bids, asks);

    public ImmutableArray<long> Bids { get; }

    public ImmutableArray<long> Asks { get; }

    /// <summary>The first quotes, and behind them one layer per gap.</summary>
    /// <param name="first">The nearest layer, as it is or joined to the touch.</param>
    /// <param name="gapsTicks">From a layer to the next, at least 1 each; one less than there are layers.</param>
    public static Modeled<TickLadder> ByGaps(QuoteTicks first, ImmutableArray<long> gapsTicks) =>
        gapsTicks.IsDefault || gapsTicks.Length >= MaxLayers || gapsTicks.Any(gap => gap is < 1 or > MaxSpacing)
            ? ModelRefusal.LadderShape
            : new TickLadder(
                first.Bid is { } bid ? Outwards(bid, -1, gapsTicks) : [],
                first.Ask is { } ask ? Outwards(ask, 1, gapsTicks) : []);

    /// <summary>
    /// Layers on the multiples of a spacing, bids at or below the first one, asks at or above it. A coarse grid holds
    /// still while the fair price moves a little.
    /// </summary>
    public static Modeled<TickLadder> BySpacing(QuoteTicks first, long spacingTicks, int layers)
    {
        if (spacingTicks is < 1 or > MaxSpacing || layers is < 1 or > MaxLayers)
        {
            return ModelRefusal.LadderShape;
        }

        var onGrid = new QuoteTicks(
            first.Bid is { } bid ? Floor(bid, spacingTicks) : null,
            first.Ask is { } ask ? -Floor(-ask, spacingTicks) : null);
        return ByGaps(onGrid, [.. Enumerable.Repeat(spacingTicks, layers - 1)]);
    }

    /// <summary>The half spread in whole ticks, at least 1: the spacing that belongs to it.</summary>
    public static Modeled<long> SpacingOf(double half) =>
        half is > 0 and <= MaxSpacing
            ? Math.Max((long)Math.Round(half, MidpointRounding.AwayFromZero), 1)
            : ModelRefusal.OutOfRange;

    private static ImmutableArray<long> Outwards(long ticks, int direction, ImmutableArray<long> gapsTicks)
    {
        var prices = ImmutableArray.CreateBuilder<long>(gapsTicks.Length + 1);
        prices.Add(ticks);
        foreach (var gap in gapsTicks)
        {
            prices.Add(prices[^1] + (direction * gap));
        }

        return prices.MoveToImmutable();
    }

    private static long Floor(long ticks, long spacing) => ticks - (((ticks % spacing) + spacing) % spacing);
}
