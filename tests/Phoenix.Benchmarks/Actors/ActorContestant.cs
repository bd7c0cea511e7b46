using Akka.Actor;
using Akka.Configuration;

namespace Phoenix.Benchmarks.Actors;

/// <summary>Actors on a dispatcher of the runtime under test.</summary>
internal sealed class ActorContestant : IContestant
{
    private static readonly Config Quiet = ConfigurationFactory.ParseString(
        """
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          log-dead-letters = off
        }
        teller {
          type = Dispatcher
          throughput = 30
          phoenix { run-on = teller, max-depth = 8 }
        }
        bounded {
          mailbox-type = "Akka.Dispatch.BoundedMailbox, Akka"
          mailbox-capacity = 1000
          mailbox-push-timeout-time = 0s
        }
        """);

    private readonly string _dispatcher;

    private ActorContestant(string name, string dispatcher) =>
        (Name, _dispatcher, System) = (name, dispatcher, NewSystem());

    public string Name { get; }

    /// <summary>True if the program is built on the Akka.NET packages.</summary>
    internal static bool IsAkka { get; } =
        typeof(ActorSystem).Assembly.GetName().Name!.StartsWith("Akka", StringComparison.Ordinal);

    private ActorSystem System { get; }

    internal static ActorContestant Default() => new("actor", string.Empty);

    /// <summary>On a dispatcher that runs an idle actor on the thread that tells it something; Akka.NET ignores that
    /// setting and uses the pool.</summary>
    internal static ActorContestant OnTeller() => new("actor, on teller", "teller");

    internal static ActorSystem NewSystem() => ActorSystem.Create("benchmarks", Quiet);

    public IParty Start(Func<object, bool> onMessage, Func<IParty>? next = null)
    {
        var props = Props.Create(() => new Worker(onMessage, next!));
        return new Party(System.ActorOf(_dispatcher.Length == 0 ? props : props.WithDispatcher(_dispatcher)));
    }

    public async ValueTask DisposeAsync() => await System.Terminate();

    private sealed class Party(IActorRef actor) : IParty
    {
        public void Tell(object message) => actor.Tell(message, ActorRefs.NoSender);
    }

    private sealed class Worker : ReceiveActor
    {
        public Worker(Func<object, bool> onMessage, Func<IParty>? next) => Receive<Message>(message =>
        {
            if (onMessage(message)) next!().Tell(message);
        });
    }
}
