using Akka.Event;
using Phoenix.Actors.Exchange;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Tests.Fakes;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Escalation;

namespace Phoenix.Actors.Tests.Exchange;

/// <summary>Goal: what the ladder decides reaches who can do it, and its end leaves nobody in safe mode.</summary>
public sealed class EscalationActorSpecs : TimedSpec
{
    private const string Slot = "private-A";
    private readonly ReconnectSettings _settings = new();

    public EscalationActorSpecs()
    {
        Start(EscalationActor.Create(_settings, new FakeVenue(() => At).Ports));
        Sys.EventStream.Subscribe<ExchangeProtocol.SafeModeEntered>(TestActor);
        Sys.EventStream.Subscribe<ExchangeProtocol.SafeModeLeft>(TestActor);
    }

    [Fact]
    public void A_slot_that_is_exhausted_has_its_part_re_created_and_then_the_session()
    {
        Exhaust();
        ExpectMsg(new ExchangeProtocol.Recreate(AccountPart.UserData, DeathCause.EchoMissing));
        Exhaust();
        ExpectMsg(new ExchangeProtocol.Recreate(null, DeathCause.EchoMissing));
        Settle();
    }

    [Fact]
    public void Safe_mode_is_entered_told_to_whoever_asks_and_left_when_all_flowed_for_long_enough()
    {
        EnterSafeMode();
        Subject.Tell(new ExchangeProtocol.Introduce(), TestActor);
        ExpectMsg<ExchangeProtocol.SafeModeEntered>();

        Sys.EventStream.Publish(new SystemEvent.ConnectionUp(Slot, new Epoch(9), At));
        Settle();
        Pass(_settings.StableAfter - TimeSpan.FromTicks(1));
        Elapse(TimeSpan.FromTicks(1));

        ExpectMsg<ExchangeProtocol.SafeModeLeft>();
        Subject.Tell(new ExchangeProtocol.Introduce(), TestActor);
        Settle();
    }

    [Fact]
    public void A_successor_that_took_over_from_a_dead_connection_counts_as_up()
    {
        EnterSafeMode();

        Sys.EventStream.Publish(new SystemEvent.ConnectionSucceeded(Slot, new Epoch(8), new Epoch(9), At));
        Settle();
        Pass(_settings.StableAfter - TimeSpan.FromTicks(1));
        Elapse(TimeSpan.FromTicks(1));

        ExpectMsg<ExchangeProtocol.SafeModeLeft>();
    }

    [Fact]
    public void Its_end_ends_safe_mode_which_nobody_else_could()
    {
        EnterSafeMode();

        Sys.Stop(Subject);

        ExpectMsg<ExchangeProtocol.SafeModeLeft>();
    }

    [Fact]
    public void Its_end_in_calm_is_no_event()
    {
        Watch(Subject);
        Sys.Stop(Subject);
        ExpectTerminated(Subject);
        ExpectNoMsg(TimeSpan.Zero);
    }

    private void EnterSafeMode()
    {
        IgnoreMessages(told => told is ExchangeProtocol.Recreate);
        for (var time = 0; time < PartTrouble.SafeModeAt; time++)
        {
            Exhaust();
        }

        ExpectMsg<ExchangeProtocol.SafeModeEntered>();
        Settle();
    }

    private void Exhaust()
    {
        Sys.EventStream.Publish(
            new SystemEvent.ConnectionLost(Slot, new Epoch(1), DeathCause.EchoMissing, "x", TimeSpan.Zero, At));
        Sys.EventStream.Publish(new SystemEvent.SlotExhausted(Slot, DeathCause.EchoMissing, 6, At));
    }
}
