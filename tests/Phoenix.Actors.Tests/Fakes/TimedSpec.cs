using Akka.Actor;
using Akka.TestKit;
using Phoenix.Actors.Time;
using Phoenix.Core.Primitives;

namespace Phoenix.Actors.Tests.Fakes;

/// <summary>One actor under a guardian, on a clock that only the test moves.</summary>
public abstract class TimedSpec() : Akka.TestKit.Xunit2.TestKit(VirtualTime)
{
    private const string VirtualTime =
        """akka.scheduler.implementation = "Phoenix.Actors.Tests.Fakes.VirtualScheduler, Phoenix.Actors.Tests" """;

    private IActorRef _guardian = ActorRefs.Nobody;

    private protected TestScheduler Time => (TestScheduler)Sys.Scheduler;

    private protected Instant At => Sys.Now();

    private protected IActorRef Subject { get; private set; } = ActorRefs.Nobody;

    private protected void Start(Props subject)
    {
        _guardian = Sys.ActorOf(Guardian.Create(subject, TestActor));
        _guardian.Tell(new Guardian.GetChild(), TestActor);
        Subject = ExpectMsg<Guardian.Child>().Ref;
        Settle();
    }

    /// <summary>
    /// Everything sent to the subject so far is handled, and nothing came of it that the test has not looked at.
    /// </summary>
    private protected void Settle()
    {
        Settle(Subject);
        Settle(_guardian);
    }

    private protected void Settle(IActorRef actor)
    {
        actor.Tell(new Identify(actor.Path.Name), TestActor);
        ExpectMsg<ActorIdentity>();
    }

    /// <summary>What was sent before is handled before the time passes, and what comes of the time after it.</summary>
    private protected void Pass(TimeSpan time)
    {
        Settle();
        Time.Advance(time);
        Settle();
    }

    /// <summary>Moves time and does not look at what comes of it.</summary>
    private protected void Elapse(TimeSpan time) => Time.Advance(time);
}
