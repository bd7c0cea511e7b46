using System.Collections.Immutable;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using static Phoenix.Core.Tests.Orders.OrderScript;

namespace Phoenix.Core.Tests.Orders;

/// <summary>What the venue does with a request, and what it answers: the two are independent.</summary>
internal enum Fate
{
    /// <summary>Done, and the reply says so.</summary>
    Done = 1,

    /// <summary>Done, and the reply is an error that leaves the outcome open.</summary>
    DoneUnsaid,

    /// <summary>Not done, and the reply is an error that leaves the outcome open.</summary>
    UndoneUnsaid,

    /// <summary>Not done, and the reply refuses it.</summary>
    Refused,

    /// <summary>Not done, although the reply says so; what would have ended the order shows it alive.</summary>
    SaidUndone,

    /// <summary>Never reaches the venue.</summary>
    Dropped,

    /// <summary>An amend that would cross: the order is canceled, and the reply shows it.</summary>
    Crossed,

    /// <summary>The same, and the reply is the error of a crossing order.</summary>
    CrossedRefused,
}

/// <summary>The order as the venue has it.</summary>
/// <param name="Status">Null before it was placed.</param>
internal sealed record VenueOrder(OrderStatus? Status, OrderTerms Terms, int Executed)
{
    public static VenueOrder None { get; } = new(null, Intent().Terms, 0);

    public bool IsOpen => Status is OrderStatus.New or OrderStatus.PartiallyFilled;

    public int Left => IsOpen ? (int)Terms.Quantity.Lots - Executed : 0;

    public OrderReport Report => OrderScript.Report(Status ?? OrderStatus.New, Executed) with
    {
        Price = Terms.Price,
        Original = Terms.Quantity,
    };

    public VenueOrder Placed => this with { Status = OrderStatus.New };

    public VenueOrder Canceled => this with { Status = OrderStatus.Canceled };

    public VenueOrder Amended(OrderTerms terms) =>
        terms.Quantity.Lots <= Executed ? Canceled : this with { Terms = terms };

    public VenueOrder Filled(int lots) => this with
    {
        Executed = Executed + lots,
        Status = lots == Left ? OrderStatus.Filled : OrderStatus.PartiallyFilled,
    };

    public override string ToString() => $"{Status} {Terms.Price.Ticks} {Executed}/{Terms.Quantity.Lots}";
}

/// <summary>A request of ours on its way; without terms it places, or cancels.</summary>
internal sealed record Request(string Name, OrderTerms? Terms = null);

/// <summary>Something on its way to us. <paramref name="Name"/> tells it from all others.</summary>
internal sealed record Letter(string Name, OrderInput Input, bool IsAnswer = false);

/// <summary>What is sent and what happens at most in the course of a life.</summary>
/// <param name="Amends">The terms asked for, one after the other, each when it may be.</param>
/// <param name="Fills">Lots executed, one after the other, as far as they are left.</param>
/// <param name="Cancels">Cancels.</param>
/// <param name="Queries">Answers to queries, one of them under way at a time.</param>
/// <param name="Copies">Letters that arrive twice.</param>
/// <param name="Eras">Times at which everything but the events of the user stream has arrived or never will.</param>
internal sealed record Script(
    ImmutableArray<OrderTerms> Amends,
    ImmutableArray<int> Fills,
    int Cancels = 1,
    int Queries = 1,
    int Copies = 0,
    int Eras = 1);

/// <summary>
/// One order's life: the venue's truth, what is under way in both directions, and what we believe. Each step is one
/// of the things that can happen next; a letter that is never delivered is lost, and any may overtake any other.
/// </summary>
internal sealed record OrderLife
{
    private const double EraSeconds = 60;

    public required Script Script { get; init; }

    public VenueOrder Venue { get; init; } = VenueOrder.None;

    /// <summary>The truth as it was: what a lagging replica may answer with.</summary>
    public ImmutableList<VenueOrder> Past { get; init; } = [VenueOrder.None];

    public ImmutableList<Request> ToVenue { get; init; } = [new Request("place")];

    public ImmutableList<Letter> ToUs { get; init; } = [];

    public ImmutableList<Request> Unanswered { get; init; } = [new Request("place")];

    public OwnOrder Order { get; init; } = New();

    public int Era { get; init; }

    public int Amends { get; init; }

    public int Fills { get; init; }

    public int Cancels { get; init; }

    public int Queries { get; init; }

    public int Copies { get; init; }

    public ImmutableStack<string> Told { get; init; } = [];

