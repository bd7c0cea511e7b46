using Phoenix.Core.Quoting.Modes;

namespace Phoenix.Core.Accounting;

/// <summary>Which part of our quoting an order came from: the key by which profit and markouts are split.</summary>
public readonly record struct QuoteOrigin
{
    /// <summary>The greatest layer, as in the settings of the grid.</summary>
    public const int MaxLayer = 40;

    /// <summary>Modes are numbered from 1; 0 is the unknown.</summary>
    internal static readonly int ModeCount = (int)Enum.GetValues<QuoteMode>().Max() + 1;

    /// <param name="mode">The mode in which the order was decided.</param>
    /// <param name="layer">
    /// From the touch outwards, 1 to <see cref="MaxLayer"/>; 0 for what is no layer: pins, slices, far orders.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">No such mode, or no such layer.</exception>
    public QuoteOrigin(QuoteMode mode, int layer)
    {
        if (!Enum.IsDefined(mode))
        {
            throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such mode.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(layer);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(layer, MaxLayer);
        (Mode, Layer) = (mode, layer);
    }

    /// <summary>An adopted position, or an order of which nothing is known.</summary>
    public static QuoteOrigin Unknown => default;

    /// <summary>The mode in which the order was decided; meaningless for <see cref="Unknown"/>.</summary>
    public QuoteMode Mode { get; }

    /// <summary>1 to <see cref="MaxLayer"/>; 0 for no layer.</summary>
    public int Layer { get; }

    public bool IsKnown => Mode != default;

    public override string ToString() => IsKnown ? $"{Mode}/{Layer}" : "unknown";
}
