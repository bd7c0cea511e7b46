namespace Phoenix.Core.Signals;

/// <summary>Why there is no fair price.</summary>
public enum FairPriceRefusal
{
    None,

    /// <summary>A side of the book is empty, or holds nothing but our own orders.</summary>
    NoTouch,

    /// <summary>Best bid at or above best ask.</summary>
    CrossedBook,

    /// <summary>The shift leaves no positive price.</summary>
    NotPositive,
}

/// <summary>What one unit of the instrument is taken to be worth.</summary>
/// <param name="Ticks">In fractional ticks; 0 when refused.</param>
/// <param name="AlphaTicks">The part of it that is a shift of the mid.</param>
public readonly record struct FairPrice(double Ticks, double AlphaTicks, FairPriceRefusal Refusal);
