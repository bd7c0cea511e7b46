using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Signals;

/// <summary>Why the widths cannot be told.</summary>
public enum WidthRefusal
{
    None,

    /// <summary>The volatility is negative or no number.</summary>
    VolatilityUnusable,
}

/// <summary>
/// What the distances of each side are multiplied by, for volatility and toxicity together. It moves in steps, and only
/// when what it follows has moved by a step, because a grid that breathes with every tick is churn. Never narrower than
/// settings allow; exactly 1 before the first reading.
/// </summary>
public readonly record struct WidthMultiplier
{
    public const decimal Step = 0.05m;

    /// <summary>A move that falls short of a step by less is a matter of binary fractions.</summary>
    private const double Slack = 1e-9;

    private readonly int _bidSteps;
    private readonly int _askSteps;

    private WidthMultiplier(int bidSteps, int askSteps, WidthRefusal refusal) =>
        (_bidSteps, _askSteps, Refusal) = (bidSteps, askSteps, refusal);

    public static WidthMultiplier Initial => default;

    public decimal Bids => Value(_bidSteps);

    public decimal Asks => Value(_askSteps);

    /// <summary>Why nothing may be quoted with these widths, which are then those of before.</summary>
    public WidthRefusal Refusal { get; }

    /// <param name="volatility">Null while it is not known, which counts as the greatest: unknown is not calm.</param>
    public WidthMultiplier Follow(
        Volatility? volatility, double midTicks, Toxicity toxicity, ToxicityLevel level, SignalSettings settings)
    {
        var width = volatility is { } known
            ? VolatilityMultiplier.Of(known.Relative30Minutes(midTicks), settings.Width)
            : settings.Width.Greatest;
        return width is { } wide
            ? Follow(
                wide * ToxicityMultiplier.Of(Side.Buy, toxicity, level, settings.Vpin),
                wide * ToxicityMultiplier.Of(Side.Sell, toxicity, level, settings.Vpin))
            : new WidthMultiplier(_bidSteps, _askSteps, WidthRefusal.VolatilityUnusable);
    }

    /// <summary>For distances that follow the volatility by themselves.</summary>
    public WidthMultiplier FollowToxicity(Toxicity toxicity, ToxicityLevel level, VpinSettings settings) => Follow(
        ToxicityMultiplier.Of(Side.Buy, toxicity, level, settings),
        ToxicityMultiplier.Of(Side.Sell, toxicity, level, settings));

    /// <param name="bids">Unrounded, positive.</param>
    /// <param name="asks">Unrounded, positive.</param>
    internal WidthMultiplier Follow(double bids, double asks) =>
        new(Follow(_bidSteps, bids), Follow(_askSteps, asks), WidthRefusal.None);

    private static int Follow(int steps, double width)
    {
        var wanted = width / (double)Step;
        return steps != 0 && Math.Abs(wanted - steps) < 1 - Slack
            ? steps
            : (int)Math.Round(wanted, MidpointRounding.AwayFromZero);
    }

    private static decimal Value(int steps) => steps == 0 ? 1 : steps * Step;
}
