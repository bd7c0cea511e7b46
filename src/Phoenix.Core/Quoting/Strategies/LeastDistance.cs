namespace Phoenix.Core.Quoting.Strategies;

/// <summary>How near to its reservation price any strategy may quote.</summary>
internal static class LeastDistance
{
    /// <summary>
    /// <c>max(min-spread · mid / 2, floor of the side)</c> in whole ticks, outwards. The floor is what adverse
    /// selection and fees have cost on that side lately.
    /// </summary>
    public static long Ticks(QuoteInputs inputs, SideTerms terms) => Math.Max(
        Exact.CeilingDivide(inputs.Grid.MinSpread * inputs.MidTicksTimesTwo, 4),
        terms.Floor <= 0 ? 0 : GridShape.ToTicks(terms.Floor, inputs.Instrument));
}
