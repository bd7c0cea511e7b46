using Akka.Actor;
using Akka.Event;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Tests.Fakes;
using Phoenix.Actors.Time;
using Phoenix.Core.Desk;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;

namespace Phoenix.Actors.Tests.Symbols;

/// <summary>Goal: a desk that dies comes back knowing nothing, and asks before it quotes.</summary>
public sealed class QuoterActorSpecs : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeVenue _venue;

    public QuoterActorSpecs()
    {
        _venue = new FakeVenue(Sys.Now);
        Sys.EventStream.Subscribe<SystemEvent.StepReached>(TestActor);
        Sys.ActorOf(PhoenixTree.Create(FakeVenue.Settings, _venue.Ports), PhoenixTree.Name);
        FishForMessage<SystemEvent.StepReached>(reached => reached.Step == StartUpStep.Quoting, Patience);
        AwaitAssert(() => _venue.Resting.Length.ShouldBe(14), Patience);
        Sys.EventStream.Subscribe<SystemEvent.DeskReported>(TestActor);
    }

    [Fact]
    public void A_restarted_desk_compares_and_cleans_up_before_it_quotes()
    {
        var before = _venue.Journal.Length;
        var earlier = _venue.Resting.Select(order => order.ClientOrderId).ToHashSet();
        Desk.Tell(Kill.Instance);

        AwaitQuotes(earlier);

        var since = _venue.Journal.RemoveRange(0, before).ToList();
        var placed = since.IndexOf("place");
        since.IndexOf("GetOpenOrders").ShouldBeInRange(0, placed);
        since.IndexOf("CancelAll").ShouldBeInRange(0, placed);
        since.IndexOf("GetDepth").ShouldBeInRange(0, placed);
        since.IndexOf("ArmCountdown").ShouldBeInRange(0, placed);
        _venue.Resting.ShouldAllBe(order => !earlier.Contains(order.ClientOrderId));
    }

    [Fact]
    public void A_restarted_desk_is_unreconciled_until_the_venue_agrees()
    {
        var earlier = _venue.Resting.Select(order => order.ClientOrderId).ToHashSet();
        Desk.Tell(Kill.Instance);
        AwaitQuotes(earlier);

        var told = new List<DeskEvent>();
        FishForMessage<SystemEvent.DeskReported>(
            report =>
            {
                told.Add(report.Occurrence);
                return report.Occurrence is DeskEvent.OrdersSent;
            },
            Patience);

        told.OfType<DeskEvent.Halted>().First().Causes.HasFlag(HaltCauses.NotReconciled).ShouldBeTrue();
        var reconciled = told.FindIndex(occurrence => occurrence is DeskEvent.Reconciled);
        var resumed = told.FindIndex(occurrence => occurrence is DeskEvent.Resumed);
        reconciled.ShouldBeInRange(0, resumed);
    }

    [Fact]
    public void A_restarted_desk_uses_no_order_id_of_its_predecessor()
    {
        var earlier = _venue.Trading.Sessions[0].Requests.Select(request => request.Order).ToHashSet();
        Desk.Tell(Kill.Instance);
        AwaitQuotes(earlier);

        var all = _venue.Trading.Sessions.SelectMany(session => session.Requests).Select(request => request.Order);
        all.ShouldBeUnique();
    }

    private ActorSelection Desk => Sys.ActorSelection($"/user/{PhoenixTree.Name}/symbols/ETHUSDC");

    /// <summary>The market moves on until a full set of new quotes rests.</summary>
    private void AwaitQuotes(HashSet<ClientOrderId> earlier) => AwaitAssert(
        () =>
        {
            _venue.MarketData.Frame();
            _venue.Resting.Length.ShouldBe(14);
            _venue.Resting.ShouldAllBe(order => !earlier.Contains(order.ClientOrderId));
        },
        Patience);
}
