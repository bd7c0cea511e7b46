using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Signals;

/// <summary>What toxic flow does to the quotes.</summary>
public enum ToxicityLevel
{
    Calm,

    /// <summary>Quotes are wider.</summary>
    Widen,

    /// <summary>Nothing is quoted.</summary>
    Pull,
}

/// <summary>
/// The answer to a toxicity that goes up and down, with hysteresis: each level is left below where it was entered.
/// </summary>
/// <param name="Until">Pulled quotes stay pulled until then; then the reading decides again.</param>
public readonly record struct ToxicityState(ToxicityLevel Level, Instant Until)
{
    public static ToxicityState Initial => default;

    /// <summary>Calm while it is switched off.</summary>
    public ToxicityState Next(Toxicity reading, Instant now, VpinSettings settings) =>
        !settings.Enabled ? Initial
        : Level == ToxicityLevel.Pull && now < Until ? this
        : reading.IsNeutral ? Initial
        : Holds(reading, settings.PullAt, settings.PullUntil, Level == ToxicityLevel.Pull)
            ? new(ToxicityLevel.Pull, now + settings.PullPause)
        : Holds(reading, settings.WidenAt, settings.CalmAt, Level != ToxicityLevel.Calm)
            ? new(ToxicityLevel.Widen, default)
        : Initial;

    private static bool Holds(Toxicity reading, double enter, double leave, bool isIn) =>
        reading.Vpin >= enter || (isIn && reading.Vpin > leave);
}
