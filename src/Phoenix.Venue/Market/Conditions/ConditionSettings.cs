namespace Phoenix.Venue.Market.Conditions;

/// <summary>One influence on a market; all that a market names act together.</summary>
public abstract record ConditionSettings;

/// <summary>Two states that take turns at random moments: as set, and wild.</summary>
public sealed record RegimeSettings : ConditionSettings
{
    /// <summary>Factor of the volatility while wild; greater than 0.</summary>
    public double Volatility { get; init; } = 3;

    /// <summary>Factor of orders and takers while wild; greater than 0.</summary>
    public double Activity { get; init; } = 2;

    /// <summary>Mean length of the calm state, in seconds.</summary>
    public double CalmSeconds { get; init; } = 600;

    /// <summary>Mean length of the wild state, in seconds.</summary>
    public double WildSeconds { get; init; } = 120;
}

/// <summary>Sudden moves for good.</summary>
public sealed record JumpSettings : ConditionSettings
{
    /// <summary>Mean time between two, in seconds.</summary>
    public double EverySeconds { get; init; } = 600;

    /// <summary>Mean size as a share of the price.</summary>
    public double Size { get; init; } = 0.001;

    /// <summary>Share of them that go up, 0 to 1.</summary>
    public double UpShare { get; init; } = 0.5;
}

/// <summary>A steady move.</summary>
public sealed record TrendSettings : ConditionSettings
{
    /// <summary>Share of the price per hour; negative falls.</summary>
    public double PerHour { get; init; } = 0.01;

    /// <summary>Mean time after which the direction is drawn anew, in seconds; 0 never.</summary>
    public double TurnSeconds { get; init; }
}

/// <summary>Takers who know where the fair price will be.</summary>
public sealed record ToxicSettings : ConditionSettings
{
    /// <summary>How far ahead they know, in seconds.</summary>
    public double HorizonSeconds { get; init; } = 0.5;

    /// <summary>Chance that one of them acts in a half step of 50 ms in which there is something to gain.</summary>
    public double Share { get; init; } = 0.3;

    /// <summary>Ticks of gain below which they stay out.</summary>
    public double MinEdgeTicks { get; init; } = 2;
}

/// <summary>A market in which hardly anything happens.</summary>
public sealed record QuietSettings : ConditionSettings
{
    /// <summary>Mean time between two moments in which the crowd acts, in seconds.</summary>
    public double EverySeconds { get; init; } = 60;
}

/// <summary>The book thins, the price falls and comes back.</summary>
public sealed record FlashCrashSettings : ConditionSettings
{
    /// <summary>Mean time from the end of one to the next, in seconds.</summary>
    public double EverySeconds { get; init; } = 3_600;

    /// <summary>Share of the price it falls by; negative rises.</summary>
    public double Fall { get; init; } = 0.05;

    /// <summary>How long it falls, in seconds.</summary>
    public double FallSeconds { get; init; } = 10;

    /// <summary>How long it stays low, in seconds.</summary>
    public double HoldSeconds { get; init; } = 5;

    /// <summary>How long it takes to come back, in seconds.</summary>
    public double RecoverySeconds { get; init; } = 60;

    /// <summary>Share of the fall that comes back, 0 to 1.</summary>
    public double Recovered { get; init; } = 0.9;

    /// <summary>Share of the book that is left during the fall, 0 to 1.</summary>
    public double Depth { get; init; } = 0.2;
}

/// <summary>Trading stops now and then.</summary>
public sealed record HaltSettings : ConditionSettings
{
    /// <summary>Mean time from the end of one to the next, in seconds.</summary>
    public double EverySeconds { get; init; } = 1_800;

    public double LengthSeconds { get; init; } = 30;

    /// <summary>What is allowed meanwhile.</summary>
    public TradingStatus Status { get; init; } = TradingStatus.Halt;

    /// <summary>Whether the periodic frames (mark price) stop too; those of the book stop anyway.</summary>
    public bool StopsData { get; init; } = true;
}

/// <summary>The fair price shares a part of its steps with all other markets of the same factor.</summary>
public sealed record CorrelatedSettings : ConditionSettings
{
    public string Factor { get; init; } = "market";

    /// <summary>Correlation with the factor, -1 to 1; of two markets with each other it is the product.</summary>
    public double Correlation { get; init; } = 0.8;
}

/// <summary>The hours of a day differ.</summary>
public sealed record DailySettings : ConditionSettings
{
    /// <summary>How far orders and takers swing around their mean, 0 to below 1.</summary>
    public double Amplitude { get; init; } = 0.5;

    /// <summary>Hour of the day, UTC, in which most happens.</summary>
    public double PeakHour { get; init; } = 14;
}
