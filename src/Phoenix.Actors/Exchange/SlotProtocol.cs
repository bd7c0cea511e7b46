using Akka.Actor;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;

namespace Phoenix.Actors.Exchange;

/// <summary>The contract of a slot: the one owner of one connection and of its reconnection.</summary>
public static class SlotProtocol
{
    /// <summary>Marks what a slot may be told.</summary>
    public interface ICommand;

    /// <summary>Marks what a slot tells its parent.</summary>
    public interface IEvent;

    /// <summary>From the connection: everything it promised flows.</summary>
    public sealed record Good(Epoch Epoch) : ICommand;

    /// <summary>From the connection: a part of what it promised flows, and the rest does not come.</summary>
    public sealed record Useful(Epoch Epoch) : ICommand;

    /// <summary>Evidence from elsewhere that the connection of the epoch is dead.</summary>
    /// <param name="SilentFor">How long it had been silent when that was noticed.</param>
    public sealed record Condemn(Epoch Epoch, DeathCause Cause, string Detail, TimeSpan SilentFor) : ICommand;

    /// <summary>
    /// Replace the connection in good health, make before break. Answered with <see cref="Rotating"/> and then one of
    /// <see cref="Rotated"/>, <see cref="RotationFailed"/> and <see cref="Lost"/>, or with a failure at once.
    /// </summary>
    /// <param name="Overlap">How long both flow side by side.</param>
    public sealed record Rotate(TimeSpan Overlap) : ICommand;

    /// <summary>A successor dials beside the present connection.</summary>
    public sealed record Rotating(string Slot, Epoch Epoch, Epoch Heir, IActorRef Connection) : IEvent;

    /// <summary>The successor flows and the old connection is closed: no death.</summary>
    public sealed record Rotated(string Slot, Epoch Epoch, Epoch Heir) : IEvent;

    /// <summary>The successor did not come to flow; the old connection goes on.</summary>
    /// <param name="Heir">The successor that ended; none when there never was one.</param>
    public sealed record RotationFailed(string Slot, Epoch Heir, DeathCause Cause, string Detail) : IEvent;

    /// <summary>An incarnation was created and is dialling.</summary>
    public sealed record Dialed(string Slot, Epoch Epoch, IActorRef Connection) : IEvent;

    /// <summary>Everything the incarnation promised flows.</summary>
    public sealed record Up(string Slot, Epoch Epoch, IActorRef Connection) : IEvent;

    /// <summary>The incarnation ended; the slot tries again by itself, for ever.</summary>
    public sealed record Lost(string Slot, Epoch Epoch, DeathCause Cause, string Detail, TimeSpan SilentFor) : IEvent;
}
