using Akka.Actor;
using Phoenix.ActorRuntime.Deterministic;

namespace Phoenix.ActorRuntime.Tests.Deterministic.Planted;

/// <summary>A foreman hands jobs to a worker, watches it while it works, and hands what is open to a new worker if it
/// dies.</summary>
/// <remarks>The bug: every finished job ends the watch, also if another job was handed out in between; if the worker
/// dies of that one, nobody hears of it. The cure: the watch ends with the last open job.</remarks>
internal static class MissedDeathWatch
{
    private const int Hands = 12;

    internal static void Run(DeterministicRuntime runtime, bool isCured)
    {
        var finished = new SortedSet<int>();
        var foreman = runtime.System.ActorOf(Props.Create(() => new Foreman(finished, isCured)), "foreman");
        var next = foreman;
        for (var hand = 1; hand <= Hands; hand++)
        {
            var receiver = next;
            next = runtime.System.ActorOf(Props.Create(() => new Passing(receiver)), $"hand-{hand}");
        }

        foreman.Tell(new Job(1, IsDeadly: false));
        next.Tell(new Job(2, IsDeadly: true));

        runtime.RunUntilIdle();

        finished.ShouldBe([1, 2], "a job was lost with its worker");
    }

    private sealed record Job(int Number, bool IsDeadly);

    private sealed record Finished(int Number);

    private sealed class Passing : ReceiveActor
    {
        public Passing(IActorRef next) => Receive<Job>(next.Tell);
    }

    private sealed class Foreman : ReceiveActor
    {
        private readonly SortedDictionary<int, Job> _open = [];
        private IActorRef _worker = Hire();

        public Foreman(SortedSet<int> done, bool isCured)
        {
            Receive<Job>(HandOut);
            Receive<Finished>(finished =>
            {
                _open.Remove(finished.Number);
                done.Add(finished.Number);
                if (!isCured || _open.Count == 0) Context.Unwatch(_worker);
            });
            Receive<Terminated>(_ =>
            {
                _worker = Hire();
                foreach (var job in _open.Values.ToList()) HandOut(job with { IsDeadly = false });
            });
        }

        private static IActorRef Hire() => Context.ActorOf(Props.Create(() => new Worker()));

        private void HandOut(Job job)
        {
            _open[job.Number] = job;
            Context.Watch(_worker);
            _worker.Tell(job);
        }
    }

    private sealed class Worker : ReceiveActor
    {
        public Worker() => Receive<Job>(job =>
        {
            if (job.IsDeadly) Context.Stop(Self);
            else Sender.Tell(new Finished(job.Number));
        });
    }
}
