namespace Phoenix.Core.Settings;

/// <summary>The estimators that a strategy of one symbol reads beside its book.</summary>
public sealed record SignalSettings
{
    public FairPriceSettings FairPrice { get; init; } = new();

    public VolatilitySettings Volatility { get; init; } = new();

    public WidthSettings Width { get; init; } = new();

    public VpinSettings Vpin { get; init; } = new();

    public OrderFlowSettings OrderFlow { get; init; } = new();

    public FundingSettings Funding { get; init; } = new();

    public IntensitySettings Intensity { get; init; } = new();

    public FillIntensitySettings Fills { get; init; } = new();

    public QueueSettings Queue { get; init; } = new();
}

/// <summary>What is taken for the fair price.</summary>
public enum FairPriceSource
{
    /// <summary>The middle of the touch.</summary>
    Mid,

    /// <summary>The touch weighted by the opposite quantities; leans to the thinner side.</summary>
    Weighted,

    /// <summary>The mid, shifted by the standardised imbalance of the depth.</summary>
    MidAlpha,
}

/// <summary>The fair price of one symbol.</summary>
public sealed record FairPriceSettings
{
    /// <summary>Default <see cref="FairPriceSource.Mid"/>.</summary>
    public FairPriceSource Source { get; init; } = FairPriceSource.Mid;

    /// <summary>
    /// Shift of the mid per standard deviation of imbalance, in ticks, −1000 to 1000. Default 0, which shifts nothing
    /// until the coefficient was fitted on the symbol.
    /// </summary>
    public double AlphaTicks { get; init; }

    /// <summary>Depth counts within this distance of the mid, in basis points, up to 1000. Default 10.</summary>
    public double DepthBps { get; init; } = 10;

    /// <summary>Memory of the imbalance's mean and deviation. Default 5 min.</summary>
    public TimeSpan AlphaTimeConstant { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>An imbalance counts as at most this many standard deviations, up to 10. Default 3.</summary>
    public double AlphaCap { get; init; } = 3;
}

/// <summary>The volatility of the mid.</summary>
public sealed record VolatilitySettings
{
    /// <summary>Memory of the variance. Default 60 s.</summary>
    public TimeSpan TimeConstant { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A change that comes sooner after the one before is merged into the next. Default 1 ms.</summary>
    public TimeSpan MergeBelow { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>No volatility is told before so much time was observed. Default 60 s.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// What is believed before anything was observed, in ticks per √s; 0 believes nothing and waits for
    /// <see cref="WarmUp"/>. Default 0.
    /// </summary>
    public double Initial { get; init; }
}

/// <summary>How volatility widens the quotes.</summary>
public sealed record WidthSettings
{
    /// <summary>Whether distances follow the volatility at all. Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Growth of the width per unit of relative 30-minute volatility. Default 50.</summary>
    public double VolatilityCoefficient { get; init; } = 50;

    /// <summary>Volatility never narrows below this. Default 0.8.</summary>
    public double Least { get; init; } = 0.8;

    /// <summary>Volatility never widens beyond this. Default 2.0.</summary>
    public double Greatest { get; init; } = 2.0;
}

/// <summary>Flow toxicity by VPIN, and what it does to the quotes.</summary>
public sealed record VpinSettings
{
    /// <summary>
    /// Whether it touches the quotes; it is measured in any case. Default false, until markouts in its top decile are
    /// shown to be worse on the symbol.
    /// </summary>
    public bool Enabled { get; init; }

    /// <summary>Volume of a bucket in base currency; 0 takes a share of the 24-hour volume. Default 0.</summary>
    public decimal BucketSize { get; init; }

    /// <summary>Buckets that are averaged over: about an hour with the default size. Default 50.</summary>
    public int Buckets { get; init; } = 50;

    /// <summary>With fewer full buckets the reading is neutral. Default 5.</summary>
    public int LeastBuckets { get; init; } = 5;

    /// <summary>Quotes are widened from here on. Default 0.70.</summary>
    public double WidenAt { get; init; } = 0.70;

    /// <summary>Widening ends at this. Default 0.65.</summary>
    public double CalmAt { get; init; } = 0.65;

    /// <summary>Quotes are pulled from here on. Default 0.90.</summary>
    public double PullAt { get; init; } = 0.90;

    /// <summary>Pulling ends at this, and not before <see cref="PullPause"/> is over. Default 0.85.</summary>
    public double PullUntil { get; init; } = 0.85;

    /// <summary>How long quotes stay pulled before the reading is looked at again. Default 5 s.</summary>
    public TimeSpan PullPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Growth of the width per unit of VPIN. Default 0.2.</summary>
    public double Coefficient { get; init; } = 0.2;

    /// <summary>With a signed imbalance beyond this only the side that is hit is widened. Default 0.3.</summary>
    public double OneSidedBeyond { get; init; } = 0.3;
}

/// <summary>Order-flow imbalance.</summary>
public sealed record OrderFlowSettings
{
    /// <summary>What is summed up, 1 s to 10 s. Default 5 s.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>The shift of the reservation price for the coming funding payment.</summary>
public sealed record FundingSettings
{
    /// <summary>Share of the predicted payment that prices shift by at settlement, 0 to 10. Default 0.5.</summary>
    public decimal Coefficient { get; init; } = 0.5m;

    /// <summary>The shift grows over this time before settlement. Default 1 h.</summary>
    public TimeSpan Ramp { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The shift never exceeds this many basis points. Default 5.</summary>
    public decimal MaxBps { get; init; } = 5m;

    /// <summary>
    /// How often the venue announces its prediction; one older than twice this counts for nothing. Default 1 s, the
    /// pace of the mark-price stream.
    /// </summary>
    public TimeSpan PredictionPeriod { get; init; } = TimeSpan.FromSeconds(1);
}
