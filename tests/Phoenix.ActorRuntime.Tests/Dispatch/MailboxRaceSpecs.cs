using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Dispatch;

/// <summary>Tellers and an end that meet: every message is handled or reported lost, none both and none
/// neither.</summary>
public sealed class MailboxRaceSpecs() : TestKit(ConfigurationFactory.ParseString(
    """
    akka { loglevel = OFF, log-dead-letters = off }
    busy { type = Dispatcher, throughput = 1 }
    teller { type = Dispatcher, phoenix { run-on = teller, max-depth = 4 } }
    few {
      mailbox-type = "Akka.Dispatch.BoundedMailbox, Akka"
      mailbox-capacity = 3
      mailbox-push-timeout-time = 0s
    }
    """))
{
    private const int Tellers = 3;
    private const int MessagesEach = 2_000;
    private const int Rounds = 10;

    [Theory]
    [InlineData("akka.actor.default-dispatcher", "akka.actor.default-mailbox")]
    [InlineData("busy", "akka.actor.default-mailbox")]
    [InlineData("teller", "akka.actor.default-mailbox")]
    [InlineData("busy", "few")]
    [InlineData("teller", "few")]
    public void What_is_told_to_an_actor_that_stops_is_handled_or_a_dead_letter(string dispatcher, string mailbox)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var counts = new Counts();
            var losses = Sys.ActorOf(Props.Create(() => new Losses(counts)));
            Sys.EventStream.Subscribe(losses, typeof(DeadLetter));
            var stopAfter = round * Tellers * MessagesEach / Rounds;
            var props = Props.Create(() => new Stopping(counts, stopAfter));
            var actor = Sys.ActorOf(props.WithDispatcher(dispatcher).WithMailbox(mailbox));

            Parallel.For(0, Tellers, new ParallelOptions { MaxDegreeOfParallelism = Tellers }, _ =>
            {
                for (var i = 0; i < MessagesEach; i++) actor.Tell(Numbered.Instance, ActorRefs.NoSender);
            });

            AwaitAssert(
                () => (counts.Handled + Volatile.Read(ref counts.Lost)).ShouldBe(Tellers * MessagesEach),
                TimeSpan.FromSeconds(30));
            Sys.Stop(losses);
        }
    }

    private sealed class Numbered
    {
        internal static readonly Numbered Instance = new();
    }

    private sealed class Counts
    {
        internal int Handled;
        internal int Lost;
    }

    private sealed class Stopping : ReceiveActor
    {
        public Stopping(Counts counts, int stopAfter) => Receive<Numbered>(_ =>
        {
            if (counts.Handled++ == stopAfter) Context.Stop(Self);
        });
    }

    private sealed class Losses : ReceiveActor
    {
        public Losses(Counts counts) => Receive<DeadLetter>(letter =>
        {
            if (letter.Message is Numbered) Interlocked.Increment(ref counts.Lost);
        });
    }
}
