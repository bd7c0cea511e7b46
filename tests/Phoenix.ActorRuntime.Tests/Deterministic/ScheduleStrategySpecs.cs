using Akka.Actor;
using Phoenix.ActorRuntime.Deterministic;

namespace Phoenix.ActorRuntime.Tests.Deterministic;

/// <summary>What is drawn from the seed, what never is, and that all of it comes again with the seed.</summary>
public sealed class ScheduleStrategySpecs
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<ScheduleStrategy> Strategies => [.. Enum.GetValues<ScheduleStrategy>()];

    [Fact]
    public void A_thousand_runs_of_one_seed_give_one_digest()
    {
        var options = DeterministicOptions.Shaken with { LongestPause = TimeSpan.FromMilliseconds(50) };

        Enumerable.Range(0, 1_000).Select(_ => Crowd(77, options).Digest).Distinct().Count().ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Every_strategy_is_repeatable_and_keeps_the_order_of_each_pair(ScheduleStrategy strategy)
    {
        var options = new DeterministicOptions { Schedule = strategy };
        for (var seed = 1UL; seed <= 50; seed++)
        {
            var (digest, received) = Crowd(seed, options);

            Crowd(seed, options).Digest.ShouldBe(digest);
            foreach (var pair in received.GroupBy(entry => (entry.Receiver, entry.Sender)))
            {
                pair.Select(entry => entry.Number).ShouldBe(Enumerable.Range(0, 10));
            }
        }
    }

    [Fact]
    public void Strategies_take_different_orders()
    {
        var digests = Enum.GetValues<ScheduleStrategy>()
            .Except([ScheduleStrategy.Shaken])
            .Select(strategy => Crowd(5, new DeterministicOptions { Schedule = strategy }).Digest);

        digests.ShouldBeUnique();
    }

    [Fact]
    public void Timers_due_together_fire_in_a_drawn_order()
    {
        var orders = Enumerable.Range(1, 50).Select(seed => TiedWorks((ulong)seed, drawsTies: true)).ToList();

        orders.Distinct(StringComparer.Ordinal).Count().ShouldBe(6, "all orders of three works");
    }

    [Fact]
    public void Timers_due_together_can_be_kept_in_the_order_of_scheduling() =>
        Enumerable.Range(1, 50)
            .Select(seed => TiedWorks((ulong)seed, drawsTies: false))
            .Distinct(StringComparer.Ordinal)
            .ShouldBe(["abc"]);

    [Fact]
    public void A_timer_that_is_due_may_come_before_a_message_that_waits()
    {
        var firsts = Enumerable.Range(1, 50).Select(seed => TimerAgainstMessage((ulong)seed, drawsTies: true));

        firsts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ShouldBe(["message", "timer"]);
        TimerAgainstMessage(1, drawsTies: false).ShouldBe("message");
    }

    [Fact]
    public void Which_of_the_pending_continuations_is_next_is_drawn()
    {
        var orders = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 1UL; seed <= 50; seed++)
        {
            using var runtime = DeterministicRuntime.Create("continuations", seed, Start);
            var (work, order) = (new TaskCompletionSource(), "");
            runtime.Schedule(TimeSpan.Zero, () =>
            {
                foreach (var name in "abc") _ = After(work.Task, () => order += name);
            });
            runtime.Schedule(TimeSpan.FromSeconds(1), work.SetResult);
            runtime.RunFor(TimeSpan.FromSeconds(1));
            orders.Add(order);
        }

        orders.Count.ShouldBe(6, "all orders of three continuations");
    }

    [Fact]
    public void A_pause_lets_the_clock_go_on_while_messages_wait()
    {
        var pause = TimeSpan.FromMilliseconds(100);
        var late = Enumerable.Range(1, 200).Select(seed => HandledAt((ulong)seed, pause)).ToList();

        late.ShouldContain(TimeSpan.Zero);
        late.ShouldContain(at => at > TimeSpan.Zero);
        late.ShouldAllBe(at => at <= 3 * pause, "a turn may be put off again, but not often");
        Enumerable.Range(1, 20).Select(seed => HandledAt((ulong)seed, TimeSpan.Zero))
            .ShouldAllBe(at => at == TimeSpan.Zero);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Nobody_waits_forever(ScheduleStrategy strategy)
    {
        for (var seed = 1UL; seed <= 10; seed++)
        {
            using var runtime = DeterministicRuntime.Create(
                "patience", seed, Start,
                new DeterministicOptions { Schedule = strategy, MostEvents = 200_000 });
            var waited = false;
            Action notice = () => waited = true;
            var other = runtime.System.ActorOf(Props.Create(() => new Doing(notice)));
            runtime.System.ActorOf(Props.Create(() => new Spinning(() => waited))).Tell("spin");
            other.Tell("go");

            runtime.RunUntilIdle();

            waited.ShouldBeTrue();
        }
    }

    private static (ulong Digest, List<(string Receiver, string Sender, int Number)> Received) Crowd(
        ulong seed, DeterministicOptions options)
    {
        using var runtime = DeterministicRuntime.Create("crowd", seed, Start, options);
        var received = new List<(string, string, int)>();
        var receivers = new[] { "x", "y" }
            .Select(name => runtime.System.ActorOf(Props.Create(() => new Noting(received)), name))
            .ToArray();
        foreach (var name in new[] { "a", "b", "c" })
        {
            runtime.System.ActorOf(Props.Create(() => new Counting(receivers)), name);
        }

        runtime.RunFor(TimeSpan.FromSeconds(1));
        return (runtime.TraceDigest, received);
    }

    private static string TiedWorks(ulong seed, bool drawsTies)
    {
        using var runtime = Create(seed, drawsTies);
        var order = "";
        foreach (var name in "abc") runtime.Schedule(TimeSpan.FromSeconds(1), () => order += name);
        runtime.RunFor(TimeSpan.FromSeconds(1));
        return order;
    }

    private static string TimerAgainstMessage(ulong seed, bool drawsTies)
    {
        using var runtime = Create(seed, drawsTies);
        var first = "";
        Action handled = () => Note("message");
        var actor = runtime.System.ActorOf(Props.Create(() => new Doing(handled)));
        runtime.RunUntilIdle();
        runtime.Schedule(TimeSpan.Zero, () => Note("timer"));
        actor.Tell("go");
        runtime.RunFor(TimeSpan.Zero);
        return first;

        void Note(string what)
        {
            if (first.Length == 0) first = what;
        }
    }

    private static TimeSpan HandledAt(ulong seed, TimeSpan pause)
    {
        using var runtime = DeterministicRuntime.Create(
            "pauses", seed, Start, new DeterministicOptions { LongestPause = pause });
        TimeSpan? at = null;
        Action note = () => at = runtime.Elapsed;
        runtime.System.ActorOf(Props.Create(() => new Doing(note))).Tell("go");
        runtime.RunFor(TimeSpan.FromSeconds(1));
        return at!.Value;
    }

    private static DeterministicRuntime Create(ulong seed, bool drawsTies) => DeterministicRuntime.Create(
        "ties", seed, Start, new DeterministicOptions { DrawsTies = drawsTies });

    private static async Task After(Task work, Action then)
    {
        await work;
        then();
    }

    private sealed class Doing : ReceiveActor
    {
        public Doing(Action action) => ReceiveAny(_ => action());
    }

    private sealed class Spinning : ReceiveActor
    {
        public Spinning(Func<bool> isOver) => ReceiveAny(message =>
        {
            if (!isOver()) Self.Tell(message);
        });
    }

    private sealed class Noting : ReceiveActor
    {
        public Noting(List<(string, string, int)> received) =>
            Receive<int>(number => received.Add((Self.Path.Name, Sender.Path.Name, number)));
    }

    private sealed class Counting(IActorRef[] receivers) : ReceiveActor
    {
        protected override void PreStart()
        {
            for (var number = 0; number < 10; number++)
            {
                foreach (var receiver in receivers) receiver.Tell(number);
            }
        }
    }
}