    /// <summary>Equal for lives that can only go on in the same way.</summary>
    public string Key => $"{Venue}|{Past.Count}|{Names(ToVenue, request => request.Name)}"
        + $"|{Names(Unanswered, request => request.Name)}|{Names(ToUs, letter => letter.Name)}"
        + $"|{Era} {Amends} {Fills} {Cancels} {Queries} {Copies}"
        + $"|{Order.Phase} {Order.IsDisputed} {Order.NotFound} {Order.IsProven} {Order.Executed} {Order.Booked}"
        + $"|{Short(Order.Terms)} {Short(Order.Expected)} {Order.IsAmendInFlight} {Order.Amending?.Denials}"
        + $" {Order.Amending?.SentAt} {Order.RefusesAmends} {Order.Amends.Length}";

    private Instant Now => After(1 + (EraSeconds * Era));

    /// <summary>Everything that can happen next.</summary>
    public IEnumerable<OrderLife> Next() =>
        [.. Sending(), .. Working(), .. Trading(), .. Delivering(), .. Waiting(), .. Asking(), .. Passing()];

    /// <summary>
    /// All that was under way is lost, time passes, and the venue is asked: once for its open orders, then for this
    /// one as long as we are in doubt.
    /// </summary>
    public OwnOrder Settled()
    {
        var order = Unanswered.Aggregate(Order, (known, request) => Feed(known, TimeoutOf(request)));
        order = Feed(order, Venue.IsOpen ? new OrderInput.Queried(Venue.Report) : Vanished);
        for (var answers = 0; answers < 10 && order.Phase == OrderPhase.Unknown; answers++)
        {
            order = Feed(order, AnswerOf(Venue));
        }

        return order;

        static OwnOrder Feed(OwnOrder order, OrderInput input) =>
            OrderMachine.Next(order, input, After(EraSeconds * 100), Limits).State;
    }

    private static string Short(OrderTerms terms) => $"{terms.Price.Ticks}x{terms.Quantity.Lots}";

    private static string Names<T>(ImmutableList<T> all, Func<T, string> nameOf) =>
        string.Join(',', all.Select(nameOf).Order(StringComparer.Ordinal));

    private static OrderInput TimeoutOf(Request request) =>
        request.Terms is { } terms ? new OrderInput.AmendTimedOut(terms)
        : request.Name == "place" ? PlaceTimedOut
        : CancelTimedOut;

    private static OrderInput AnswerOf(VenueOrder known) =>
        known.Status is null ? QueryNotFound : new OrderInput.Queried(known.Report);

    private IEnumerable<OrderLife> Sending()
    {
        if (Amends < Script.Amends.Length && Order.CanAmend(Script.Amends[Amends]))
        {
            var terms = Script.Amends[Amends];
            var asked = Hear(new OrderInput.AmendSent(terms), $"amend {Amends}") with { Amends = Amends + 1 };
            yield return asked.Leave(new Request($"amend {Amends}", terms));
            yield return asked.Hear(new OrderInput.AmendNotSent(terms), "not sent");
        }

        if (Cancels < Script.Cancels && Order.Phase is OrderPhase.Working or OrderPhase.PendingNew)
        {
            var asked = Hear(CancelSent, "cancel") with { Cancels = Cancels + 1 };
            yield return asked.Leave(new Request($"cancel {Cancels}"));
            yield return asked.Hear(CancelNotSent, "not sent");
        }
    }

    private OrderLife Leave(Request request) =>
        this with { ToVenue = ToVenue.Add(request), Unanswered = Unanswered.Add(request) };

    /// <summary>The venue takes up a request; which comes first is open.</summary>
    private IEnumerable<OrderLife> Working() =>
        from request in ToVenue
        from fate in Enum.GetValues<Fate>()
        where request.Terms is not null || fate is not (Fate.Crossed or Fate.CrossedRefused)
        select (this with { ToVenue = ToVenue.Remove(request) }).Treat(request, fate);

