using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Tests.Fakes;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Reconnect;

namespace Phoenix.Actors.Tests.Telemetry;

/// <summary>Goal: what happened in the tree can be asked for.</summary>
public sealed class TelemetryActorSpecs : TimedSpec
{
    public TelemetryActorSpecs() => Start(TelemetryActor.Create());

    [Fact]
    public void Deaths_are_counted_by_slot_and_cause_and_recent_ones_apart()
    {
        Lose("public-A", DeathCause.BehindSibling);
        Lose("public-A", DeathCause.TransportClosed);
        Pass(TimeSpan.FromMinutes(5));
        Lose("public-A", DeathCause.TransportClosed);
        Lose("private-A", DeathCause.EchoMissing);

        var deaths = Status().Deaths;

        deaths.Select(slot => slot.Slot).ShouldBe(["private-A", "public-A"]);
        deaths[0].Causes.ShouldBe([new CauseCount(DeathCause.EchoMissing, 1, 1)]);
        deaths[1].Causes.ShouldBe([
            new CauseCount(DeathCause.TransportClosed, 2, 1), new CauseCount(DeathCause.BehindSibling, 1, 0)]);
    }

    [Fact]
    public void Without_a_death_there_is_nothing_to_count() => Status().Deaths.ShouldBeEmpty();

    private void Lose(string slot, DeathCause cause)
    {
        Sys.EventStream.Publish(
            new SystemEvent.ConnectionLost(slot, new Epoch(1), cause, "gone", TimeSpan.Zero, At));
        Settle();
    }

    private PhoenixStatus Status()
    {
        Subject.Tell(new PhoenixProtocol.GetStatus(), TestActor);
        return ExpectMsg<PhoenixStatus>();
    }
}
