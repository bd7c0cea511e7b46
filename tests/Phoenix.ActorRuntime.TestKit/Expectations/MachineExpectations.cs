using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Comparisons of what state machines tell their subscribers, for expectations.</summary>
public static class FSMSpecHelpers
{
    public static Func<object, object, bool> CurrentStateExpector<TS>() => static (expected, actual) =>
        expected is FSMBase.CurrentState<TS> wanted && actual is FSMBase.CurrentState<TS> given &&
        wanted.FsmRef.Equals(given.FsmRef) && EqualityComparer<TS>.Default.Equals(wanted.State, given.State);

    public static Func<object, object, bool> TransitionStateExpector<TS>() => static (expected, actual) =>
        expected is FSMBase.Transition<TS> wanted && actual is FSMBase.Transition<TS> given &&
        wanted.FsmRef.Equals(given.FsmRef) && EqualityComparer<TS>.Default.Equals(wanted.From, given.From) &&
        EqualityComparer<TS>.Default.Equals(wanted.To, given.To);
}
