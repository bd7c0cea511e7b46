using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>The threads behind a dispatcher.</summary>
public abstract class ExecutorService
{
    protected ExecutorService(string id) => Id = id;

    /// <summary>That of the dispatcher.</summary>
    public string Id { get; }

    public abstract void Execute(IRunnable run);

    public abstract void Shutdown();
}

/// <summary>Makes the threads behind a dispatcher when they are first needed.</summary>
public abstract class ExecutorServiceFactory
{
    public abstract ExecutorService Produce(string id);
}

/// <summary>A factory that reads the dispatcher's section of the configuration.</summary>
public abstract class ExecutorServiceConfigurator : ExecutorServiceFactory
{
    protected ExecutorServiceConfigurator(Config config, IDispatcherPrerequisites prerequisites) =>
        (Config, Prerequisites) = (config, prerequisites);

    public Config Config { get; }

    public IDispatcherPrerequisites Prerequisites { get; }
}
