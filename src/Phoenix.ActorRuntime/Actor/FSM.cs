using Akka.Actor.Internal;
using Akka.Event;

namespace Akka.Actor
{
    /// <summary>An actor that is a state machine: declares, usually in its constructor, what each state does with each
    /// event.</summary>
    /// <remarks>A handler that answers null has not handled the event: the next handler of the same state is asked,
    /// then the one of <see cref="WhenUnhandled"/>, which logs a warning unless it is replaced.</remarks>
    public abstract class FSM<TState, TData> : FSMBase, IInternalSupportsTestFSMRef<TState, TData>
        where TState : notnull
    {
        protected bool DebugEvent;

        private static readonly object StateTimer = new();

        private readonly Dictionary<TState, StateFunction> _handlers = [];
        private readonly Dictionary<TState, TimeSpan?> _timeouts = [];
        private readonly List<TransitionHandler> _onTransition = [];
        private readonly List<IActorRef> _listeners = [];
        private readonly ILoggingAdapter _log = Context.GetLogger();
        private readonly TimerScheduler _timers;
        private Action<StopEvent<TState, TData>> _onTermination = static _ => { };
        private StateFunction _unhandled;
        private State<TState, TData>? _current;
        private State<TState, TData>? _next;

        protected FSM()
        {
            DebugEvent = this is ILoggingFSM && Context.System.Settings.FsmDebugEvent;
            _timers = OwnTimers;
            _unhandled = LogUnhandled;
        }

        /// <summary>What a state does with an event; null if nothing.</summary>
        public delegate State<TState, TData>? StateFunction(Event<TData> fsmEvent);

        /// <summary>What is done when the machine goes from one state to another.</summary>
        public delegate void TransitionHandler(TState initialState, TState nextState);

        public TState StateName => Current.StateName;

        public TData StateData => Current.StateData;

        /// <summary>The data of the state the machine is going to; only for handlers of
        /// <see cref="OnTransition"/>.</summary>
        public TData NextStateData => _next is { } next
            ? next.StateData
            : throw new InvalidOperationException("NextStateData is only available during OnTransition.");

        /// <summary>Logs events and transitions from now on, as an <see cref="ILoggingFSM"/> does.</summary>
        internal void ActivateLogging() => DebugEvent = true;

        bool IInternalSupportsTestFSMRef<TState, TData>.IsStateTimerActive => _timers.IsTimerActive(StateTimer);

        private State<TState, TData> Current => _current ?? throw new InvalidOperationException(
            "The machine has no state yet: call StartWith first.");

        /// <summary>Declares what a state does; a second declaration is asked what the first does not handle.</summary>
        /// <param name="stateName">The state.</param>
        /// <param name="func">What it does.</param>
        /// <param name="timeout">How long it may last.</param>
        public void When(TState stateName, StateFunction func, TimeSpan? timeout = null)
        {
            if (_handlers.TryGetValue(stateName, out var first))
            {
                _handlers[stateName] = fsmEvent => first(fsmEvent) ?? func(fsmEvent);
                if (timeout is not null) _timeouts[stateName] = timeout;
                return;
            }

            _handlers[stateName] = func;
            _timeouts[stateName] = timeout;
        }

        /// <summary>The state to begin with.</summary>
        public void StartWith(TState stateName, TData stateData, TimeSpan? timeout = null) =>
            _current = new State<TState, TData>(stateName, stateData, timeout);

        /// <summary>Enters the first state: its timer begins, and it counts as a transition from itself.</summary>
        public void Initialize() => GoOn(Current);

        public State<TState, TData> GoTo(TState nextStateName) => new(nextStateName, Current.StateData);

        [Obsolete("This method is obsoleted. Use GoTo(nextStateName).Using(newStateData) [1.2.0]")]
        public State<TState, TData> GoTo(TState nextStateName, TData stateData) => new(nextStateName, stateData);

        /// <summary>Stays without a transition; the timer of the state begins anew.</summary>
        public State<TState, TData> Stay() => Current.Quietly();

        public State<TState, TData> Stop() => Stop(Normal.Instance);

        public State<TState, TData> Stop(Reason reason) => Stop(reason, Current.StateData);

        public State<TState, TData> Stop(Reason reason, TData stateData) => Stay().Using(stateData).Ending(reason);

        /// <summary>Begins a handler that changes what another answers:
        /// <c>Transform(func).Using(state => …)</c>.</summary>
        public TransformHelper Transform(StateFunction func) => new(func);

        /// <summary>Sends itself <paramref name="msg"/> after <paramref name="timeout"/>, and every so often again if
        /// <paramref name="repeat"/>; replaces the timer of the same name.</summary>
        public void SetTimer(string name, object msg, TimeSpan timeout, bool repeat = false)
        {
            if (DebugEvent) _log.Debug("setting {0}timer {1}/{2}: {3}", repeat ? "repeating " : "", name, timeout, msg);
            if (repeat) _timers.StartPeriodicTimer(new Named(name), msg, timeout, Self);
            else _timers.StartSingleTimer(new Named(name), msg, timeout, Self);
        }

        /// <summary>Its message does not come in any more, even if it is on its way already.</summary>
        public void CancelTimer(string name)
        {
            if (DebugEvent) _log.Debug("canceling timer {0}", name);
            _timers.Cancel(new Named(name));
        }

        public bool IsTimerActive(string name) => _timers.IsTimerActive(new Named(name));

        /// <summary>Changes how long a state may last, from the next time it is entered.</summary>
        public void SetStateTimeout(TState state, TimeSpan? timeout) => _timeouts[state] = timeout;

        /// <summary>Adds a handler; all are called for every transition, in order of declaration.</summary>
        public void OnTransition(TransitionHandler transitionHandler) => _onTransition.Add(transitionHandler);

        /// <summary>Sets the handler of the end.</summary>
        public void OnTermination(Action<StopEvent<TState, TData>> terminationHandler) =>
            _onTermination = terminationHandler;

        /// <summary>Sets the handler of what no state handles.</summary>
        public void WhenUnhandled(StateFunction stateFunction) =>
            _unhandled = fsmEvent => stateFunction(fsmEvent) ?? LogUnhandled(fsmEvent);

        void IInternalSupportsTestFSMRef<TState, TData>.ApplyState(State<TState, TData> upcomingState) =>
            Apply(upcomingState);

        protected override bool Receive(object message)
        {
            switch (message)
            {
                case SubscribeTransitionCallBack subscription:
                    _listeners.Add(subscription.ActorRef);
                    subscription.ActorRef.Tell(new CurrentState<TState>(Self, StateName));
                    return true;
                case UnsubscribeTransitionCallBack subscription:
                    _listeners.Remove(subscription.ActorRef);
                    return true;
                default:
                    _timers.Cancel(StateTimer);
                    Process(message);
                    return true;
            }
        }

        /// <summary>Ends a machine that was stopped from outside.</summary>
        protected override void PostStop()
        {
            if (_current is not null) End(Stop(Shutdown.Instance));
            base.PostStop();
        }

        /// <summary>Logs the cause of a failure.</summary>
        protected virtual void LogTermination(Reason reason)
        {
            if (reason is not Failure failure) return;
            if (failure.Cause is Exception cause) _log.Error(cause, "terminating due to failure");
            else _log.Error(failure.Cause.ToString() ?? string.Empty);
        }

        private void Process(object message)
        {
            var fsmEvent = new Event<TData>(message, Current.StateData);
            if (DebugEvent) _log.Debug("processing {0} from {1} in state {2}", fsmEvent, Sender, StateName);
            var handler = _handlers.GetValueOrDefault(StateName);
            Apply(handler?.Invoke(fsmEvent) ?? _unhandled(fsmEvent)!);
        }

        private void Apply(State<TState, TData> upcoming)
        {
            if (upcoming.StopReason is null)
            {
                GoOn(upcoming);
                return;
            }

            Answer(upcoming);
            End(upcoming);
            Context.Stop(Self);
        }

        private void GoOn(State<TState, TData> upcoming)
        {
            if (!_handlers.ContainsKey(upcoming.StateName))
            {
                End(Stop(new Failure($"Next state {upcoming.StateName} does not exist")));
                Context.Stop(Self);
                return;
            }

            Answer(upcoming);
            var from = StateName;
            if (upcoming.Notifies || !EqualityComparer<TState>.Default.Equals(from, upcoming.StateName))
            {
                Announce(from, upcoming);
            }

            _current = upcoming;
            var limit = upcoming.Timeout ?? _timeouts.GetValueOrDefault(upcoming.StateName);
            if (limit is { } timeout && timeout >= TimeSpan.Zero && timeout != TimeSpan.MaxValue)
            {
                _timers.StartSingleTimer(StateTimer, StateTimeout.Instance, timeout, Self);
            }
        }

        private void Answer(State<TState, TData> upcoming)
        {
            for (var i = upcoming.Replies.Count - 1; i >= 0; i--) Sender.Tell(upcoming.Replies[i]);
        }

        private void Announce(TState from, State<TState, TData> upcoming)
        {
            if (DebugEvent) _log.Debug("transition {0} -> {1}", from, upcoming.StateName);
            _next = upcoming;
            foreach (var handler in _onTransition) handler(from, upcoming.StateName);
            _next = null;
            foreach (var listener in _listeners)
            {
                listener.Tell(new Transition<TState>(Self, from, upcoming.StateName));
            }
        }

        private void End(State<TState, TData> last)
        {
            if (Current.StopReason is not null) return;
            _timers.CancelAll();
            LogTermination(last.StopReason!);
            _current = last;
            _onTermination(new StopEvent<TState, TData>(last.StopReason!, last.StateName, last.StateData));
        }

        private State<TState, TData> LogUnhandled(Event<TData> fsmEvent)
        {
            _log.Warning("unhandled event {0} in state {1}", fsmEvent.FsmEvent, StateName);
            return Stay();
        }

        /// <summary>A handler whose answer is to be changed.</summary>
        public sealed class TransformHelper(StateFunction func)
        {
            public StateFunction Func { get; } = func;

            public StateFunction Using(Func<State<TState, TData>, State<TState, TData>> andThen) =>
                fsmEvent => Func(fsmEvent) is { } state ? andThen(state) : null;
        }

        private sealed record Named(string Name);
    }
}

namespace Akka.Actor.Internal
{
    /// <summary>What the test kit asks of a machine.</summary>
    public interface IInternalSupportsTestFSMRef<TState, TData>
    {
        bool IsStateTimerActive { get; }

        void ApplyState(FSMBase.State<TState, TData> upcomingState);
    }
}
