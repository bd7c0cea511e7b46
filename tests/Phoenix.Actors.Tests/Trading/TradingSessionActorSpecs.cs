using Phoenix.Actors.Exchange;
using Phoenix.Actors.Tests.Fakes;
using Phoenix.Actors.Trading;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Tracing;

namespace Phoenix.Actors.Tests.Trading;

/// <summary>Goal: every command has exactly one outcome, and nothing leaves that may not leave any more.</summary>
public sealed class TradingSessionActorSpecs : TimedSpec
{
    private static readonly TradingSettings Settings = new() { MaxInFlight = 3 };
    private static readonly OrderTerms Moved = new(new Price(299_001), new Quantity(10));
    private static readonly TimeSpan Sweep = TimeSpan.FromMilliseconds(100);

    private static readonly TraceMark Traced = new(FakeVenue.Eth, 7, 1);

    private readonly FakeTraces _traces = new();
    private readonly FakeVenue _venue;
    private readonly FakeTrading.Session _session;
    private long _sequence;

    public TradingSessionActorSpecs()
    {
        _venue = new FakeVenue(() => At);
        _venue.Trading.Answers = false;
        var ports = _venue.Ports with { Traces = _traces };
        var props = TradingSessionActor.Create(new Epoch(5), FakeVenue.Eth, Settings, ports);
        IgnoreMessages(told => told is SlotProtocol.Good);
        Start(props);
        Settle();
        _session = _venue.Trading.Sessions.ShouldHaveSingleItem();
    }

    [Fact]
    public void An_accepted_order_has_one_outcome_however_often_it_is_answered()
    {
        var intent = Place();
        var request = LastRequest();

        _session.Accept(request, FakeVenue.Report(intent, 1, OrderStatus.New));
        _session.Accept(request, FakeVenue.Report(intent, 1, OrderStatus.New));
        _session.Refuse(request, new VenueError(VenueFailure.Refused, -1, "late"));

        ExpectOutcome<OrderInput.PlaceAccepted>(intent.ClientOrderId);
        OverdueTime();
    }

    [Fact]
    public void A_refused_order_has_one_outcome()
    {
        var intent = Place();
        var request = LastRequest();

        _session.Refuse(request, new VenueError(VenueFailure.WouldCross, -5022, "would cross"));
        _session.Accept(request, FakeVenue.Report(intent, 1, OrderStatus.New));

        ExpectOutcome<OrderInput.PlaceFailed>(intent.ClientOrderId).Error.Failure.ShouldBe(VenueFailure.WouldCross);
        OverdueTime();
    }

    [Fact]
    public void An_order_without_a_reply_is_of_unknown_outcome_once()
    {
        var intent = Place();
        var request = LastRequest();

        for (var waited = Sweep; waited < Settings.ReplyTimeout; waited += Sweep)
        {
            Pass(Sweep);
        }

        Elapse(Sweep);
        ExpectOutcome<OrderInput.PlaceTimedOut>(intent.ClientOrderId);
        _session.Accept(request, FakeVenue.Report(intent, 1, OrderStatus.New));
        Settle();
    }

    [Fact]
    public void A_question_about_the_key_has_one_answer_however_often_it_is_answered()
    {
        Subject.Tell(new TradingProtocol.KeyCall(KeyRequest.Start), TestActor);
        Settle();
        var request = LastRequest();

        _session.AnswerKey(request, new ListenKey("the-key"));
        _session.AnswerKey(request, new ListenKey("the-key"));
        _session.Refuse(request, new VenueError(VenueFailure.Refused, -1, "late"));

        ExpectMsg<TradingProtocol.KeyOutcome>().Reply
            .ShouldBe(new VenueReply<ListenKey>.Ok(new ListenKey("the-key")));
        Settle();
    }

    [Fact]
    public void A_question_about_the_key_that_is_refused_says_why()
    {
        Subject.Tell(new TradingProtocol.KeyCall(KeyRequest.Extend), TestActor);
        Settle();
        var gone = new VenueError(VenueFailure.ListenKeyUnknown, -1125, "This listenKey does not exist.");

        _session.Refuse(LastRequest(), gone);

        ExpectMsg<TradingProtocol.KeyOutcome>().Reply.ShouldBe(new VenueReply<ListenKey>.Failed(gone));
    }

