using Akka.Actor;
using Phoenix.ActorRuntime.Deterministic;

namespace Phoenix.ActorRuntime.Tests.Deterministic.Planted;

/// <summary>A gateway numbers its orders. When it starts, and after every restart, it asks the journal for the last
/// number in use and goes on from there.</summary>
/// <remarks>The bug: if it fails between question and answer, the new incarnation gets two answers, takes the first for
/// its own, sends an order, and is set back by the second: two orders with one number. The cure: an answer belongs to
/// the incarnation that asked.</remarks>
internal static class RestartRace
{
    private const int Orders = 3;

    internal static void Run(DeterministicRuntime runtime, bool isCured)
    {
        var used = new List<int>();
        var incarnations = new Counter();
        var system = runtime.System;
        var journal = system.ActorOf(Props.Create(() => new Journal()), "journal");
        var gateway = system.ActorOf(
            Props.Create(() => new Gateway(journal, used, incarnations, isCured)), "gateway");
        system.ActorOf(Props.Create(() => new Trader(gateway)), "trader");
        system.ActorOf(Props.Create(() => new Line(gateway, journal)), "line");

        runtime.RunFor(TimeSpan.FromSeconds(1));

        used.Count.ShouldBe(Orders, "not every order was sent");
        used.ShouldBeUnique("two orders have the same number");
    }

    private sealed record GetLast(int Incarnation);

    private sealed record Last(int Number, int Incarnation);

    private sealed record Used(int Number);

    private sealed record PlaceOrder;

    private sealed record OrderPlaced;

    private sealed record CheckLine;

    private sealed record LineLost;

    private sealed class Counter
    {
        private int _count;

        internal int Next() => ++_count;
    }

    private sealed class Journal : ReceiveActor
    {
        private int _last;

        public Journal()
        {
            Receive<GetLast>(question => Sender.Tell(new Last(_last, question.Incarnation)));
            Receive<Used>(used => _last = used.Number);
            Receive<CheckLine>(check => Sender.Tell(check));
        }
    }

    private sealed class Gateway : ReceiveActor, IWithStash
    {
        private readonly IActorRef _journal;
        private readonly List<int> _used;
        private readonly bool _isCured;
        private readonly int _incarnation;
        private int _number;

        public Gateway(IActorRef journal, List<int> used, Counter incarnations, bool isCured)
        {
            (_journal, _used, _isCured, _incarnation) = (journal, used, isCured, incarnations.Next());
            Receive<PlaceOrder>(_ => Stash.Stash());
            Receive<Last>(GoOnFrom);
            Receive<LineLost>(_ => throw new InvalidOperationException("the line is lost"));
        }

        public IStash Stash { get; set; } = null!;

        protected override void PreStart() => _journal.Tell(new GetLast(_incarnation));

        private void Ready()
        {
            Receive<PlaceOrder>(_ => Place());
            Receive<Last>(GoOnFrom);
            Receive<LineLost>(_ => throw new InvalidOperationException("the line is lost"));
        }

        private void GoOnFrom(Last last)
        {
            if (_isCured && last.Incarnation != _incarnation) return;
            _number = last.Number;
            Become(Ready);
            Stash.UnstashAll();
        }

        private void Place()
        {
            _used.Add(++_number);
            _journal.Tell(new Used(_number));
            Sender.Tell(new OrderPlaced());
        }
    }

    private sealed class Trader : ReceiveActor
    {
        private readonly IActorRef _gateway;

        public Trader(IActorRef gateway)
        {
            var left = Orders - 1;
            _gateway = gateway;
            Receive<OrderPlaced>(_ =>
            {
                if (left-- > 0) gateway.Tell(new PlaceOrder());
            });
        }

        protected override void PreStart() => _gateway.Tell(new PlaceOrder());
    }

    /// <summary>Finds out by a question that the line is lost, and says so.</summary>
    private sealed class Line : ReceiveActor
    {
        private readonly IActorRef _journal;

        public Line(IActorRef gateway, IActorRef journal)
        {
            _journal = journal;
            Receive<CheckLine>(_ => gateway.Tell(new LineLost()));
        }

        protected override void PreStart() => _journal.Tell(new CheckLine());
    }
}
