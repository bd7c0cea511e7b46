using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Escalation;

namespace Phoenix.Actors.Exchange;

/// <summary>The contract of the exchange: one venue account, the order of its start and of its stop.</summary>
public static class ExchangeProtocol
{
    /// <summary>Marks what the exchange may be told.</summary>
    public interface ICommand;

    /// <summary>Marks what the exchange tells.</summary>
    public interface IEvent;

    /// <summary>From a desk: what is up at this moment? Answered with the Up messages of what is.</summary>
    public sealed record Introduce : ICommand
    {
        public static Introduce Instance { get; } = new();
    }

    /// <summary>The account's last orderly stop: close the user stream and end the listen key.</summary>
    public sealed record Release : ICommand;

    /// <summary>From the ladder, also to the part itself: start over, replacing connections does not help.</summary>
    /// <param name="Part">What is re-created; null for the whole session, trading rules and clock included.</param>
    public sealed record Recreate(AccountPart? Part, DeathCause Cause) : ICommand;

    /// <summary>On the event stream: connections do not come back, nothing may be quoted.</summary>
    public sealed record SafeModeEntered : IEvent;

    /// <summary>On the event stream: everything flows again and has for long enough.</summary>
    public sealed record SafeModeLeft : IEvent;
}
