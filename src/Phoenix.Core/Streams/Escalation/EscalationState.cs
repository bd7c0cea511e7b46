using System.Collections.Immutable;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Streams.Escalation;

/// <summary>How much is being done to get the connections back. Each level includes the ones below it.</summary>
public enum EscalationLevel
{
    /// <summary>Everything flows, and has for long enough.</summary>
    Calm = 0,

    /// <summary>A slot replaces its connection.</summary>
    Connection,

    /// <summary>That did not help: all of market data, of user data or of order entry was re-created.</summary>
    Part,

    /// <summary>
    /// That did not help: the account's whole session was re-created, trading rules and clock read anew.
    /// </summary>
    Session,

    /// <summary>
    /// That did not help: nothing is quoted until everything flows again and has for long enough. Tries go on for
    /// ever, at a bounded rate.
    /// </summary>
    SafeMode,
}

/// <summary>What of an account can be re-created on its own.</summary>
public enum AccountPart
{
    Trading = 1,

    MarketData,

    UserData,
}

/// <summary>Where the ladder stands.</summary>
/// <param name="Troubles">The parts that are not calm.</param>
/// <param name="Live">Slots whose connection flows.</param>
/// <param name="IsSafe">Whether nothing may be quoted.</param>
/// <param name="NextRebuild">Before this the session is not re-created once more.</param>
public sealed record EscalationState(
    ImmutableSortedDictionary<AccountPart, PartTrouble> Troubles,
    ImmutableSortedSet<string> Live,
    bool IsSafe,
    Instant NextRebuild)
{
    public static EscalationState Initial { get; } = new(
        ImmutableSortedDictionary<AccountPart, PartTrouble>.Empty, PartTrouble.NoSlots, IsSafe: false, default);

    public EscalationLevel Level => IsSafe
        ? EscalationLevel.SafeMode
        : Troubles.Values.Select(trouble => trouble.Level).DefaultIfEmpty(EscalationLevel.Calm).Max();
}

/// <summary>What is wrong with one part.</summary>
/// <param name="Down">Slots without a connection that flows.</param>
/// <param name="Exhaustions">How often a slot's own means were exhausted since the part was last calm.</param>
/// <param name="SteadySince">Since when every slot flows; null while one does not.</param>
public sealed record PartTrouble(
    ImmutableSortedSet<string> Down, int Exhaustions, DeathCause Cause, Instant? SteadySince)
{
    /// <summary>From this exhaustion on nothing is quoted.</summary>
    public const int SafeModeAt = 4;

    public static ImmutableSortedSet<string> NoSlots { get; } =
        ImmutableSortedSet<string>.Empty.WithComparer(StringComparer.Ordinal);

    public EscalationLevel Level => Exhaustions switch
    {
        0 => EscalationLevel.Connection,
        1 => EscalationLevel.Part,
        < SafeModeAt => EscalationLevel.Session,
        _ => EscalationLevel.SafeMode,
    };
}

/// <summary>What can happen to an account's connections.</summary>
public abstract record EscalationInput
{
    /// <summary>The slot's connection ended; the slot replaces it.</summary>
    public sealed record Lost(string Slot, DeathCause Cause) : EscalationInput;

    /// <summary>All that the slot's connection promised flows.</summary>
    public sealed record Up(string Slot) : EscalationInput;

    /// <summary>The slot replaced its connection again and again, and it did not help.</summary>
    public sealed record Exhausted(string Slot, DeathCause Cause) : EscalationInput;

    public sealed record Wake : EscalationInput;
}

/// <summary>What the shell has to do.</summary>
public abstract record EscalationEffect
{
    public sealed record RecreatePart(AccountPart Part, DeathCause Cause) : EscalationEffect;

    public sealed record RecreateSession(DeathCause Cause) : EscalationEffect;

    /// <summary>Every symbol halts.</summary>
    public sealed record EnterSafeMode(DeathCause Cause) : EscalationEffect;

    public sealed record LeaveSafeMode : EscalationEffect;

    /// <summary>For people: the ladder moved.</summary>
    public sealed record Report(EscalationLevel From, EscalationLevel To, string Reason) : EscalationEffect;

    public sealed record WakeAt(Instant At) : EscalationEffect;
}
