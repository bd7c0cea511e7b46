namespace Phoenix.Core.Settings;

/// <summary>
/// Who leaves when a level shrinks without a trade: the share of those behind us is
/// <c>f(back) ÷ (f(back) + f(front))</c>.
/// </summary>
public enum QueueModel
{
    /// <summary>Only those behind us: cancels never help. The bound from above.</summary>
    Pessimist,

    /// <summary>f(x) = x: everybody is equally likely to leave.</summary>
    Linear,

    /// <summary>f(x) = x²: the longer part of the queue is thinned out first.</summary>
    Square,

    /// <summary>f(x) = x³.</summary>
    Cubic,

    /// <summary>f(x) = ln(1 + x), x in lots: nearer to one half than <see cref="Linear"/>.</summary>
    Logarithmic,
}

/// <summary>The estimate of an order's place in its queue.</summary>
public sealed record QueueSettings
{
    /// <summary>Default <see cref="QueueModel.Cubic"/>.</summary>
    public QueueModel Model { get; init; } = QueueModel.Cubic;

    /// <summary>
    /// Confidence is multiplied by <see cref="QuietFactor"/> each time the level saw no trade for so long; more than
    /// 0. Default 60 s.
    /// </summary>
    public TimeSpan QuietPeriod { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>0 to 1. Default 0.5.</summary>
    public double QuietFactor { get; init; } = 0.5;

    /// <summary>
    /// Confidence is multiplied by this whenever orders left of which we cannot know whether they stood before or
    /// behind us; 0 to 1. Default 0.85.
    /// </summary>
    public double AmbiguityFactor { get; init; } = 0.85;

    /// <summary>Below this confidence our place counts as the back of the queue; 0 to 1. Default 0.3.</summary>
    public double LeastConfidence { get; init; } = 0.3;
}
