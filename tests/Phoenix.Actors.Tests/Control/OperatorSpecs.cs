using Akka.Actor;
using Akka.Event;
using Phoenix.Actors.Control;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Tests.Fakes;
using Phoenix.Actors.Time;
using Phoenix.Core.Control;
using Phoenix.Core.Ports;
using Phoenix.Core.Readiness;

namespace Phoenix.Actors.Tests.Control;

/// <summary>Goal: what the operator said survives every part that it was said to.</summary>
public sealed class OperatorSpecs : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeVenue _venue;

    public OperatorSpecs()
    {
        _venue = new FakeVenue(Sys.Now);
        Sys.EventStream.Subscribe<SystemEvent.StepReached>(TestActor);
    }

    [Fact]
    public void A_paused_desk_that_dies_comes_back_paused()
    {
        var root = Start(new MemoryKillSwitch());
        FishForMessage<SystemEvent.StepReached>(reached => reached.Step == StartUpStep.Quoting, Patience);
        Say(root, new OperatorCommand.Pause(FakeVenue.Eth)).Outcome.ShouldBe(OperatorOutcome.Done);
        _venue.Resting.ShouldBeEmpty();
        var placed = _venue.Count("place");

        Sys.ActorSelection($"/user/{PhoenixTree.Name}/symbols/ETHUSDC").Tell(Kill.Instance);
        AwaitAssert(
            () =>
            {
                _venue.MarketData.Frame();
                Say(root, new OperatorCommand.Pause(FakeVenue.Eth)).Outcome.ShouldBe(OperatorOutcome.Done);
            },
            Patience);

        _venue.Count("place").ShouldBe(placed);
        Say(root, new OperatorCommand.Resume(null, AfterKill: false));
        AwaitQuotes();
    }

    [Fact]
    public void A_run_after_a_kill_quotes_nothing_before_the_second_word()
    {
        var root = Start(new MemoryKillSwitch(isEngaged: true));
        FishForMessage<SystemEvent.StepReached>(reached => reached.Step == StartUpStep.Reconciled, Patience);
        Say(root, new OperatorCommand.Resume(null, AfterKill: false)).Outcome.ShouldBe(OperatorOutcome.Refused);
        Say(root, new OperatorCommand.Kill()).Outcome.ShouldBe(OperatorOutcome.Done);
        _venue.Count("place").ShouldBe(0);

        Say(root, new OperatorCommand.Resume(null, AfterKill: true)).Outcome.ShouldBe(OperatorOutcome.Done);

        AwaitQuotes();
    }

    private void AwaitQuotes() => AwaitAssert(
        () =>
        {
            _venue.MarketData.Frame();
            _venue.Resting.Length.ShouldBe(14);
        },
        Patience);

    private IActorRef Start(IKillSwitch killSwitch) => Sys.ActorOf(
        PhoenixTree.Create(FakeVenue.Settings, _venue.Ports with { KillSwitch = killSwitch }), PhoenixTree.Name);

    private ControlProtocol.Answered Say(IActorRef root, OperatorCommand command)
    {
        root.Tell(new ControlProtocol.Carry(command, Patience), TestActor);
        return FishForMessage<ControlProtocol.Answered>(_ => true, Patience);
    }
}
