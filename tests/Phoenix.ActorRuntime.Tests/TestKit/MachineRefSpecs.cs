using Akka.Actor;
using Akka.TestKit;

namespace Phoenix.ActorRuntime.Tests.Kit;

/// <summary>State machines on the test's own thread.</summary>
public sealed class MachineRefSpecs : Akka.TestKit.Xunit2.TestKit
{
    private enum Light
    {
        Red,
        Green,
    }

    [Fact]
    public void State_and_data_are_seen_and_set()
    {
        var machine = ActorOfAsTestFSMRef<Crossing, Light, int>();
        (machine.StateName, machine.StateData).ShouldBe((Light.Red, 0));

        machine.Tell("go");
        (machine.StateName, machine.StateData).ShouldBe((Light.Green, 1));

        machine.SetState(Light.Red);
        machine.SetStateData(7);
        (machine.StateName, machine.StateData).ShouldBe((Light.Red, 7));
    }

    [Fact]
    public void Timers_are_seen_and_set()
    {
        var machine = new TestFSMRef<Crossing, Light, int>(Sys, Props.Create(() => new Crossing()));

        machine.SetTimer("change", "go", TimeSpan.FromHours(1), repeat: false);
        machine.IsTimerActive("change").ShouldBeTrue();
        machine.CancelTimer("change");
        machine.IsTimerActive("change").ShouldBeFalse();
    }

    [Fact]
    public void A_state_ends_when_its_time_is_over()
    {
        var machine = ActorOfAsTestFSMRef<Crossing, Light, int>();

        machine.SetStateTimeout(TimeSpan.FromMilliseconds(1));

        AwaitCondition(() => machine.StateName == Light.Green);
    }

    [Fact]
    public void What_subscribers_are_told_is_compared()
    {
        var same = FSMSpecHelpers.TransitionStateExpector<Light>();
        var told = new FSMBase.Transition<Light>(TestActor, Light.Red, Light.Green);

        same(told, new FSMBase.Transition<Light>(TestActor, Light.Red, Light.Green)).ShouldBeTrue();
        same(told, new FSMBase.Transition<Light>(TestActor, Light.Green, Light.Red)).ShouldBeFalse();
    }

    private sealed class Crossing : FSM<Light, int>
    {
        public Crossing()
        {
            StartWith(Light.Red, 0);
            When(Light.Red, _ => GoTo(Light.Green).Using(StateData + 1));
            When(Light.Green, _ => Stay());
        }
    }
}
