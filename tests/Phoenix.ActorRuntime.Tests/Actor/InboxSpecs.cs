using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Actor;

/// <summary>Receiving without being an actor.</summary>
public sealed class InboxSpecs() : TestKit("akka.actor.inbox.inbox-size = 3")
{
    [Fact]
    public void Messages_are_received_in_order_and_by_what_they_are()
    {
        using var inbox = Inbox.Create(Sys);
        inbox.Receiver.Tell("a");
        inbox.Receiver.Tell(1);
        inbox.Receiver.Tell("b");
        inbox.ReceiveWhere(message => message is int).ShouldBe(1);
        inbox.Receive().ShouldBe("a");
        inbox.Receive().ShouldBe("b");
    }

    [Fact]
    public async Task One_that_waits_is_served_by_what_it_waits_for()
    {
        using var inbox = Inbox.Create(Sys);
        var any = inbox.ReceiveAsync();
        inbox.Receiver.Tell("later");
        (await any).ShouldBe("later");
    }

    [Fact]
    public void An_answer_comes_to_the_inbox_that_asked()
    {
        using var inbox = Inbox.Create(Sys);
        var echo = Sys.ActorOf(Props.Create(() => new Echo()));
        inbox.Send(echo, "hello");
        inbox.Receive().ShouldBe("hello");
    }

    [Fact]
    public async Task Nothing_in_time_is_a_timeout()
    {
        using var inbox = Inbox.Create(Sys);
        Should.Throw<TimeoutException>(() => inbox.Receive(TimeSpan.FromMilliseconds(10)));
        await Should.ThrowAsync<TimeoutException>(inbox.ReceiveAsync(TimeSpan.FromMilliseconds(10)));
    }

    [Fact]
    public void It_is_told_of_the_end_of_whom_it_watches()
    {
        using var inbox = Inbox.Create(Sys);
        var watched = Sys.ActorOf(Props.Create(() => new Echo()));
        inbox.Watch(watched);
        watched.Tell(PoisonPill.Instance);
        inbox.Receive().ShouldBeOfType<Terminated>().ActorRef.ShouldBe(watched);
    }

    [Fact]
    public void What_is_too_much_is_dropped_with_one_warning()
    {
        using var inbox = Inbox.Create(Sys);
        EventFilter.Warning(start: "Dropping message").ExpectOne(() =>
        {
            for (var i = 0; i < 5; i++) inbox.Receiver.Tell(i);
        });
        for (var i = 0; i < 3; i++) inbox.Receive().ShouldBe(i);
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(message => Sender.Tell(message));
    }
}
