using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>The two ports of a fused connection: who talks to whom, and how far the talk has come.</summary>
/// <remarks>
/// <para>While the connection is open, one round of <see cref="PortPhase"/> after the other moves one element: the
/// inlet pulls, the pull reaches the outlet, the outlet pushes, the push reaches the inlet. Each of the two journeys
/// is one event in the interpreter's queue, so that no handler is ever called from within another one.</para>
/// <para>Each side ends independently. <see cref="OutClosed"/> says that the outlet has completed or failed, or knows
/// of the cancellation; <see cref="InClosed"/> that the inlet has canceled, or knows of the completion. A side that
/// ends sets its own flag at once and queues the connection; delivering the news sets the other flag. An element that
/// was pushed before the completion is delivered first; a cancellation overtakes everything, since nobody will look
/// at the element.</para>
/// </remarks>
internal sealed class Connection(GraphStageLogic producer, int outlet, GraphStageLogic consumer, int inlet)
{
    /// <summary>In place of an element: there is none.</summary>
    internal static readonly object None = new();

    internal readonly GraphStageLogic Producer = producer;
    internal readonly GraphStageLogic Consumer = consumer;

    internal IInHandler InHandler = consumer.InHandlerAt(inlet);
    internal IOutHandler OutHandler = producer.OutHandlerAt(outlet);
    internal object? Element = None;
    internal PortPhase Phase;

    /// <summary>Whether the connection waits in the interpreter's queue; it never does so twice.</summary>
    internal bool IsQueued;

    internal bool InClosed;
    internal bool OutClosed;

    /// <summary>Why the outlet ended, if it failed.</summary>
    internal Exception? Failure;

    /// <summary>Why the inlet canceled.</summary>
    internal Exception? CancelCause;

    internal bool HasElement => Phase == PortPhase.Ready && !ReferenceEquals(Element, None);

    internal bool IsDemanded => Phase == PortPhase.Demanded && !OutClosed;

    /// <summary>Whether an element is still to arrive; it may be on its way already.</summary>
    internal bool HasBeenPulled => Phase != PortPhase.Ready && !InClosed;

    public override string ToString() => $"{Producer} -> {Consumer}: {Phase} out {OutClosed} in {InClosed}";
}

/// <summary>How far one element has come on a connection.</summary>
internal enum PortPhase : byte
{
    /// <summary>The inlet may pull; it may still have to grab what arrived.</summary>
    Ready,

    /// <summary>The pull is on its way to the outlet.</summary>
    Pulled,

    /// <summary>The outlet may push.</summary>
    Demanded,

    /// <summary>The element is on its way to the inlet.</summary>
    Pushed,
}
