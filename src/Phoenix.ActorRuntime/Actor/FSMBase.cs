namespace Akka.Actor;

/// <summary>A state machine whose events are to be traced in the debug log, if <c>akka.actor.debug.fsm</c> is
/// on.</summary>
public interface ILoggingFSM;

/// <summary>The words of a state machine, the same for every type of state and data.</summary>
public abstract class FSMBase : ActorBase
{
    /// <summary>What came in, with the data of the state it came in to.</summary>
    public readonly struct Event<TD>(object fsmEvent, TD stateData) : INoSerializationVerificationNeeded
    {
        public object FsmEvent { get; } = fsmEvent;

        public TD StateData { get; } = stateData;

        public override string ToString() => $"Event: <{FsmEvent}>, StateData: <{StateData}>";
    }

    /// <summary>What comes in when a state has lasted for as long as it may.</summary>
    public sealed class StateTimeout
    {
        private StateTimeout()
        {
        }

        public static StateTimeout Instance { get; } = new();
    }

    /// <summary>Asks to be told of transitions; answered with <see cref="CurrentState{TS}"/>, then
    /// <see cref="Transition{TS}"/> for each.</summary>
    public sealed class SubscribeTransitionCallBack(IActorRef actorRef)
    {
        public IActorRef ActorRef { get; } = actorRef;
    }

    /// <summary>Ends a <see cref="SubscribeTransitionCallBack"/>.</summary>
    public sealed class UnsubscribeTransitionCallBack(IActorRef actorRef)
    {
        public IActorRef ActorRef { get; } = actorRef;
    }

    /// <summary>The state a machine was in when it was subscribed to.</summary>
    public sealed class CurrentState<TS>(IActorRef fsmRef, TS state)
    {
        public IActorRef FsmRef { get; } = fsmRef;

        public TS State { get; } = state;

        public override bool Equals(object? obj) =>
            obj is CurrentState<TS> other && Equals(FsmRef, other.FsmRef) &&
            EqualityComparer<TS>.Default.Equals(State, other.State);

        public override int GetHashCode() => HashCode.Combine(FsmRef, State);

        public override string ToString() => $"CurrentState <{State}>";
    }

    /// <summary>A machine went from one state to another, or to the same by name.</summary>
    public sealed class Transition<TS>(IActorRef fsmRef, TS from, TS to)
    {
        public IActorRef FsmRef { get; } = fsmRef;

        public TS From { get; } = from;

        public TS To { get; } = to;

        public override bool Equals(object? obj) =>
            obj is Transition<TS> other && Equals(FsmRef, other.FsmRef) &&
            EqualityComparer<TS>.Default.Equals(From, other.From) && EqualityComparer<TS>.Default.Equals(To, other.To);

        public override int GetHashCode() => HashCode.Combine(FsmRef, From, To);

        public override string ToString() => $"Transition({From}, {To})";
    }

    /// <summary>Why a machine ends.</summary>
    public abstract class Reason
    {
    }

    /// <summary>It has done its work.</summary>
    public sealed class Normal : Reason
    {
        private Normal()
        {
        }

        public static Normal Instance { get; } = new();
    }

    /// <summary>It was stopped from outside.</summary>
    public sealed class Shutdown : Reason
    {
        private Shutdown()
        {
        }

        public static Shutdown Instance { get; } = new();
    }

    /// <summary>Something failed; the cause, often an exception, is logged.</summary>
    public sealed class Failure(object cause) : Reason
    {
        public object Cause { get; } = cause;

        public override string ToString() => $"Failure({Cause})";
    }

    /// <summary>A machine ends, in which state and why.</summary>
    public sealed class StopEvent<TS, TD>(Reason reason, TS terminatedState, TD stateData)
        : INoSerializationVerificationNeeded
    {
        public Reason Reason { get; } = reason;

        public TS TerminatedState { get; } = terminatedState;

        public TD StateData { get; } = stateData;

        public override string ToString() =>
            $"StopEvent <{Reason}>, TerminatedState: <{TerminatedState}>, StateData: <{StateData}>";
    }

    /// <summary>One event of the past.</summary>
    public sealed class LogEntry<TS, TD>(TS stateName, TD stateData, object fsmEvent)
    {
        public TS StateName { get; } = stateName;

        public TD StateData { get; } = stateData;

        public object FsmEvent { get; } = fsmEvent;

        public override string ToString() =>
            $"StateName: <{StateName}>, StateData: <{StateData}>, FsmEvent: <{FsmEvent}>";
    }

    /// <summary>What a handler answers: the state to be in next, with what goes along. Immutable.</summary>
    public sealed class State<TS, TD>(
        TS stateName, TD stateData, TimeSpan? timeout = null, Reason? stopReason = null,
        IReadOnlyList<object>? replies = null, bool notifies = true) : IEquatable<State<TS, TD>>
    {
        public TS StateName { get; } = stateName;

        public TD StateData { get; } = stateData;

        /// <summary>How long the state may last; null for what the state says itself, the largest value for without
        /// limit.</summary>
        public TimeSpan? Timeout { get; } = timeout;

        public Reason? StopReason { get; } = stopReason;

        /// <summary>The last given first.</summary>
        public IReadOnlyList<object> Replies { get; } = replies ?? [];

        /// <summary>Whether being in this state next counts as a transition even if it is the state already.</summary>
        internal bool Notifies { get; } = notifies;

        /// <summary>Limits how long the state may last before <see cref="StateTimeout"/> comes in.</summary>
        public State<TS, TD> ForMax(TimeSpan timeout) =>
            new(StateName, StateData, timeout, StopReason, Replies, Notifies);

        /// <summary>Answers the sender of the event.</summary>
        public State<TS, TD> Replying(object replyValue) =>
            new(StateName, StateData, Timeout, StopReason, [replyValue, .. Replies], Notifies);

        public State<TS, TD> Using(TD nextStateData) =>
            new(StateName, nextStateData, Timeout, StopReason, Replies, Notifies);

        public bool Equals(State<TS, TD>? other) =>
            other is not null && EqualityComparer<TS>.Default.Equals(StateName, other.StateName) &&
            EqualityComparer<TD>.Default.Equals(StateData, other.StateData) && Timeout == other.Timeout &&
            Equals(StopReason, other.StopReason) && Replies.SequenceEqual(other.Replies);

        public override bool Equals(object? obj) => Equals(obj as State<TS, TD>);

        public override int GetHashCode() => HashCode.Combine(StateName, StateData, Timeout, StopReason);

        public override string ToString() => $"State <{StateName}>, Data: <{StateData}>";

        internal State<TS, TD> Quietly() => new(StateName, StateData, null, null, null, notifies: false);

        internal State<TS, TD> Ending(Reason reason) =>
            new(StateName, StateData, Timeout, reason, Replies, Notifies);
    }
}
