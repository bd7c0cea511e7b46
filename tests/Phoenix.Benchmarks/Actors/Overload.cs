using System.Diagnostics;
using Akka.Actor;
using Akka.Event;

namespace Phoenix.Benchmarks.Actors;

/// <summary>Ten times more messages than an actor can handle: a bounded mailbox stays within its bound and says what it
/// dropped; the default one grows.</summary>
internal static class Overload
{
    private const int Capacity = 1000;
    private const int Factor = 10;

    private static readonly TimeSpan WorkPerMessage = TimeSpan.FromMicroseconds(20);

    internal static async Task<int> RunAsync(int messages)
    {
        var unbounded = await PressAsync("default mailbox", null, messages);
        var bounded = await PressAsync("bounded mailbox", "bounded", messages);

        // What the mailbox holds, and the one message in hand.
        var ok = bounded.Left <= Capacity + 1 && bounded.Dropped > 0 && unbounded.Dropped == 0;
        Console.WriteLine(ok ? "bounded as configured" : $"NOT BOUNDED: {Capacity} were allowed");
        return ok ? 0 : 1;
    }

    private static async Task<(long Left, long Dropped)> PressAsync(string name, string? mailbox, int messages)
    {
        var system = ActorContestant.NewSystem();
        var counts = new Counts();
        var losses = system.ActorOf(Props.Create(() => new Losses(counts)));
        system.EventStream.Subscribe(losses, typeof(DeadLetter));
        var props = Props.Create(() => new Busy(counts));
        var actor = system.ActorOf(mailbox is null ? props : props.WithMailbox(mailbox));

        var pause = WorkPerMessage / Factor;
        var began = Stopwatch.GetTimestamp();
        for (var i = 1; i <= messages; i++)
        {
            actor.Tell(Message.Instance, ActorRefs.NoSender);
            while (Stopwatch.GetElapsedTime(began) < pause * i) Thread.SpinWait(1);
        }

        var handledWhenOver = Volatile.Read(ref counts.Handled);
        while (Volatile.Read(ref counts.Handled) + Volatile.Read(ref counts.Dropped) < messages) await Task.Yield();
        var left = counts.Handled - handledWhenOver;
        await system.Terminate();
        Console.WriteLine(FormattableString.Invariant(
            $"{name,-18}{messages,10:N0} told{counts.Handled,10:N0} handled{counts.Dropped,10:N0} dropped") +
            FormattableString.Invariant($"{left,10:N0} left when the last was told"));
        return (left, counts.Dropped);
    }

    private sealed class Counts
    {
        internal long Handled;
        internal long Dropped;
    }

    private sealed class Busy : ReceiveActor
    {
        public Busy(Counts counts) => Receive<Message>(_ =>
        {
            var began = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(began) < WorkPerMessage) Thread.SpinWait(1);
            Interlocked.Increment(ref counts.Handled);
        });
    }

    private sealed class Losses : ReceiveActor
    {
        public Losses(Counts counts) => Receive<DeadLetter>(_ => Interlocked.Increment(ref counts.Dropped));
    }
}
