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

    [Fact]
    public void A_connection_is_followed_through_its_death_and_its_successor()
    {
        Publish(new SystemEvent.ConnectionDialed("public-A", new Epoch(1), At));
        Status().Connections.ShouldHaveSingleItem().Phase.ShouldBe(ConnectionPhase.Dialing);
        Publish(new SystemEvent.ConnectionUp("public-A", new Epoch(1), At));
        Lose("public-A", DeathCause.SilentStream);

        var dead = Status().Connections.ShouldHaveSingleItem();
        (dead.Phase, dead.Deaths, dead.LastCause).ShouldBe((ConnectionPhase.Down, 1, DeathCause.SilentStream));
        Publish(new SystemEvent.ConnectionUp("public-A", new Epoch(2), At));
        var risen = Status().Connections.ShouldHaveSingleItem();
        (risen.Phase, risen.Epoch, risen.LastCause).ShouldBe(
            (ConnectionPhase.Up, new Epoch(2), DeathCause.SilentStream));
    }

    [Fact]
    public void A_planned_replacement_is_not_seen_before_it_took_over()
    {
        Publish(new SystemEvent.ConnectionUp("public-A", new Epoch(1), At));
        Publish(new SystemEvent.ConnectionDialed("public-A", new Epoch(2), At));
        var standing = Status().Connections.ShouldHaveSingleItem();
        (standing.Phase, standing.Epoch).ShouldBe((ConnectionPhase.Up, new Epoch(1)));

        Publish(new SystemEvent.Rotated("public-A", new Epoch(1), new Epoch(2), At));
        Status().Connections.ShouldHaveSingleItem().Epoch.ShouldBe(new Epoch(2));
    }

    [Fact]
    public void A_successor_that_dies_takes_nothing_down()
    {
        Publish(new SystemEvent.ConnectionUp("private-A", new Epoch(7), At));
        Lose("private-A", DeathCause.TransportClosed);

        var standing = Status().Connections.ShouldHaveSingleItem();
        (standing.Phase, standing.Epoch, standing.Deaths).ShouldBe((ConnectionPhase.Up, new Epoch(7), 1));
    }

    [Fact]
    public void The_last_executions_are_kept()
    {
        for (var price = 1; price <= 250; price++)
        {
            Publish(new SystemEvent.Filled(new Symbol("ETHUSDC"), Side.Buy, price, 0.01m, IsMaker: true, At));
        }

        var fills = Status().Symbols.ShouldHaveSingleItem().Fills;
        fills.Length.ShouldBe(200);
        fills[^1].Price.ShouldBe(250);
    }

    private void Publish(SystemEvent occurrence)
    {
        Sys.EventStream.Publish(occurrence);
        Settle();
    }

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
