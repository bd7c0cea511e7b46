namespace Phoenix.Core.Primitives;

/// <summary>
/// A price on the tick grid of one instrument, counted in ticks. What a tick is worth only the
/// <see cref="Instrument"/> knows; prices of different instruments must not be compared.
/// </summary>
/// <param name="Ticks">Whole ticks; 0 means "no price".</param>
public readonly record struct Price(long Ticks) : IComparable<Price>
{
    public static Price operator +(Price price, long ticks) => new(price.Ticks + ticks);

    public static Price operator -(Price price, long ticks) => new(price.Ticks - ticks);

    public static long operator -(Price left, Price right) => left.Ticks - right.Ticks;

    public static bool operator <(Price left, Price right) => left.Ticks < right.Ticks;

    public static bool operator >(Price left, Price right) => left.Ticks > right.Ticks;

    public static bool operator <=(Price left, Price right) => left.Ticks <= right.Ticks;

    public static bool operator >=(Price left, Price right) => left.Ticks >= right.Ticks;

    public int CompareTo(Price other) => Ticks.CompareTo(other.Ticks);

    public override string ToString() => $"{Ticks}t";
}
