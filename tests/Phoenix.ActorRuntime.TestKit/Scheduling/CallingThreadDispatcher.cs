using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;

namespace Akka.TestKit;

/// <summary>Runs an actor on the thread that brings its message.</summary>
public class CallingThreadDispatcher : MessageDispatcher
{
    /// <summary>What to give to <see cref="Props.WithDispatcher"/>.</summary>
    public static new string Id = "akka.test.calling-thread-dispatcher";

    internal const string TestActorId = "akka.test.test-actor.dispatcher";

    public CallingThreadDispatcher(MessageDispatcherConfigurator configurator)
        : base(configurator) => Throughput = int.MaxValue;

    /// <summary>Makes the dispatchers of a kit known to a system that was not configured for tests.</summary>
    internal static void Provide(ActorSystem system)
    {
        var dispatchers = system.Dispatchers;
        foreach (var id in (string[])[Id, TestActorId])
        {
            if (dispatchers.HasDispatcher(id)) continue;
            _ = dispatchers.RegisterConfigurator(
                id, new CallingThreadDispatcherConfigurator(Config.Empty, dispatchers.Prerequisites));
        }
    }

    protected override void ExecuteTask(IRunnable run) => run.Run();

    protected override void Shutdown()
    {
    }
}

/// <summary>Makes the one <see cref="CallingThreadDispatcher"/> of its section.</summary>
public class CallingThreadDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly CallingThreadDispatcher _instance;

    public CallingThreadDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) => _instance = new CallingThreadDispatcher(this);

    public override MessageDispatcher Dispatcher() => _instance;
}