    [Fact]
    public void A_question_about_the_key_on_a_session_that_dies_is_of_unknown_outcome()
    {
        Subject.Tell(new TradingProtocol.KeyCall(KeyRequest.Start), TestActor);
        Settle();

        _session.Drop();

        ExpectMsg<Guardian.Failed>();
        ExpectMsg<TradingProtocol.KeyOutcome>().Reply.ShouldBeOfType<VenueReply<ListenKey>.Failed>()
            .Error.Failure.ShouldBe(VenueFailure.OutcomeUnknown);
    }

    [Fact]
    public void A_lost_session_makes_everything_in_flight_of_unknown_outcome_once()
    {
        var first = Place();
        var second = Place();

        _session.Drop();

        ExpectMsg<Guardian.Failed>().Error.ShouldBeOfType<StreamDiedException>();
        ExpectOutcome<OrderInput.SessionLost>(first.ClientOrderId);
        ExpectOutcome<OrderInput.SessionLost>(second.ClientOrderId);
        _session.Closes.ShouldBe(1);
    }

    [Fact]
    public void An_order_past_its_time_never_reaches_the_socket()
    {
        Pass(Sweep);
        var intent = Intent();

        Subject.Tell(new TradingProtocol.Place(intent, At), TestActor);

        ExpectOutcome<OrderInput.NotSent>(intent.ClientOrderId);
        _session.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void An_order_leaves_up_to_the_last_tick_of_its_time()
    {
        var intent = Intent();

        Subject.Tell(new TradingProtocol.Place(intent, At + TimeSpan.FromTicks(1)), TestActor);
        Settle();

        _session.Requests.ShouldHaveSingleItem().Order.ShouldBe(intent.ClientOrderId);
    }

    [Fact]
    public void No_more_requests_are_in_flight_than_allowed()
    {
        var orders = Enumerable.Range(0, Settings.MaxInFlight).Select(_ => Place()).ToList();
        var excess = Intent();

        Subject.Tell(new TradingProtocol.Place(excess, Later), TestActor);
        ExpectOutcome<OrderInput.NotSent>(excess.ClientOrderId);
        Subject.Tell(new TradingProtocol.Cancel(FakeVenue.Eth, orders[0].ClientOrderId), TestActor);
        ExpectOutcome<OrderInput.CancelNotSent>(orders[0].ClientOrderId);
        _session.Requests.Count.ShouldBe(Settings.MaxInFlight);

        _session.Accept(_session.Requests[0].Request, FakeVenue.Report(orders[0], 1, OrderStatus.New));
        ExpectOutcome<OrderInput.PlaceAccepted>(orders[0].ClientOrderId);
        Place();
        _session.Requests.Count.ShouldBe(Settings.MaxInFlight + 1);
    }

    [Fact]
    public void A_cancel_is_answered_in_the_words_of_a_cancel()
    {
        var intent = Intent();
        Subject.Tell(new TradingProtocol.Cancel(FakeVenue.Eth, intent.ClientOrderId), TestActor);
        Settle();
        _session.Accept(LastRequest(), FakeVenue.Report(intent, 1, OrderStatus.Canceled));
        ExpectOutcome<OrderInput.CancelAccepted>(intent.ClientOrderId);

        Subject.Tell(new TradingProtocol.Cancel(FakeVenue.Eth, intent.ClientOrderId), TestActor);
        Settle();
        _session.Refuse(LastRequest(), new VenueError(VenueFailure.OrderUnknown, -2011, "unknown"));
        ExpectOutcome<OrderInput.CancelFailed>(intent.ClientOrderId);

        Subject.Tell(new TradingProtocol.Cancel(FakeVenue.Eth, intent.ClientOrderId), TestActor);
        Settle();
        for (var waited = Sweep; waited < Settings.ReplyTimeout; waited += Sweep)
        {
            Pass(Sweep);
        }

        Elapse(Sweep);
        ExpectOutcome<OrderInput.CancelTimedOut>(intent.ClientOrderId);
    }

    [Fact]
    public void An_amend_is_answered_in_the_words_of_an_amend()
    {
        var intent = Intent();
        Amend(intent);
        _session.Accept(LastRequest(), FakeVenue.Report(intent, 1, OrderStatus.New));
        ExpectOutcome<OrderInput.AmendAccepted>(intent.ClientOrderId);

        Amend(intent);
        _session.Refuse(LastRequest(), new VenueError(VenueFailure.OrderUnknown, -2013, "unknown"));
        ExpectOutcome<OrderInput.AmendFailed>(intent.ClientOrderId).Terms.ShouldBe(Moved);

        Amend(intent);
        for (var waited = Sweep; waited < Settings.ReplyTimeout; waited += Sweep)
        {
            Pass(Sweep);
        }

        Elapse(Sweep);
        ExpectOutcome<OrderInput.AmendTimedOut>(intent.ClientOrderId).Terms.ShouldBe(Moved);
    }

    [Fact]
    public void An_amend_past_its_time_never_reaches_the_socket()
    {
        Pass(Sweep);
        var intent = Intent();

        Subject.Tell(new TradingProtocol.Amend(intent, Moved, At), TestActor);

        ExpectOutcome<OrderInput.AmendNotSent>(intent.ClientOrderId).Terms.ShouldBe(Moved);
        _session.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void Of_a_traced_order_it_is_told_when_it_left_and_when_its_answer_came()
    {
        var intent = Intent();
        var left = At;
        Subject.Tell(new TradingProtocol.Place(intent, Later, Traced), TestActor);
        Pass(Sweep);
        _session.Accept(LastRequest(), FakeVenue.Report(intent, 1, OrderStatus.New));

        var accepted = ExpectOutcome<OrderInput.PlaceAccepted>(intent.ClientOrderId);
        Told(intent).ShouldBe((left, left + Sweep, accepted));
    }

    [Fact]
    public void Of_a_traced_order_that_never_left_it_is_told_that_it_did_not()
    {
        Pass(Sweep);
        var intent = Intent();
        Subject.Tell(new TradingProtocol.Place(intent, At, Traced), TestActor);

        var kept = ExpectOutcome<OrderInput.NotSent>(intent.ClientOrderId);
        Told(intent).ShouldBe((null, At, kept));
    }

    [Fact]
    public void Of_a_traced_cancel_whose_session_dies_it_is_told_that_nobody_knows()
    {
        var (intent, left) = (Intent(), At);
        Subject.Tell(new TradingProtocol.Cancel(FakeVenue.Eth, intent.ClientOrderId, Traced), TestActor);
        Pass(Sweep);
        _session.Drop();

        ExpectMsg<Guardian.Failed>();
        var lost = ExpectOutcome<OrderInput.SessionLost>(intent.ClientOrderId);
        Told(intent).ShouldBe((left, left + Sweep, lost));
    }

    [Fact]
    public void Of_an_order_that_is_not_traced_nothing_is_told()
    {
        var intent = Place();
        _session.Accept(LastRequest(), FakeVenue.Report(intent, 1, OrderStatus.New));

        ExpectOutcome<OrderInput.PlaceAccepted>(intent.ClientOrderId);
        _traces.Records.ShouldBeEmpty();
    }

    private Instant Later => At + TimeSpan.FromSeconds(3);

    private void Amend(OrderIntent intent)
    {
        Subject.Tell(new TradingProtocol.Amend(intent, Moved, Later), TestActor);
        Settle();
    }

    private OrderIntent Place()
    {
        var intent = Intent();
        Subject.Tell(new TradingProtocol.Place(intent, Later), TestActor);
        Settle();
        return intent;
    }

    /// <summary>The one thing that was handed over, which is about this order.</summary>
    private (Instant? SentAt, Instant At, OrderInput Outcome) Told(OrderIntent intent)
    {
        var told = _traces.Records.ShouldHaveSingleItem().ShouldBeOfType<TraceRecord.Answered>();
        (told.Mark, told.Order).ShouldBe((Traced, intent.ClientOrderId));
        return (told.SentAt, told.At, told.Outcome);
    }

    private RequestId LastRequest() => _session.Requests[^1].Request;

    private TResult ExpectOutcome<TResult>(ClientOrderId id)
        where TResult : OrderInput
    {
        var outcome = ExpectMsg<TradingProtocol.Outcome>();
        outcome.Id.ShouldBe(id);
        return outcome.Result.ShouldBeOfType<TResult>();
    }

    /// <summary>Longer than a reply may take, and nothing more is said.</summary>
    private void OverdueTime()
    {
        for (var step = 0; step < 15; step++)
        {
            Pass(Sweep);
        }
    }

    private OrderIntent Intent() => new()
    {
        Symbol = FakeVenue.Eth,
        ClientOrderId = ClientOrderId.Create("mm1", 1, ++_sequence),
        Side = Side.Buy,
        Price = new Price(299_000),
        Quantity = new Quantity(10),
    };
}
