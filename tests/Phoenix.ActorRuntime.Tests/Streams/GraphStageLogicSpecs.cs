using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.Stage;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Streams;

/// <summary>What a stage may ask of its logic, and what the logic makes of it.</summary>
public sealed class GraphStageLogicSpecs : TestKit
{
    private readonly ActorMaterializer _materializer;

    public GraphStageLogicSpecs() => _materializer = Sys.Materializer();

    [Fact]
    public async Task Everything_emitted_comes_out_in_order_before_the_end()
    {
        var source = new Custom(logic =>
        {
            logic.EmitAll([1, 2, 3], () => logic.EmitOne(4));
            logic.EmitOne(5);
            logic.CompleteStage();
        });

        var seen = await Source.FromGraph(source).RunWith(new Collect<int>(), _materializer);

        seen.Order().ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task What_is_emitted_by_a_continuation_comes_after_what_waited_already()
    {
        var source = new Custom(logic =>
        {
            logic.EmitOne(1, () => logic.EmitOne(3, logic.CompleteStage));
            logic.EmitOne(2);
        });

        (await Source.FromGraph(source).RunWith(new Collect<int>(), _materializer)).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_port_can_be_pushed_only_when_it_is_wanted_and_open()
    {
        Exception? early = null;
        var source = new Custom(logic => early = Record.Exception(() => logic.PushNow(1)), logic =>
        {
            logic.PushNow(1);
            Should.Throw<ArgumentException>(() => logic.PushNow(2)).Message.ShouldContain("twice");
            logic.CompleteStage();
            Should.Throw<ArgumentException>(() => logic.PushNow(2)).Message.ShouldContain("closed");
        });

        (await Source.FromGraph(source).RunWith(new Collect<int>(), _materializer)).ShouldBe([1]);
        early.ShouldBeOfType<ArgumentException>();
    }

    [Fact]
    public void A_logic_has_no_materializer_before_it_runs()
    {
        var source = new Custom(_ => { }) { Early = logic => logic.ReachForMaterializer() };

        Should.Throw<Exception>(() => Source.FromGraph(source).RunWith(new Collect<int>(), _materializer))
            .Message.ShouldContain("only SetHandler is allowed in GraphStageLogic constructor");
    }

    [Fact]
    public async Task Callbacks_from_other_threads_are_events_of_the_stage()
    {
        Action<int>? give = null;
        var started = new TaskCompletionSource();
        var source = new Custom(logic =>
        {
            give = logic.Callback(element =>
            {
                logic.EmitOne(element);
                if (element == 3) logic.CompleteStage();
            });
            started.SetResult();
        });
        var seen = Source.FromGraph(source).RunWith(new Collect<int>(), _materializer);
        await started.Task;

        for (var i = 1; i <= 3; i++) give!(i);

        (await seen).ShouldBe([1, 2, 3]);
        give!(4);
    }

    [Fact]
    public void The_actor_of_a_stage_hears_messages_and_deaths_and_ends_with_the_stage()
    {
        var watched = CreateTestProbe();
        var source = new Custom(logic => logic.Listen(watched, TestActor));
        _ = Source.FromGraph(source).RunWith(new Collect<int>(), _materializer);

        var actor = ExpectMsg<IActorRef>();
        actor.Tell("hello");
        ExpectMsg("hello");
        Sys.Stop(watched);
        ExpectMsg(watched.Ref);
        Watch(actor);
        actor.Tell("stop");
        ExpectTerminated(actor);
    }

    [Fact]
    public async Task A_stage_that_runs_a_nested_stream_holds_its_other_end()
    {
        var source = new Custom(logic => logic.Nest(Source.FromGraph(new Numbers(3))));

        (await Source.FromGraph(source).RunWith(new Collect<int>(), _materializer)).ShouldBe([1, 2, 3]);
    }

    private sealed class Custom(Action<Logic> start, Action<Logic>? pulled = null) : GraphStage<SourceShape<int>>
    {
        internal readonly Outlet<int> Out = new("Custom.out");

        internal Action<Logic>? Early { get; init; }

        internal Action<Logic> Start => start;

        internal Action<Logic>? Pulled => pulled;

        public override SourceShape<int> Shape => field ??= new SourceShape<int>(Out);

        protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes)
        {
            var logic = new Logic(this);
            Early?.Invoke(logic);
            return logic;
        }
    }

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly Custom _stage;

        internal Logic(Custom stage)
            : base(stage.Shape)
        {
            _stage = stage;
            SetHandler(stage.Out, this);
        }

        public override void PreStart() => _stage.Start(this);

        public override void OnPull() => _stage.Pulled?.Invoke(this);

        internal void ReachForMaterializer() => _ = Materializer;

        internal void PushNow(int element) => Push(_stage.Out, element);

        internal void EmitOne(int element) => Emit(_stage.Out, element);

        internal void EmitOne(int element, Action andThen) => Emit(_stage.Out, element, andThen);

        internal void EmitAll(IEnumerable<int> elements, Action andThen) =>
            EmitMultiple(_stage.Out, elements, andThen);

        internal Action<int> Callback(Action<int> handler) => GetAsyncCallback(handler);

        internal void Listen(IActorRef watched, IActorRef to)
        {
            var actor = GetStageActor(args =>
            {
                if (args.Item2 is "stop") CompleteStage();
                else to.Tell(args.Item2 is Terminated ended ? ended.ActorRef : args.Item2, StageActor.Ref);
            });
            actor.Watch(watched);
            to.Tell(actor.Ref, actor.Ref);
        }

        internal void Nest(Source<int, Akka.NotUsed> source)
        {
            var inlet = CreateSubSinkInlet<int>("nested");
            inlet.SetHandler(new LambdaInHandler(
                () => Emit(_stage.Out, inlet.Grab(), () =>
                {
                    if (!inlet.IsClosed) inlet.Pull();
                }),
                CompleteStage));
            inlet.Pull();
            source.RunWith(inlet.Sink, SubFusingMaterializer);
        }
    }
}
