using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Actor;

/// <summary>Who is told of whose end, and how.</summary>
public sealed class DeathWatchSpecs : TestKit
{
    [Fact]
    public void A_watcher_is_told_once()
    {
        var subject = Sys.ActorOf(Props.Create(() => new Subject()));
        var watcher = Sys.ActorOf(Props.Create(() => new Watcher(subject, TestActor, null)));
        watcher.Tell("sync");
        ExpectMsg("synced");

        Sys.Stop(subject);

        ExpectMsg($"end of {subject.Path.Name}");
        ExpectNoMsg(50);
    }

    [Fact]
    public void A_custom_message_replaces_the_notice()
    {
        var subject = Sys.ActorOf(Props.Create(() => new Subject()));
        Sys.ActorOf(Props.Create(() => new Watcher(subject, TestActor, "it is gone")));

        Sys.Stop(subject);

        ExpectMsg("it is gone");
    }

    [Fact]
    public void Watching_the_dead_is_answered()
    {
        var subject = Sys.ActorOf(Props.Create(() => new Subject()));
        Watch(subject);
        Sys.Stop(subject);
        ExpectTerminated(subject);

        Sys.ActorOf(Props.Create(() => new Watcher(subject, TestActor, null)));

        ExpectMsg($"end of {subject.Path.Name}");
    }

    [Fact]
    public void Who_unwatches_is_not_told()
    {
        var subject = Sys.ActorOf(Props.Create(() => new Subject()));
        var watcher = Sys.ActorOf(Props.Create(() => new Watcher(subject, TestActor, null)));
        watcher.Tell("unwatch");
        watcher.Tell("sync");
        ExpectMsg("synced");

        Sys.Stop(subject);

        ExpectNoMsg(100);
    }

    [Fact]
    public void An_unhandled_notice_kills_the_watcher()
    {
        var subject = Sys.ActorOf(Props.Create(() => new Subject()));
        var careless = Sys.ActorOf(Props.Create(() => new Careless(subject)));
        Watch(careless);

        EventFilter.Exception<DeathPactException>().ExpectOne(() => Sys.Stop(subject));

        ExpectTerminated(careless);
    }

    private sealed class Subject : ReceiveActor
    {
        public Subject() => ReceiveAny(_ => { });
    }

    private sealed class Watcher : ReceiveActor
    {
        public Watcher(IActorRef subject, IActorRef to, string? message)
        {
            if (message is null) Context.Watch(subject);
            else Context.WatchWith(subject, message);
            Receive<string>(s => s == "unwatch", _ => Context.Unwatch(subject));
            Receive<string>(s => s == "sync", _ => to.Tell("synced"));
            Receive<Terminated>(t => to.Tell($"end of {t.ActorRef.Path.Name}"));
            ReceiveAny(m => to.Tell(m));
        }
    }

    private sealed class Careless : ReceiveActor
    {
        public Careless(IActorRef subject)
        {
            Context.Watch(subject);
            Receive<string>(_ => { });
        }
    }
}
