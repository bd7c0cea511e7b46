using System.Diagnostics;
using Akka.Actor;

namespace Phoenix.Benchmarks.Actors;

/// <summary>A million actors start, answer and stop, within the memory of one machine.</summary>
internal static class MillionActors
{
    private const double LimitGib = 24;

    internal static async Task<int> RunAsync(int count)
    {
        var system = ActorContestant.NewSystem();
        using var answered = new CountdownEvent(count);
        using var stopped = new CountdownEvent(count);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var props = Props.Create(() => new One(answered, stopped));
        var actors = new IActorRef[count];
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++) actors[i] = system.ActorOf(props);
        Say("start", began, count);

        began = Stopwatch.GetTimestamp();
        foreach (var actor in actors) actor.Tell(Message.Instance, ActorRefs.NoSender);
        answered.Wait();
        Say("answer", began, count);
        var kept = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)count;
        Console.WriteLine(FormattableString.Invariant($"kept      {kept,10:N0} B per actor"));

        began = Stopwatch.GetTimestamp();
        foreach (var actor in actors) system.Stop(actor);
        stopped.Wait();
        Say("stop", began, count);
        await system.Terminate();

        using var process = Process.GetCurrentProcess();
        var peakGib = process.PeakWorkingSet64 / (1024.0 * 1024 * 1024);
        Console.WriteLine(FormattableString.Invariant($"peak      {peakGib,10:N2} GiB of {LimitGib} allowed"));
        return peakGib <= LimitGib ? 0 : 1;
    }

    private static void Say(string what, long began, int count)
    {
        var elapsed = Stopwatch.GetElapsedTime(began);
        Console.WriteLine(FormattableString.Invariant(
            $"{what,-10}{elapsed.TotalSeconds,10:N2} s {count / elapsed.TotalSeconds,14:N0} actors/s"));
    }

    private sealed class One : ReceiveActor
    {
        private readonly CountdownEvent _stopped;

        public One(CountdownEvent answered, CountdownEvent stopped)
        {
            _stopped = stopped;
            Receive<Message>(_ => answered.Signal());
        }

        protected override void PostStop() => _stopped.Signal();
    }
}