    private OrderLife Treat(Request request, Fate fate)
    {
        var isPlace = request.Name == "place";
        if (fate is not Fate.Dropped && !isPlace && !Venue.IsOpen)
        {
            return Reply(request, Error(VenueFailure.OrderUnknown));
        }

        var done = isPlace ? Venue.Placed
            : fate is Fate.Crossed or Fate.CrossedRefused ? Venue.Canceled
            : request.Terms is { } terms ? Venue.Amended(terms)
            : Venue.Canceled;
        return fate switch
        {
            Fate.Done or Fate.Crossed => Turn(done, request).Reply(request, null),
            Fate.DoneUnsaid => Turn(done, request).Reply(request, Error(VenueFailure.OutcomeUnknown)),
            Fate.CrossedRefused => Turn(done, request).Reply(request, Error(VenueFailure.WouldCross)),
            Fate.UndoneUnsaid => Reply(request, Error(VenueFailure.OutcomeUnknown)),
            Fate.Refused => Reply(request, Error(VenueFailure.Refused)),
            Fate.SaidUndone => Reply(request, null, done.IsOpen ? done : Venue),
            _ => this,
        };
    }

    private OrderLife Turn(VenueOrder next, Request request)
    {
        var update = new OrderUpdate(next.Report, ExecutionType.New, null, default);
        return this with
        {
            Venue = next,
            Past = Past.Add(next),
            ToUs = ToUs.Add(new Letter($"event of {request.Name} {next}", new OrderInput.StreamUpdate(update))),
        };
    }

    private OrderLife Reply(Request request, VenueError? error, VenueOrder? shown = null)
    {
        var venue = shown ?? Venue;
        OrderInput input = (request.Name == "place", request.Terms, error) switch
        {
            (true, _, null) => Accepted,
            (true, _, _) => new OrderInput.PlaceFailed(error),
            (_, { }, null) => new OrderInput.AmendAccepted(venue.Report),
            (_, { } terms, _) => new OrderInput.AmendFailed(terms, error),
            (_, _, null) => new OrderInput.CancelAccepted(venue.Report),
            _ => new OrderInput.CancelFailed(error),
        };
        var letter = new Letter($"reply to {request.Name} {error?.Failure} {venue}", input, IsAnswer: true);
        return this with { ToUs = ToUs.Add(letter) };
    }

    /// <summary>An execution, which the stream tells of and a request for fills may find.</summary>
    private IEnumerable<OrderLife> Trading()
    {
        if (Fills < Script.Fills.Length && Venue.Left > 0)
        {
            var lots = Math.Min(Script.Fills[Fills], Venue.Left);
            var fill = Fill(Fills + 1, lots);
            var next = Venue.Filled(lots);
            var update = new OrderUpdate(next.Report, ExecutionType.Trade, fill, default);
            yield return this with
            {
                Venue = next,
                Past = Past.Add(next),
                Fills = Fills + 1,
                ToUs = ToUs
                    .Add(new Letter($"trade {Fills} {next}", new OrderInput.StreamUpdate(update)))
                    .Add(new Letter($"found {Fills} {lots}", new OrderInput.FillFound(fill))),
            };
        }
    }

    private IEnumerable<OrderLife> Delivering()
    {
        foreach (var letter in ToUs)
        {
            var read = Hear(letter.Input, letter.Name) with
            {
                Unanswered = Unanswered.RemoveAll(request =>
                    letter.Name.StartsWith($"reply to {request.Name} ", StringComparison.Ordinal)),
            };
            yield return read with { ToUs = ToUs.Remove(letter) };
            if (Copies < Script.Copies)
            {
                yield return read with { Copies = Copies + 1 };
            }
        }
    }

    private IEnumerable<OrderLife> Waiting() =>
        from request in Unanswered
        select Hear(TimeoutOf(request), $"no reply to {request.Name}") with { Unanswered = Unanswered.Remove(request) };

    private IEnumerable<OrderLife> Asking()
    {
        if (Queries < Script.Queries && Order.Phase == OrderPhase.Unknown)
        {
            foreach (var seen in Past.Distinct()) // within an era replicas lag behind
            {
                var letter = new Letter($"answer {seen}", AnswerOf(seen), IsAnswer: true);
                yield return this with { Queries = Queries + 1, ToUs = ToUs.Add(letter) };
            }
        }
    }

    /// <summary>No request and no answer is under way for longer than the settle time.</summary>
    private IEnumerable<OrderLife> Passing()
    {
        if (Era < Script.Eras)
        {
            var late = Unanswered.Aggregate(this, (life, request) => life.Hear(TimeoutOf(request), "no reply"));
            yield return late with
            {
                Era = Era + 1,
                Past = [Venue],
                ToVenue = [],
                Unanswered = [],
                ToUs = ToUs.RemoveAll(letter => letter.IsAnswer),
            };
        }
    }

    private OrderLife Hear(OrderInput input, string name) => this with
    {
        Order = OrderMachine.Next(Order, input, Now, Limits).State,
        Told = Told.Push(name),
    };
}
