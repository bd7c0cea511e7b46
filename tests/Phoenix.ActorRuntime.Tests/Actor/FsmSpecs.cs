using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Actor;

/// <summary>The state machine actor: a door with a code.</summary>
public sealed class FsmSpecs : TestKit
{
    private enum Door
    {
        Locked,
        Open,
        Broken,
        Nowhere,
    }

    [Fact]
    public async Task A_subscriber_gets_the_state_and_then_every_transition()
    {
        var door = Subscribe();
        door.Tell("code");
        await ExpectMsgAsync(new FSMBase.Transition<Door>(door, Door.Locked, Door.Open));
        door.Tell("lock");
        await ExpectMsgAsync(new FSMBase.Transition<Door>(door, Door.Open, Door.Locked));
        door.Tell(new FSMBase.UnsubscribeTransitionCallBack(TestActor));
        door.Tell("code");
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task Staying_is_no_transition_and_going_to_the_same_state_is_one()
    {
        var door = Subscribe();
        door.Tell("knock", TestActor);
        await ExpectMsgAsync("second");
        await ExpectMsgAsync("first");
        door.Tell("relock");
        await ExpectMsgAsync(new FSMBase.Transition<Door>(door, Door.Locked, Door.Locked));
    }

    [Fact]
    public async Task A_state_ends_by_its_timeout_unless_something_else_comes_in()
    {
        var door = Subscribe();
        door.Tell("code for a moment");
        await ExpectMsgAsync(new FSMBase.Transition<Door>(door, Door.Locked, Door.Open));
        await ExpectMsgAsync(new FSMBase.Transition<Door>(door, Door.Open, Door.Locked));
        door.Tell("code for a moment");
        door.Tell("hold");
        await ExpectMsgAsync(new FSMBase.Transition<Door>(door, Door.Locked, Door.Open));
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(150));
    }

    [Fact]
    public async Task Data_of_both_states_are_seen_in_a_transition()
    {
        var door = NewDoor();
        door.Tell("count", TestActor);
        await ExpectMsgAsync("0 -> 1");
        door.Tell("next data", TestActor);
        await ExpectMsgAsync("only in a transition");
    }

    [Fact]
    public async Task A_timer_of_a_name_is_replaced_and_cancelled()
    {
        var door = NewDoor();
        door.Tell("ring", TestActor);
        await ExpectMsgAsync("ringing True");
        await ExpectMsgAsync("rang");
        door.Tell("ring and stop", TestActor);
        await ExpectMsgAsync("ringing False");
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(80));
    }

    [Fact]
    public async Task What_no_state_handles_is_logged_or_goes_to_the_handler_of_its_own()
    {
        var door = NewDoor();
        EventFilter.Warning("unhandled event 3 in state Locked").ExpectOne(() => door.Tell(3));
        door.Tell("handle the rest");
        door.Tell("strange", TestActor);
        await ExpectMsgAsync("rest strange");
    }

    [Fact]
    public async Task The_handler_of_the_end_sees_reason_state_and_last_data()
    {
        var door = NewDoor();
        Watch(door);
        door.Tell("stop");
        var end = await ExpectMsgAsync<FSMBase.StopEvent<Door, int>>();
        end.Reason.ShouldBe(FSMBase.Normal.Instance);
        end.TerminatedState.ShouldBe(Door.Locked);
        end.StateData.ShouldBe(99);
        await ExpectTerminatedAsync(door);
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(30));
    }

    [Fact]
    public async Task Being_stopped_from_outside_is_a_shutdown()
    {
        var door = Subscribe();
        Sys.Stop(door);
        (await ExpectMsgAsync<FSMBase.StopEvent<Door, int>>()).Reason.ShouldBe(FSMBase.Shutdown.Instance);
    }

    [Fact]
    public async Task A_state_that_does_not_exist_ends_the_machine_with_an_error()
    {
        var door = NewDoor();
        EventFilter.Error("Next state Nowhere does not exist").ExpectOne(() => door.Tell("leave"));
        (await ExpectMsgAsync<FSMBase.StopEvent<Door, int>>()).Reason.ShouldBeOfType<FSMBase.Failure>();
    }

    [Fact]
    public async Task The_answer_of_a_handler_can_be_transformed()
    {
        var door = Subscribe();
        door.Tell("break");
        await ExpectMsgAsync(new FSMBase.Transition<Door>(door, Door.Locked, Door.Broken));
    }

    private IActorRef NewDoor() => Sys.ActorOf(Props.Create(() => new DoorActor(TestActor)));

    private IActorRef Subscribe()
    {
        var door = NewDoor();
        door.Tell(new FSMBase.SubscribeTransitionCallBack(TestActor));
        ExpectMsg(new FSMBase.CurrentState<Door>(door, Door.Locked));
        return door;
    }

    private sealed class DoorActor : FSM<Door, int>
    {
        public DoorActor(IActorRef listener)
        {
            StartWith(Door.Locked, 0);
            When(Door.Locked, Locked);
            When(Door.Locked, AlsoLocked);
            When(Door.Open, Open);
            When(Door.Broken, _ => Stay());
            OnTransition((from, to) =>
            {
                if (from == Door.Locked && to == Door.Open && NextStateData == 1)
                {
                    Sender.Tell($"{StateData} -> {NextStateData}");
                }
            });
            OnTermination(listener.Tell);
        }

        private State<Door, int>? Locked(Event<int> e) => e.FsmEvent switch
        {
            "code" => GoTo(Door.Open),
            "code for a moment" => GoTo(Door.Open).ForMax(TimeSpan.FromMilliseconds(60)),
            "knock" => Stay().Replying("second").Replying("first"),
            "relock" => GoTo(Door.Locked),
            "count" => GoTo(Door.Open).Using(e.StateData + 1),
            "leave" => GoTo(Door.Nowhere),
            "stop" => Stop(Normal.Instance, 99),
            "break" => Transform(_ => Stay()).Using(_ => GoTo(Door.Broken))(e),
            _ => null,
        };

        private State<Door, int>? AlsoLocked(Event<int> e)
        {
            switch (e.FsmEvent)
            {
                case "ring":
                    SetTimer("bell", "never", TimeSpan.FromSeconds(9));
                    SetTimer("bell", Sender, TimeSpan.FromMilliseconds(10));
                    return Stay().Replying($"ringing {IsTimerActive("bell")}");
                case IActorRef ringer:
                    ringer.Tell("rang");
                    return Stay();
                case "ring and stop":
                    SetTimer("bell", Sender, TimeSpan.FromMilliseconds(10), repeat: true);
                    CancelTimer("bell");
                    return Stay().Replying($"ringing {IsTimerActive("bell")}");
                case "handle the rest":
                    WhenUnhandled(rest => Stay().Replying("rest " + rest.FsmEvent));
                    return Stay();
                default:
                    return null;
            }
        }

        private State<Door, int>? Open(Event<int> e)
        {
            switch (e.FsmEvent)
            {
                case StateTimeout or "lock":
                    return GoTo(Door.Locked);
                case "hold":
                    return Stay();
                case "next data":
                    Should.Throw<InvalidOperationException>(() => NextStateData);
                    return Stay().Replying("only in a transition");
                default:
                    return null;
            }
        }
    }
}
