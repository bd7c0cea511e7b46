using Akka.Actor;

namespace Phoenix.Actors.Tests.Fakes;

/// <summary>A parent for one actor under test: shows the test what the child tells it and how it failed.</summary>
internal sealed class Guardian : ReceiveActor
{
    private readonly IActorRef _test;
    private readonly IActorRef _child;

    public Guardian(Props child, IActorRef test)
    {
        _test = test;
        _child = Context.ActorOf(child, "child");
        Receive<GetChild>(_ => Sender.Tell(new Child(_child)));
        ReceiveAny(told => _test.Forward(told));
    }

    public static Props Create(Props child, IActorRef test) => Props.Create(() => new Guardian(child, test));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        error =>
        {
            _test.Tell(new Failed(error));
            return Directive.Stop;
        },
        loggingEnabled: false);

    internal sealed record GetChild;

    internal sealed record Child(IActorRef Ref);

    /// <summary>The child threw this.</summary>
    internal sealed record Failed(Exception Error);
}
