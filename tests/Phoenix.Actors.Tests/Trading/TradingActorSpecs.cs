using Phoenix.Actors.Exchange;
using Phoenix.Actors.Tests.Fakes;
using Phoenix.Actors.Trading;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Core.Tracing;

namespace Phoenix.Actors.Tests.Trading;

/// <summary>Goal: the one door for orders is open only with a proven session and room in the budget.</summary>
public sealed class TradingActorSpecs : TimedSpec
{
    private static readonly OrderTerms Moved = new(new Price(299_001), new Quantity(10));

    private readonly FakeTraces _traces = new();
    private readonly FakeVenue _venue;
    private long _sequence;

    public TradingActorSpecs()
    {
        _venue = new FakeVenue(() => At);
        var settings = FakeVenue.Settings;
        settings = settings with { Trading = settings.Trading with { OrdersPer10Seconds = 2 } };
        Start(TradingActor.Create(settings, new EpochSource(), _venue.Ports with { Traces = _traces }));
    }

    [Fact]
    public void Without_a_session_nothing_is_sent_and_the_sender_is_told()
    {
        ExpectOutcome<OrderInput.NotSent>(Place());

        var id = ClientOrderId.Create("mm1", 1, 99);
        Subject.Tell(new TradingProtocol.Cancel(FakeVenue.Eth, id), TestActor);
        ExpectOutcome<OrderInput.CancelNotSent>(id);
        var intent = Intent();
        Subject.Tell(new TradingProtocol.Amend(intent, Moved, At + TimeSpan.FromSeconds(3)), TestActor);
        ExpectOutcome<OrderInput.AmendNotSent>(intent.ClientOrderId);
        _venue.Count("place").ShouldBe(0);
        _venue.Count("amend").ShouldBe(0);
    }

    [Fact]
    public void Of_traced_orders_that_stay_here_it_is_told_that_they_never_left()
    {
        var mark = new TraceMark(FakeVenue.Eth, 7, 1);
        var (intent, validUntil) = (Intent(), At + TimeSpan.FromSeconds(3));

        Subject.Tell(new TradingProtocol.Place(intent, validUntil, mark), TestActor);
        Subject.Tell(new TradingProtocol.Cancel(FakeVenue.Eth, intent.ClientOrderId, mark), TestActor);

        var notPlaced = ExpectOutcome<OrderInput.NotSent>(intent.ClientOrderId);
        var notCanceled = ExpectOutcome<OrderInput.CancelNotSent>(intent.ClientOrderId);
        _traces.Records.ShouldBe(
        [
            new TraceRecord.Answered(mark, intent.ClientOrderId, null, At, notPlaced),
            new TraceRecord.Answered(mark, intent.ClientOrderId, null, At, notCanceled),
        ]);
    }

    [Fact]
    public void With_a_session_an_order_leaves()
    {
        ComeUp();

        ExpectOutcome<OrderInput.PlaceAccepted>(Place());
    }

    [Fact]
    public void An_order_beyond_the_budget_stays_here_and_its_sender_learns_until_when()
    {
        ComeUp();
        ExpectOutcome<OrderInput.PlaceAccepted>(Place());
        ExpectOutcome<OrderInput.PlaceAccepted>(Place());

        var excess = Place();

        ExpectMsg<TradingProtocol.BudgetSpent>().Until.ShouldBeGreaterThan(At);
        ExpectOutcome<OrderInput.NotSent>(excess);
        _venue.Count("place").ShouldBe(2);
    }

    [Fact]
    public void An_amend_costs_of_the_budget_what_an_order_costs()
    {
        ComeUp();
        ExpectOutcome<OrderInput.PlaceAccepted>(Place());
        Subject.Tell(new TradingProtocol.Amend(Intent(), Moved, At + TimeSpan.FromSeconds(3)), TestActor);
        AwaitAssert(() => _venue.Count("amend").ShouldBe(1));

        var excess = Intent();
        Subject.Tell(new TradingProtocol.Amend(excess, Moved, At + TimeSpan.FromSeconds(3)), TestActor);

        ExpectMsg<TradingProtocol.BudgetSpent>().Until.ShouldBeGreaterThan(At);
        ExpectOutcome<OrderInput.AmendNotSent>(excess.ClientOrderId);
        _venue.Count("amend").ShouldBe(1);
    }

    [Fact]
    public void What_only_reduces_has_room_beyond_the_budget()
    {
        ComeUp();
        ExpectOutcome<OrderInput.PlaceAccepted>(Place());
        ExpectOutcome<OrderInput.PlaceAccepted>(Place());

        ExpectOutcome<OrderInput.PlaceAccepted>(Place(reduceOnly: true));
        Place();
        ExpectMsg<TradingProtocol.BudgetSpent>().ForReducing.ShouldBeFalse();
        ExpectMsg<TradingProtocol.Outcome>();
        Place(reduceOnly: true);
        ExpectMsg<TradingProtocol.BudgetSpent>().ForReducing.ShouldBeTrue();
        ExpectMsg<TradingProtocol.Outcome>();
    }

    [Fact]
    public void An_amend_of_an_order_that_only_reduces_has_the_same_room()
    {
        ComeUp();
        ExpectOutcome<OrderInput.PlaceAccepted>(Place());
        ExpectOutcome<OrderInput.PlaceAccepted>(Place());

        var reducing = Intent() with { ReduceOnly = true };
        Subject.Tell(new TradingProtocol.Amend(reducing, Moved, At + TimeSpan.FromSeconds(3)), TestActor);

        AwaitAssert(() => _venue.Count("amend").ShouldBe(1));
    }

    [Fact]
    public void The_budget_outlives_the_session()
    {
        ComeUp();
        ExpectOutcome<OrderInput.PlaceAccepted>(Place());
        ExpectOutcome<OrderInput.PlaceAccepted>(Place());
        Sys.EventStream.Subscribe(TestActor, typeof(TradingProtocol.Down));

        _venue.Trading.Sessions[0].Drop();
        ExpectMsg<TradingProtocol.Down>();
        AwaitAssert(() =>
        {
            Elapse(FakeVenue.Settings.Reconnect.MinPause);
            _venue.Trading.Sessions.Count.ShouldBe(2);
        });
        ExpectMsg<TradingProtocol.Up>();

        Place();
        ExpectMsg<TradingProtocol.BudgetSpent>();
    }

    private void ComeUp()
    {
        AwaitAssert(() =>
        {
            Elapse(FakeVenue.Settings.Reconnect.MinPause);
            _venue.Trading.Sessions.Count.ShouldBe(1);
        });
        ExpectMsg<TradingProtocol.Up>();
    }

    private ClientOrderId Place(bool reduceOnly = false)
    {
        var intent = Intent() with { ReduceOnly = reduceOnly };
        Subject.Tell(new TradingProtocol.Place(intent, At + TimeSpan.FromSeconds(3)), TestActor);
        return intent.ClientOrderId;
    }

    private OrderIntent Intent() => new()
    {
        Symbol = FakeVenue.Eth,
        ClientOrderId = ClientOrderId.Create("mm1", 1, ++_sequence),
        Side = Side.Buy,
        Price = new Price(299_000),
        Quantity = new Quantity(10),
    };

    private TResult ExpectOutcome<TResult>(ClientOrderId id)
        where TResult : OrderInput
    {
        var outcome = ExpectMsg<TradingProtocol.Outcome>();
        outcome.Id.ShouldBe(id);
        return outcome.Result.ShouldBeOfType<TResult>();
    }
}
