using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Actor;

/// <summary>Addresses, paths, and references that are no actors.</summary>
public sealed class AddressSpecs : TestKit
{
    [Theory]
    [InlineData("akka://sys@HOST:1/a/b", "akka://sys@host:1", "/a/b")]
    [InlineData("AKKA.tcp://Sys/a", "akka.tcp://Sys", "/a")]
    [InlineData("akka://sys@host:1", "akka://sys@host:1", "/")]
    public void An_address_is_read_from_the_beginning_of_a_path(string path, string address, string rest)
    {
        Address.TryParse(path, out var read, out var uri).ShouldBeTrue();
        read!.ToString().ShouldBe(address);
        uri.ShouldBe(rest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("://x")]
    [InlineData("akka://sys@host/a")]
    [InlineData("akka:/")]
    [InlineData("other://sys@:1")]
    public void What_is_no_address_is_refused(string text)
    {
        Address.TryParse(text, out _).ShouldBeFalse();
        ActorPath.TryParse(text, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("%32", true)]
    [InlineData("a%3a%2F", true)]
    [InlineData("50%", false)]
    [InlineData("%3", false)]
    [InlineData("%gg", false)]
    [InlineData("$a", false)]
    public void A_name_may_hold_other_characters_in_url_encoding(string name, bool valid) =>
        ActorPath.IsValidPathElement(name).ShouldBe(valid);

    [Fact]
    public void A_path_takes_an_address_unless_its_own_says_where()
    {
        var somewhere = new Address("akka", "sys", "here", 1);
        var local = new RootActorPath(new Address("akka", "sys")) / "user" / "a";
        local.ToStringWithAddress(somewhere).ShouldBe("akka://sys@here:1/user/a");
        var remote = new RootActorPath(new Address("akka", "sys", "there", 2)) / "user";
        remote.ToStringWithAddress(somewhere).ShouldBe("akka://sys@there:2/user");
        somewhere.WithPort(7).WithSystem("other").ToString().ShouldBe("akka://other@here:7");
    }

    [Fact]
    public void A_path_goes_on_from_another()
    {
        ActorPath.TryParse("akka://sys@host:1/", out var root).ShouldBeTrue();
        ActorPath.TryParse(root!, "/a/b", out var path).ShouldBeTrue();
        path!.ToString().ShouldBe("akka://sys@host:1/a/b");
        RelativeActorPath.Unapply("a/b#12")!.ShouldBe(["a", "b#12"]);
        (RelativeActorPath.Unapply("akka://sys/a") ?? []).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_reference_that_ignores_can_be_told_and_watched()
    {
        Sys.IgnoreRef.Tell("anything");
        Watch(Sys.IgnoreRef);
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(20));
        Sys.IgnoreRef.ShouldBeSameAs(Sys.IgnoreRef);
    }

    [Fact]
    public async Task The_end_of_an_actor_can_be_awaited()
    {
        var actor = Sys.ActorOf(Props.Empty);
        var end = actor.WatchAsync();
        Sys.Stop(actor);
        (await end).ShouldBeTrue();
        (await actor.WatchAsync()).ShouldBeTrue();

        using var canceled = new CancellationTokenSource();
        var other = Sys.ActorOf(Props.Empty).WatchAsync(canceled.Token);
        await canceled.CancelAsync();
        (await other).ShouldBeFalse();
    }

    [Fact]
    public async Task A_selection_of_everything_below_finds_all_descendants()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent()), "parent");
        await parent.Ask<string>("make");
        Sys.ActorSelection("/user/parent/**").Tell(new Identify(1), TestActor);
        (await ExpectMsgAsync<ActorIdentity>()).Subject.Path.Name.ShouldBe("child");
        Should.Throw<IllegalActorNameException>(() => Sys.ActorSelection("/user/**/child"));
    }

    [Fact]
    public async Task An_actor_that_does_not_stop_in_time_has_not_stopped_gracefully()
    {
        (await Sys.ActorOf(Props.Empty).GracefulStop(TimeSpan.FromMilliseconds(10), "not a stop")).ShouldBeFalse();
        (await Sys.ActorOf(Props.Empty).GracefulStop(TimeSpan.FromSeconds(3))).ShouldBeTrue();
    }

    [Fact]
    public async Task A_selection_is_told_by_who_runs()
    {
        Sys.ActorSelection(TestActor.Path).Tell("hello");
        await ExpectMsgAsync("hello");
        LastSender.ShouldBe(TestActor);
    }

    private sealed class Parent : ReceiveActor
    {
        public Parent() => ReceiveAny(_ =>
        {
            Context.ActorOf(Props.Empty, "child");
            Sender.Tell("made");
        });
    }
}
