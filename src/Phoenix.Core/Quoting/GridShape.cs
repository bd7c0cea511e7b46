using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Quoting;

/// <summary>
/// The grid in ticks and lots, computed once when the settings meet the instrument. Distances are whole ticks, so the
/// grid keeps its shape whatever the fraction of the reservation price and does not flicker by one tick.
/// </summary>
public sealed record GridShape
{
    /// <summary>Layers per side at most.</summary>
    public const int MaxLayers = 40;

    /// <summary>A distance this little above a whole tick, as a share of the tick, is that tick.</summary>
    private const decimal TickSlack = 1e-6m;

    private GridShape()
    {
    }

    /// <summary>Distance of each layer from the reservation price, nearest first, strictly growing.</summary>
    public required ImmutableArray<long> DistancesTicks { get; init; }

    public required Quantity LayerQuantity { get; init; }

    /// <summary>Least distance between two layers after they were clamped to the touch; at least 1 tick.</summary>
    public required long MinGapTicks { get; init; }

    /// <summary>Layers per side.</summary>
    public int Layers => DistancesTicks.Length;

    /// <exception cref="ArgumentException">The settings make no grid on this instrument; the message names the key and its range.</exception>
    public static GridShape Create(GridSettings settings, Instrument instrument)
    {
        Require(settings.Layers is >= 1 and <= MaxLayers, $"layers is {settings.Layers}; expected 1 to {MaxLayers}.");
        Require(
            settings.Layers * 2 <= instrument.MaxOpenOrders,
            $"layers is {settings.Layers} per side; the venue allows {instrument.MaxOpenOrders} open orders in all.");
        Require(settings.StartOffset > 0, $"start-offset is {settings.StartOffset}; expected more than 0.");
        Require(settings.FirstSpacing > 0, $"first-spacing is {settings.FirstSpacing}; expected more than 0.");
        Require(settings.SpacingMultiplier >= 1, $"spacing-multiplier is {settings.SpacingMultiplier}; expected at least 1.");
        Require(settings.MaxSpacing > 0, $"max-spacing is {settings.MaxSpacing}; expected more than 0.");
        Require(settings.MinSpread is >= 0 and < 1, $"min-spread is {settings.MinSpread}; expected 0 to 1.");
        Require(settings.LayerReduction is >= 0 and <= 1, $"layer-reduction is {settings.LayerReduction}; expected 0 to 1.");
        Require(settings.SkewCoefficient >= 0, $"skew-coefficient is {settings.SkewCoefficient}; expected at least 0.");
        Require(settings.MaxSkewBps >= 0, $"max-skew-bps is {settings.MaxSkewBps}; expected at least 0.");
        Require(settings.SkewDeadBand >= 0, $"skew-dead-band is {settings.SkewDeadBand}; expected at least 0.");
        Require(settings.MinLayerGap >= 0, $"min-layer-gap is {settings.MinLayerGap}; expected at least 0.");
        Require(settings.NearTolerance is >= 0 and < 1, $"near-tolerance is {settings.NearTolerance}; expected 0 to below 1.");
        Require(settings.FarTolerance is >= 0 and < 1, $"far-tolerance is {settings.FarTolerance}; expected 0 to below 1.");

        var minGap = settings.MinLayerGap == 0 ? settings.FirstSpacing / 4 : settings.MinLayerGap;
        return new GridShape
        {
            DistancesTicks = Distances(settings, instrument),
            LayerQuantity = LayerQuantityOf(settings, instrument),
            MinGapTicks = Math.Max(1, Exact.CeilingDivide(minGap, instrument.TickSize)),
        };
    }

    /// <summary>The quantity of a layer, rounded down to the lot.</summary>
    internal static Quantity LayerQuantityOf(GridSettings settings, Instrument instrument)
    {
        var quantity = Exact.Quantity(Exact.FloorDivide(settings.LayerSize, instrument.LotSize));
        Require(
            !quantity.IsZero && quantity >= instrument.MinQuantity && quantity <= instrument.MaxQuantity,
            $"layer-size is {settings.LayerSize}; the venue allows {instrument.ToDecimal(instrument.MinQuantity)}"
            + $" to {instrument.ToDecimal(instrument.MaxQuantity)}.");
        return quantity;
    }

    /// <summary>Whole ticks for a distance in quote currency, outwards.</summary>
    internal static long ToTicks(decimal distance, Instrument instrument) =>
        Exact.CeilingDivide(distance - (TickSlack * instrument.TickSize), instrument.TickSize);

    private static ImmutableArray<long> Distances(GridSettings settings, Instrument instrument)
    {
        var distances = ImmutableArray.CreateBuilder<long>(settings.Layers);
        var (distance, spacing) = (settings.StartOffset, settings.FirstSpacing);
        for (var layer = 1; layer <= settings.Layers; layer++)
        {
            var ticks = ToTicks(distance, instrument);
            Require(
                ticks >= 1 && (layer == 1 || ticks > distances[^1]),
                $"Layers {layer - 1} and {layer} fall on one tick; first-spacing is {settings.FirstSpacing}.");
            distances.Add(ticks);
            distance += Math.Min(spacing, settings.MaxSpacing);
            spacing = Math.Min(spacing * settings.SpacingMultiplier, settings.MaxSpacing);
        }

        return distances.MoveToImmutable();
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new ArgumentException($"The grid cannot be built: {otherwise}");
        }
    }
}
