using System.Collections.Immutable;
using Phoenix.Venue.Market;

namespace Phoenix.Venue.Faults.Scripts;

/// <summary>What is to go wrong at the venue, and when. The same script at the same venue gives the same run.</summary>
public sealed record FaultScript(ImmutableArray<ScriptRule> Rules)
{
    public static FaultScript Empty { get; } = new([]);
}

/// <summary>When something happens, faults are injected.</summary>
public sealed record ScriptRule
{
    public required ScriptTrigger When { get; init; }

    /// <summary>Injected in this order.</summary>
    public required ImmutableArray<FaultRequest> Do { get; init; }

    /// <summary>Between the trigger and the faults.</summary>
    public TimeSpan After { get; init; }

    /// <summary>How often it fires; null for ever, where the trigger can.</summary>
    public int? Times { get; init; } = 1;

    /// <summary>Where it stands, for messages: <c>[0]</c> is the first of a script.</summary>
    public string Place { get; init; } = string.Empty;
}

/// <summary>What sets a rule off.</summary>
public abstract record ScriptTrigger
{
    private ScriptTrigger()
    {
    }

    /// <summary>So long after the script was armed.</summary>
    public sealed record At(TimeSpan Time) : ScriptTrigger;

    /// <summary>The n-th frame of a stream, or user event of a type, since then; the fault hits that frame.</summary>
    public sealed record Frame(string Stream, int Count) : ScriptTrigger;

    /// <summary>The n-th request on a route; the fault hits that request.</summary>
    public sealed record Request(string? Route, int Count) : ScriptTrigger;

    /// <summary>The n-th upgrade request of a class of sockets; the fault hits that upgrade.</summary>
    public sealed record Connect(string Target, int Count) : ScriptTrigger;

    /// <summary>A number of the venue's state crosses a bound.</summary>
    public sealed record State(
        StateNumber Of, string? Account, string? Symbol, string? Target, string? Stream, decimal? Above, decimal? Below)
        : ScriptTrigger;

    /// <summary>Again and again, each time a little late.</summary>
    /// <param name="Jitter">Most delay, drawn from the seed.</param>
    public sealed record Every(TimeSpan Period, TimeSpan Jitter, TimeSpan From, TimeSpan? To, long Seed)
        : ScriptTrigger;

    /// <summary>At moments drawn from the seed, both bounds inclusive.</summary>
    public sealed record Random(TimeSpan From, TimeSpan To, long Seed) : ScriptTrigger
    {
        internal TimeSpan Draw(SeededChance chance) => TimeSpan.FromMilliseconds(
            chance.Between((long)From.TotalMilliseconds, (long)To.TotalMilliseconds));
    }
}

/// <summary>A number that a rule can watch.</summary>
public enum StateNumber
{
    /// <summary>Resting orders of an account, or of one of its symbols.</summary>
    OpenOrders = 1,

    /// <summary>The position of an account in a symbol, in base currency, with its sign.</summary>
    Position,

    /// <summary>Executions of an account.</summary>
    Trades,

    /// <summary>Open sockets of a class.</summary>
    Sockets,

    /// <summary>Sockets that carry a stream.</summary>
    Subscribers,
}

/// <summary>A rule of a script as it stands.</summary>
/// <param name="Fired">How often it has.</param>
/// <param name="LastFiredAt">Milliseconds of the venue's steady clock; null when it never did.</param>
/// <param name="Refused">Why the venue refused a fault of it, if it did.</param>
public sealed record ScriptRuleState(
    long Id, string When, ImmutableArray<string> Do, bool IsArmed, int Fired, long? LastFiredAt, string? Refused);
