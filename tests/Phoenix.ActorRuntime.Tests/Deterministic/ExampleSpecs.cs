using Akka.Actor;
using Phoenix.ActorRuntime.Deterministic;

namespace Phoenix.ActorRuntime.Tests.Deterministic;

/// <summary>The example of <c>docs/deterministic-tests.md</c>; its regions are printed there.</summary>
public sealed class ExampleSpecs
{
    #region the test
    [Fact]
    public void No_payment_is_lost() => ScheduleExplorer.Explore(runtime =>
    {
        var till = runtime.System.ActorOf(Props.Create(() => new Till()), "till");
        var bank = runtime.System.ActorOf(Props.Create(() => new Bank()), "bank");
        runtime.System.ActorOf(Props.Create(() => new Cashier(till, bank)), "anna").Tell(new Pay(10));
        runtime.System.ActorOf(Props.Create(() => new Cashier(till, bank)), "bert").Tell(new Pay(20));

        runtime.RunFor(TimeSpan.FromSeconds(1));

        var sum = till.Ask<Sum>(new GetSum());
        runtime.RunUntilIdle();
        sum.Result.ShouldBe(new Sum(30));
    });
    #endregion

    [Fact]
    public void The_broken_till_is_found_out()
    {
        var failure = ScheduleExplorer.Find(runtime =>
        {
            var till = runtime.System.ActorOf(Props.Create(() => new Till()), "till");
            runtime.System.ActorOf(Props.Create(() => new HastyCashier(till)), "anna").Tell(new Pay(10));
            runtime.System.ActorOf(Props.Create(() => new HastyCashier(till)), "bert").Tell(new Pay(20));

            runtime.RunFor(TimeSpan.FromSeconds(1));

            var sum = till.Ask<Sum>(new GetSum());
            runtime.RunUntilIdle();
            sum.Result.ShouldBe(new Sum(30));
        });

        failure.ShouldNotBeNull().ReplayCommand.ShouldEndWith(nameof(The_broken_till_is_found_out));
    }

    #region the check
    [Fact]
    public void The_shop_is_repeatable() => DeterminismCheck.Verify(seed: 7, runtime =>
    {
        var till = runtime.System.ActorOf(Props.Create(() => new Till()), "till");
        var bank = runtime.System.ActorOf(Props.Create(() => new Bank()), "bank");
        runtime.System.ActorOf(Props.Create(() => new Cashier(till, bank)), "anna").Tell(new Pay(10));
        runtime.RunFor(TimeSpan.FromSeconds(1));
    });
    #endregion

    #region the invariant
    [Fact]
    public void The_till_never_holds_less_than_before() => ScheduleExplorer.Explore(runtime =>
    {
        var till = new Till.Drawer();
        var tillRef = runtime.System.ActorOf(Props.Create(() => new Till(till)), "till");
        var bank = runtime.System.ActorOf(Props.Create(() => new Bank()), "bank");
        var before = 0;
        runtime.AfterEvent += () =>
        {
            till.Sum.ShouldBeGreaterThanOrEqualTo(before);
            before = till.Sum;
        };
        foreach (var name in new[] { "anna", "bert", "carl" })
        {
            runtime.System.ActorOf(Props.Create(() => new Cashier(tillRef, bank)), name).Tell(new Pay(5));
        }

        runtime.RunFor(TimeSpan.FromSeconds(1));
    });
    #endregion

    #region the actors
    private sealed record Pay(int Amount);

    private sealed record Approve(int Amount);

    private sealed record Approved(int Amount);

    private sealed record Add(int Amount);

    private sealed record GetSum;

    private sealed record Sum(int Value);

    /// <summary>Takes a payment to the bank, and puts what the bank approves into the till.</summary>
    private sealed class Cashier : ReceiveActor
    {
        public Cashier(IActorRef till, IActorRef bank)
        {
            Receive<Pay>(pay => bank.Tell(new Approve(pay.Amount)));
            Receive<Approved>(approved => till.Tell(new Add(approved.Amount)));
        }
    }

    private sealed class Bank : ReceiveActor
    {
        public Bank() => Receive<Approve>(approve => Sender.Tell(new Approved(approve.Amount)));
    }

    private sealed class Till : ReceiveActor
    {
        public Till()
            : this(new Drawer())
        {
        }

        public Till(Drawer drawer)
        {
            Receive<Add>(add => drawer.Sum += add.Amount);
            Receive<GetSum>(_ => Sender.Tell(new Sum(drawer.Sum)));
            Receive<Sum>(sum => drawer.Sum = sum.Value);
        }

        /// <summary>The till's state where a test can see it.</summary>
        internal sealed class Drawer
        {
            internal int Sum { get; set; }
        }
    }
    #endregion

    #region the bug
    /// <summary>Reads the till, adds, and writes back: what somebody else puts in meanwhile is lost.</summary>
    private sealed class HastyCashier : ReceiveActor
    {
        public HastyCashier(IActorRef till)
        {
            var amount = 0;
            Receive<Pay>(pay =>
            {
                amount = pay.Amount;
                till.Tell(new GetSum());
            });
            Receive<Sum>(sum => Sender.Tell(new Sum(sum.Value + amount)));
        }
    }
    #endregion
}
