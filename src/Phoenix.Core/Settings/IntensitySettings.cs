namespace Phoenix.Core.Settings;

/// <summary>How often orders at a distance would be filled, learned from the market's trades.</summary>
public sealed record IntensitySettings
{
    /// <summary>Sampling step: of the trades in it only the deepest counts. Default 100 ms.</summary>
    public TimeSpan Step { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Observed time that a fit is made from, up to 1 h. Default 600 s.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(600);

    /// <summary>Nothing is fitted before so much was observed. Default 60 s.</summary>
    public TimeSpan LeastWindow { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time between two fits. Default 5 s.</summary>
    public TimeSpan Refit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Distances that are looked at, one tick apart, 2 to 127. Default 70.</summary>
    public int Distances { get; init; } = 70;

    /// <summary>A distance that was reached less often is left out. Default 3.</summary>
    public int LeastArrivals { get; init; } = 3;

    /// <summary>A fit through fewer distances is refused. Default 4.</summary>
    public int LeastPoints { get; init; } = 4;

    /// <summary>A fit that explains less is refused. Default 0.80.</summary>
    public double LeastRSquared { get; init; } = 0.80;

    /// <summary>Least decay k that is believed, per tick, inclusive. Default 0.0001.</summary>
    public double LeastDecay { get; init; } = 1e-4;

    /// <summary>Greatest decay k that is believed, per tick, inclusive. Default 10.</summary>
    public double GreatestDecay { get; init; } = 10;

    /// <summary>Least level A that is believed, per second, inclusive. Default 0.0001.</summary>
    public double LeastLevel { get; init; } = 1e-4;

    /// <summary>Greatest level A that is believed, per second, inclusive. Default 100.</summary>
    public double GreatestLevel { get; init; } = 100;

    /// <summary>Memory of the smoothing of ln A and ln k over accepted fits. Default 60 s.</summary>
    public TimeSpan Smoothing { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The last accepted fit is used for so long, inclusive. Default 10 min.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromMinutes(10);
}

/// <summary>How often orders at a distance are filled, learned from our own fills.</summary>
public sealed record FillIntensitySettings
{
    /// <summary>From this relative standard error of k on, the market's fit is mixed in. Default 0.25.</summary>
    public double BlendFrom { get; init; } = 0.25;

    /// <summary>Width of a bin of distances, in ticks. Default 60.</summary>
    public int BinTicks { get; init; } = 60;

    /// <summary>Bins of distances; what rests farther away is not counted. At most 1000. Default 50.</summary>
    public int Bins { get; init; } = 50;

    /// <summary>Memory of fills and of the time that orders rested. Default 6 h.</summary>
    public TimeSpan Memory { get; init; } = TimeSpan.FromHours(6);
}
