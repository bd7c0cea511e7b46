using System.Collections.Immutable;
using System.Globalization;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Quoting.Strategies;

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

    /// <summary>The same in quote currency, before they become whole ticks.</summary>
    public required ImmutableArray<decimal> Distances { get; init; }

    /// <summary>Quantity of each layer, nearest first, rounded down to the lot.</summary>
    public required ImmutableArray<Quantity> Quantities { get; init; }

    /// <summary>Quantity of the first layer.</summary>
    public Quantity LayerQuantity => Quantities[0];

    /// <summary>Least distance between two layers after they were clamped to the touch; at least 1 tick.</summary>
    public required long MinGapTicks { get; init; }

    /// <summary>Layers per side.</summary>
    public int Layers => DistancesTicks.Length;

    /// <summary>Why no grid comes out; null when one does.</summary>
    public static string? Misfit(GridSettings settings, Instrument instrument)
    {
        try
        {
            Create(settings, instrument);
            return null;
        }
        catch (ArgumentException error)
        {
            return error.Message;
        }
    }

    /// <exception cref="ArgumentException">No grid comes out; the message names the setting and its range.</exception>
    public static GridShape Create(GridSettings settings, Instrument instrument)
    {
        RequireRanges(settings);
        Require(
            settings.Layers * 2 <= instrument.MaxOpenOrders,
            $"layers is {settings.Layers} per side; the venue allows {instrument.MaxOpenOrders} open orders in all.");
        var distances = DistancesOf(settings);
        var minGap = settings.MinLayerGap == 0 ? settings.FirstSpacing / 4 : settings.MinLayerGap;
        return new GridShape
        {
            DistancesTicks = ToTicks(distances, settings, instrument),
            Distances = distances,
            Quantities = QuantitiesOf(settings, instrument),
            MinGapTicks = Math.Max(1, Exact.CeilingDivide(minGap, instrument.TickSize)),
        };
    }

    /// <summary>
    /// The distances times <paramref name="width"/> in whole ticks, at least one tick from each other.
    /// </summary>
    internal ImmutableArray<long> Widened(decimal width, Instrument instrument)
    {
        if (width == 1)
        {
            return DistancesTicks;
        }

        var ticks = ImmutableArray.CreateBuilder<long>(Layers);
        foreach (var distance in Distances)
        {
            var inner = ticks.Count == 0 ? 0 : ticks[^1];
            ticks.Add(Math.Max(inner + 1, ToTicks(width * distance, instrument)));
        }

        return ticks.MoveToImmutable();
    }

    /// <summary>Quantity of the outermost layer, the least of all.</summary>
    internal static Quantity LeastQuantityOf(GridSettings settings, Instrument instrument) =>
        QuantitiesOf(settings, instrument)[^1];

    private static ImmutableArray<Quantity> QuantitiesOf(GridSettings settings, Instrument instrument)
    {
        var quantities = ImmutableArray.CreateBuilder<Quantity>(settings.Layers);
        var size = settings.LayerSize;
        for (var layer = 1; layer <= settings.Layers; layer++)
        {
            var quantity = Exact.AtLeastZero(Exact.FloorDivide(size, instrument.LotSize));
            var decayed = layer == 1 ? "" : string.Create(
                CultureInfo.InvariantCulture, $" and {size:0.########} in layer {layer}");
            Require(
                !quantity.IsZero && quantity >= instrument.MinQuantity && quantity <= instrument.MaxQuantity,
                $"layer-size is {settings.LayerSize}{decayed}; the venue allows"
                + $" {instrument.ToDecimal(instrument.MinQuantity)}"
                + $" to {instrument.ToDecimal(instrument.MaxQuantity)}.");
            quantities.Add(quantity);
            size *= settings.SizeDecay;
        }

        return quantities.MoveToImmutable();
    }

    /// <summary>Whole ticks for a distance in quote currency, outwards.</summary>
    internal static long ToTicks(decimal distance, Instrument instrument) =>
        Exact.CeilingDivide(distance - (TickSlack * instrument.TickSize), instrument.TickSize);

    private static ImmutableArray<decimal> DistancesOf(GridSettings settings)
    {
        var distances = ImmutableArray.CreateBuilder<decimal>(settings.Layers);
        var (distance, spacing) = (settings.StartOffset, settings.FirstSpacing);
        for (var layer = 1; layer <= settings.Layers; layer++)
        {
            distances.Add(distance);
            distance += Math.Min(spacing, settings.MaxSpacing);
            spacing = Math.Min(spacing * settings.SpacingMultiplier, settings.MaxSpacing);
        }

        return distances.MoveToImmutable();
    }

    private static ImmutableArray<long> ToTicks(
        ImmutableArray<decimal> distances, GridSettings settings, Instrument instrument)
    {
        ImmutableArray<long> ticks = [.. distances.Select(distance => ToTicks(distance, instrument))];
        for (var i = 0; i < ticks.Length; i++)
        {
            Require(
                ticks[i] >= 1 && (i == 0 || ticks[i] > ticks[i - 1]),
                $"Layers {i} and {i + 1} fall on one tick; first-spacing is {settings.FirstSpacing}.");
        }

        return ticks;
    }

    private static void RequireRanges(GridSettings settings)
    {
        Between("layers", settings.Layers, 1, MaxLayers);
        Positive("start-offset", settings.StartOffset);
        Positive("first-spacing", settings.FirstSpacing);
        Positive("max-spacing", settings.MaxSpacing);
        Positive("size-decay", settings.SizeDecay);
        Between("size-decay", settings.SizeDecay, 0, 1);
        Between("spacing-multiplier", settings.SpacingMultiplier, 1, 10);
        Between("min-spread", settings.MinSpread, 0, 1);
        Between("layer-reduction", settings.LayerReduction, 0, 1);
        Between("skew-coefficient", settings.SkewCoefficient, 0, 1);
        Between("max-skew-bps", settings.MaxSkewBps, 0, 10_000);
        Between("skew-dead-band", settings.SkewDeadBand, 0, 1);
        Between("min-layer-gap", settings.MinLayerGap, 0, settings.MaxSpacing);
        Between("near-tolerance", settings.NearTolerance, 0, 0.99m);
        Between("far-tolerance", settings.FarTolerance, 0, 0.99m);
    }

    private static void Between(string key, decimal value, decimal least, decimal greatest) =>
        Require(value >= least && value <= greatest, $"{key} is {value}; expected {least} to {greatest}.");

    private static void Positive(string key, decimal value) =>
        Require(value > 0, $"{key} is {value}; expected more than 0.");

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new ArgumentException($"The grid cannot be built: {otherwise}");
        }
    }
}
