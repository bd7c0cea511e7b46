using Phoenix.Core.Primitives;

namespace Phoenix.Core.Streams.Rotation;

/// <summary>Where the replacement of a healthy connection by its successor stands.</summary>
public abstract record SuccessionState
{
    /// <summary>There is no successor.</summary>
    public static SuccessionState None { get; } = new Alone();

    /// <summary>The successor, if there is one.</summary>
    public virtual Epoch? Successor => null;

    /// <summary>One connection; nothing is being replaced.</summary>
    public sealed record Alone : SuccessionState;

    /// <summary>The successor dials; waits for everything it promised to flow, or for its death.</summary>
    public sealed record Rising(Epoch Heir, TimeSpan Overlap) : SuccessionState
    {
        public override Epoch? Successor => Heir;
    }

    /// <summary>Both flow side by side; waits for the moment to close the old one.</summary>
    public sealed record Overlapping(Epoch Heir, Instant Until) : SuccessionState
    {
        public override Epoch? Successor => Heir;
    }
}

/// <summary>What can happen while a connection is being replaced.</summary>
public abstract record SuccessionInput
{
    /// <summary>It is time; the present connection is in good health.</summary>
    /// <param name="Overlap">How long both are to flow side by side.</param>
    public sealed record Begin(Epoch Heir, TimeSpan Overlap) : SuccessionInput;

    /// <summary>All promised data of the incarnation flows.</summary>
    public sealed record Good(Epoch Epoch) : SuccessionInput;

    /// <summary>The successor ended.</summary>
    public sealed record HeirDied(Epoch Epoch) : SuccessionInput;

    /// <summary>The old connection ended by itself.</summary>
    public sealed record IncumbentDied : SuccessionInput;

    public sealed record Wake : SuccessionInput;
}

/// <summary>What the owner of the slot has to do.</summary>
public abstract record SuccessionEffect
{
    /// <summary>Create the successor beside the present connection.</summary>
    public sealed record Dial(Epoch Heir) : SuccessionEffect;

    public sealed record WakeAt(Instant At) : SuccessionEffect;

    /// <summary>The successor is the slot's connection from now on.</summary>
    /// <param name="IsGood">Whether all its promised data flows.</param>
    /// <param name="ClosesOld">Whether there is an old connection left to close.</param>
    public sealed record TakeOver(Epoch Heir, bool IsGood, bool ClosesOld) : SuccessionEffect;

    /// <summary>The old connection stays; try again later.</summary>
    public sealed record GiveUp(Epoch Heir) : SuccessionEffect;
}
