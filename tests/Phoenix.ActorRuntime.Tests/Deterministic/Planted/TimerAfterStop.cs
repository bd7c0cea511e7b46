using Akka.Actor;
using Phoenix.ActorRuntime.Deterministic;

namespace Phoenix.ActorRuntime.Tests.Deterministic.Planted;

/// <summary>A quoter renews its quotes every second until it is told to halt; the session ends on a full
/// second.</summary>
/// <remarks>The bug: halting cancels the scheduler's timer, but a tick of it may be in the mailbox already, and quotes
/// once more. The cure: the actor's own timers, whose canceled ticks are not delivered.</remarks>
internal static class TimerAfterStop
{
    internal static void Run(DeterministicRuntime runtime, bool isCured)
    {
        var market = new Market();
        var quoter = runtime.System.ActorOf(
            isCured ? Props.Create(() => new CuredQuoter(market)) : Props.Create(() => new Quoter(market)), "quoter");
        var desk = runtime.System.ActorOf(Props.Create(() => new Desk(quoter)), "desk");
        runtime.System.ActorOf(Props.Create(() => new Session(desk)), "session");

        runtime.RunFor(TimeSpan.FromSeconds(10));

        market.IsHalted.ShouldBeTrue();
        market.QuotesAfterHalt.ShouldBe(0, "a quote was placed after the halt");
    }

    private sealed record Renew;

    private sealed record Halt;

    private sealed class Market
    {
        internal bool IsHalted { get; set; }

        internal int QuotesAfterHalt { get; private set; }

        internal void Quote()
        {
            if (IsHalted) QuotesAfterHalt++;
        }
    }

    private sealed class Quoter : ReceiveActor
    {
        private readonly ICancelable _timer;

        public Quoter(Market market)
        {
            var second = TimeSpan.FromSeconds(1);
            _timer = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(second, second, Self, new Renew(), Self);
            Receive<Renew>(_ => market.Quote());
            Receive<Halt>(_ =>
            {
                _timer.Cancel();
                market.IsHalted = true;
            });
        }

        protected override void PostStop() => _timer.Cancel();
    }

    private sealed class CuredQuoter : ReceiveActor, IWithTimers
    {
        public CuredQuoter(Market market)
        {
            Receive<Renew>(_ => market.Quote());
            Receive<Halt>(_ =>
            {
                Timers.CancelAll();
                market.IsHalted = true;
            });
        }

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreStart() =>
            Timers.StartPeriodicTimer("renew", new Renew(), TimeSpan.FromSeconds(1));
    }

    private sealed class Desk : ReceiveActor
    {
        public Desk(IActorRef quoter) => Receive<Halt>(quoter.Tell);
    }

    private sealed class Session : ReceiveActor, IWithTimers
    {
        public Session(IActorRef desk) => Receive<Halt>(desk.Tell);

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreStart() =>
            Timers.StartSingleTimer("end", new Halt(), TimeSpan.FromSeconds(5));
    }
}
