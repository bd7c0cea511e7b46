using System.Diagnostics;
using Akka.Actor;

namespace Phoenix.Benchmarks.Actors;

/// <summary>What an actor costs besides its messages: to make, to keep, to restart.</summary>
internal static class Lifecycle
{
    internal const string Idle = "idle actor";

    /// <summary>Makes actors, hears from each once and keeps them. A regression in memory here is one of every
    /// symbol's and every order's actor.</summary>
    internal static async Task<Measurement[]> CreateAsync(string contestant, int count)
    {
        var system = ActorContestant.NewSystem();
        using var all = new CountdownEvent(count);
        var props = Props.Create(() => new Small(all));
        var actors = new IActorRef[count];
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            actors[i] = system.ActorOf(props);
            actors[i].Tell(Message.Instance, ActorRefs.NoSender);
        }

        all.Wait();
        var elapsed = Stopwatch.GetElapsedTime(began);
        memory = GC.GetTotalMemory(forceFullCollection: true) - memory;
        GC.KeepAlive(actors);
        began = Stopwatch.GetTimestamp();
        await system.Terminate();
        var ending = Stopwatch.GetElapsedTime(began);
        return
        [
            new Measurement("create and answer", contestant, "time ns", elapsed.TotalNanoseconds / count),
            new Measurement("stop", contestant, "time ns", ending.TotalNanoseconds / count),
            new Measurement(Idle, contestant, "kept B", (double)memory / count),
        ];
    }

    /// <summary>Fails an actor over and over: from the throw to the first message of the new instance.</summary>
    internal static async Task<Measurement[]> RestartAsync(string contestant, int times)
    {
        var system = ActorContestant.NewSystem();
        using var answered = new SemaphoreSlim(0);
        var actor = system.ActorOf(Props.Create(() => new Failing(answered)));
        var took = new long[times];
        for (var i = 0; i < times; i++)
        {
            var began = Stopwatch.GetTimestamp();
            actor.Tell(Fail.Instance, ActorRefs.NoSender);
            actor.Tell(Message.Instance, ActorRefs.NoSender);
            await answered.WaitAsync();
            took[i] = Stopwatch.GetTimestamp() - began;
        }

        await system.Terminate();
        Array.Sort(took);
        return [new Measurement("restart", contestant, "p50 us", took[times / 2] * 1e6 / Stopwatch.Frequency)];
    }

    private sealed class Fail
    {
        internal static readonly Fail Instance = new();
    }

    private sealed class Small : ReceiveActor
    {
        public Small(CountdownEvent all) => Receive<Message>(_ => all.Signal());
    }

    private sealed class Failing : ReceiveActor
    {
        public Failing(SemaphoreSlim answered)
        {
            Receive<Fail>(_ => throw new InvalidOperationException("as asked"));
            Receive<Message>(_ => answered.Release());
        }
    }
}
