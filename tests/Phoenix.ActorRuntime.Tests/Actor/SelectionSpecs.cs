using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Actor;

/// <summary>Where a selection leads, and what is told when it leads nowhere.</summary>
public sealed class SelectionSpecs : TestKit
{
    private readonly IActorRef _parent;
    private readonly IActorRef _first;
    private readonly IActorRef _second;

    public SelectionSpecs()
    {
        _parent = Sys.ActorOf(Props.Create(() => new Parent()), "parent");
        _first = ChildOf(_parent, "first");
        _second = ChildOf(_parent, "second");
    }

    [Fact]
    public void A_missing_target_is_named_in_the_dead_letter()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));

        Sys.ActorSelection("/user/missing").Tell("lost", TestActor);

        var letter = ExpectMsg<DeadLetter>();
        letter.Message.ShouldBe("lost");
        letter.Recipient.Path.ToStringWithoutAddress().ShouldBe("/user/missing");
    }

    [Fact]
    public void A_pattern_without_a_match_is_identified_as_nobody() =>
        Identify("/user/parent/first/*").Subject.ShouldBeNull();

    [Fact]
    public void Branches_of_a_pattern_that_end_at_nothing_are_silent()
    {
        Sys.ActorSelection("/user/parent/*/missing").Tell(new Identify("id"), TestActor);

        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void A_pattern_with_one_match_tells_of_a_missing_child_below_it()
    {
        ChildOf(_first, "only");

        Identify("/user/parent/first/*/missing").Subject.ShouldBeNull();
    }

    [Fact]
    public void A_pattern_finds_what_matches()
    {
        Sys.ActorSelection("/user/parent/*").Tell(new Identify("id"), TestActor);

        var found = ReceiveN(2).Cast<ActorIdentity>().Select(identity => identity.Subject);
        found.ShouldBe([_first, _second], ignoreOrder: true);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("..")]
    public void The_root_is_found(string path) => Identify(path).Subject.Path.Depth.ShouldBe(0);

    [Theory]
    [InlineData("/system")]
    [InlineData("system/")]
    [InlineData("/user")]
    public void Guardians_are_found(string path) =>
        Identify(path).Subject.Path.Name.ShouldBe(path.Trim('/'));

    [Theory]
    [InlineData("")]
    [InlineData("/deadLetters")]
    [InlineData("deadLetters/")]
    [InlineData("foo://user")]
    public void Where_dead_letters_are_is_nobody(string path) => Identify(path).Subject.ShouldBe(Nobody.Instance);

    [Theory]
    [InlineData("akka://elsewhere/user")]
    [InlineData("a/b/c")]
    public void Another_system_and_no_system_have_no_actors(string path) =>
        Identify(path).Subject.ShouldBeNull();

    [Theory]
    [InlineData("/user/parent/*/missing/x")]
    [InlineData("/user/parent/first/**")]
    public void Several_branches_that_end_at_nothing_make_no_dead_letter(string path)
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));

        Sys.ActorSelection(path).Tell("lost", TestActor);

        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    [Theory]
    [InlineData("/user/none/*/x", "/user/none/*/x")]
    [InlineData("/user/parent/../x", "/user/parent/../x")]
    [InlineData("/user/par*/x", "/user/parent/x")]
    [InlineData("akka://elsewhere/x", "/deadLetters")]
    public void The_dead_letter_names_where_the_path_led(string path, string recipient)
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));

        Sys.ActorSelection(path).Tell("lost", TestActor);

        ExpectMsg<DeadLetter>().Recipient.Path.ToStringWithoutAddress().ShouldBe(recipient);
    }

    [Fact]
    public void An_actor_selects_by_absolute_path_as_the_system_does()
    {
        _first.Tell(new Select(_second.Path.ToString()), TestActor);

        ExpectMsg<ActorIdentity>().Subject.ShouldBe(_second);
    }

    private static IActorRef ChildOf(IActorRef parent, string name) =>
        parent.Ask<IActorRef>(name, TimeSpan.FromSeconds(5)).GetAwaiter().GetResult();

    private ActorIdentity Identify(string path)
    {
        Sys.ActorSelection(path).Tell(new Identify("id"), TestActor);
        return ExpectMsg<ActorIdentity>();
    }

    private sealed record Select(string Path);

    private sealed class Parent : ReceiveActor
    {
        public Parent()
        {
            Receive<string>(name => Sender.Tell(Context.ActorOf(Props.Create(() => new Parent()), name)));
            Receive<Select>(path => Context.ActorSelection(path.Path).Tell(new Identify("id"), Sender));
        }
    }
}
