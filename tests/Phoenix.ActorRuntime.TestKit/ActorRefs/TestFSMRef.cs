using Akka.Actor;
using Akka.Actor.Internal;

namespace Akka.TestKit;

/// <summary>A state machine on the test's own thread, whose state and timers the test can see and set.</summary>
public class TestFSMRef<TActor, TState, TData> : TestActorRefBase<TActor>
    where TActor : FSM<TState, TData>
    where TState : notnull
{
    /// <param name="system">Where it lives.</param>
    /// <param name="props">Of the machine.</param>
    /// <param name="supervisor">The user guardian if null.</param>
    /// <param name="name">Unique if null.</param>
    /// <param name="activateLogging">Whether it logs its events and transitions.</param>
    public TestFSMRef(
        ActorSystem system, Props props, IActorRef? supervisor = null, string? name = null,
        bool activateLogging = false)
        : base(system, props, supervisor, name)
    {
        if (activateLogging) UnderlyingActor.ActivateLogging();
    }

    public TState StateName => UnderlyingActor.StateName;

    public TData StateData => UnderlyingActor.StateData;

    private IInternalSupportsTestFSMRef<TState, TData> Machine => UnderlyingActor;

    /// <summary>Moves to a state with the data there is.</summary>
    public void SetState(TState stateName, TimeSpan? timeout = null) => SetState(stateName, StateData, timeout);

    /// <summary>Moves to a state, as a transition of the machine does.</summary>
    public void SetState(
        TState stateName, TData stateData, TimeSpan? timeout = null, FSMBase.Reason? stopReason = null) =>
        Apply(new FSMBase.State<TState, TData>(stateName, stateData, timeout, stopReason));

    /// <summary>Keeps the state and changes its data.</summary>
    public void SetStateData(TData stateData, TimeSpan? timeout = null) => SetState(StateName, stateData, timeout);

    /// <summary>Keeps state and data and limits how long they last.</summary>
    public void SetStateTimeout(TimeSpan timeout) => SetState(StateName, StateData, timeout);

    public void SetTimer(string name, object msg, TimeSpan timeout, bool repeat = false) =>
        Inside(() => UnderlyingActor.SetTimer(name, msg, timeout, repeat));

    public void CancelTimer(string name) => Inside(() => UnderlyingActor.CancelTimer(name));

    public bool IsTimerActive(string name) => UnderlyingActor.IsTimerActive(name);

    public bool IsStateTimerActive() => Machine.IsStateTimerActive;

    private void Apply(FSMBase.State<TState, TData> state) => Inside(() => Machine.ApplyState(state));
}
