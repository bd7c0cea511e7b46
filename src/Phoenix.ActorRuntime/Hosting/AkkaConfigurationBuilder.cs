using Akka.Actor;
using Akka.Configuration;
using Akka.DependencyInjection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Akka.Hosting;

/// <summary>Starts actors when the host starts.</summary>
public delegate Task ActorStarter(ActorSystem system, IActorRegistry registry);

/// <summary>Starts actors, some of them made by the container.</summary>
public delegate Task ActorStarterWithResolver(
    ActorSystem system, IActorRegistry registry, IDependencyResolver resolver);

/// <summary>Runs after all actors were started.</summary>
public delegate Task StartupTask(ActorSystem system, IActorRegistry registry);

/// <summary>Where added HOCON goes.</summary>
public enum HoconAddMode
{
    /// <summary>Below what is there: it only fills gaps.</summary>
    Append = 0,

    /// <summary>Above what is there: it wins.</summary>
    Prepend = 1,

    /// <summary>In place of what is there.</summary>
    Replace = 2,
}

/// <summary>What a hosted actor system is made of.</summary>
public sealed class AkkaConfigurationBuilder(IServiceCollection serviceCollection, string actorSystemName)
{
    private readonly List<ActorStarterWithResolver> _starters = [];
    private readonly List<StartupTask> _startupTasks = [];
    private Config _config = Config.Empty;

    /// <summary>The services of the host the system belongs to.</summary>
    internal IServiceCollection Services => serviceCollection;

    /// <summary>Set if the log goes to the host's loggers.</summary>
    internal Func<IServiceProvider, ILoggerFactory>? LoggerFactory { get; set; }

    public AkkaConfigurationBuilder StartActors(ActorStarterWithResolver starter)
    {
        _starters.Add(starter);
        return this;
    }

    public AkkaConfigurationBuilder StartActors(ActorStarter starter) =>
        StartActors((system, registry, _) => starter(system, registry));

    public AkkaConfigurationBuilder StartActors(Action<ActorSystem, IActorRegistry> starter) =>
        StartActors((system, registry, _) => starter(system, registry));

    public AkkaConfigurationBuilder StartActors(Action<ActorSystem, IActorRegistry, IDependencyResolver> starter)
    {
        _starters.Add((system, registry, resolver) =>
        {
            starter(system, registry, resolver);
            return Task.CompletedTask;
        });
        return this;
    }

    public AkkaConfigurationBuilder AddStartup(StartupTask startupTask)
    {
        _startupTasks.Add(startupTask);
        return this;
    }

    public AkkaConfigurationBuilder AddStartup(Action<ActorSystem, IActorRegistry> startupTask)
    {
        _startupTasks.Add((system, registry) =>
        {
            startupTask(system, registry);
            return Task.CompletedTask;
        });
        return this;
    }

    internal void Add(Config hocon, HoconAddMode mode) => _config = mode switch
    {
        HoconAddMode.Append => _config.WithFallback(hocon),
        HoconAddMode.Prepend => hocon.WithFallback(_config),
        _ => hocon,
    };

    internal ActorSystem CreateSystem(IServiceProvider services)
    {
        var system = new ActorSystemImpl(
            actorSystemName, _config, new ThreadedEnvironment(), LoggerFactory?.Invoke(services));
        _ = new DependencyResolverExtension(services).Apply(system);
        return system;
    }

    /// <summary>Starts the actors, then the startup tasks, each in the order of their adding.</summary>
    internal async Task StartAsync(ActorSystem system, CancellationToken cancellationToken)
    {
        var registry = ActorRegistry.For(system);
        var resolver = DependencyResolver.For(system).Resolver;
        foreach (var starter in _starters)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await starter(system, registry, resolver);
        }

        foreach (var task in _startupTasks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await task(system, registry);
        }
    }
}
