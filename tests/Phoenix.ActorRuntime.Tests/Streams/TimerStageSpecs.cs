using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.Stage;
using Akka.TestKit;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Streams;

/// <summary>Timers of stages, in the time of the system's scheduler.</summary>
public sealed class TimerStageSpecs() : TestKit(
    @"akka.scheduler.implementation = ""Akka.TestKit.TestScheduler, Akka.TestKit""")
{
    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void A_single_timer_fires_once_and_a_repeated_one_until_it_is_canceled()
    {
        RunStage(logic =>
        {
            logic.Once("single", 1);
            logic.Repeat("repeated", 1);
        });

        ExpectMsg("started");
        Clock.Advance(TimeSpan.FromSeconds(1));
        ReceiveN(2).ShouldBe(["single", "repeated"], ignoreOrder: true);
        Clock.Advance(TimeSpan.FromSeconds(1));
        ExpectMsg("repeated");
        ExpectNoMsg(TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public void A_key_has_one_timer_and_a_canceled_one_is_silent()
    {
        RunStage(logic =>
        {
            logic.Once("replaced", 1);
            logic.Once("replaced", 3);
            logic.Once("canceled", 1);
            logic.Forget("canceled");
            logic.Once("last", 2);
        });

        ExpectMsg("started");
        Clock.Advance(TimeSpan.FromSeconds(1));
        Clock.Advance(TimeSpan.FromSeconds(1));
        ExpectMsg("last");
        Clock.Advance(TimeSpan.FromSeconds(1));
        ExpectMsg("replaced");
    }

    private void RunStage(Action<Logic> start) =>
        Source.FromGraph(new Clockwork(start, TestActor)).RunWith(new Collect<string>(), Sys.Materializer());

    private sealed class Clockwork(Action<Logic> start, IActorRef to) : GraphStage<SourceShape<string>>
    {
        internal readonly Outlet<string> Out = new("Clockwork.out");

        internal Action<Logic> Start => start;

        internal IActorRef To => to;

        public override SourceShape<string> Shape => field ??= new SourceShape<string>(Out);

        protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);
    }

    private sealed class Logic : TimerGraphStageLogic
    {
        private readonly Clockwork _stage;

        internal Logic(Clockwork stage)
            : base(stage.Shape)
        {
            _stage = stage;
            SetHandler(stage.Out, EagerTerminateOutput);
        }

        public override void PreStart()
        {
            _stage.Start(this);
            Tell("started");
        }

        internal void Once(string key, int seconds) => ScheduleOnce(key, TimeSpan.FromSeconds(seconds));

        internal void Repeat(string key, int seconds) => ScheduleRepeatedly(key, TimeSpan.FromSeconds(seconds));

        internal void Forget(string key) => CancelTimer(key);

        protected override void OnTimer(object timerKey) => Tell((string)timerKey);

        private void Tell(string what) => _stage.To.Tell(what, ActorRefs.NoSender);
    }
}
