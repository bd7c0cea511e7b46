using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.DependencyInjection;
using Akka.Hosting.Logging;
using Akka.Util;
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

    /// <summary>As <see cref="Prepend"/>: in Akka.NET too, what the new settings do not say stays.</summary>
    Replace = 2,
}

/// <summary>What a hosted actor system is made of.</summary>
public sealed class AkkaConfigurationBuilder(IServiceCollection serviceCollection, string actorSystemName)
{
    /// <summary>What the system is given in code.</summary>
    public readonly HashSet<Setup> Setups = [];

    private readonly List<ActorStarterWithResolver> _starters = [];
    private readonly List<StartupTask> _startupTasks = [];
    private readonly List<Type> _extensions = [];

    /// <summary>The settings so far; none if nothing was added.</summary>
    public Option<Config> Configuration { get; private set; } = Option<Config>.None;

    public Option<ProviderSelection> ActorRefProvider { get; internal set; } = Option<ProviderSelection>.None;

    /// <summary>The services of the host the system belongs to.</summary>
    internal IServiceCollection Services => serviceCollection;

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

    /// <summary>Makes the extension of the key when the system is created.</summary>
    public AkkaConfigurationBuilder WithExtension<T>()
        where T : IExtensionId => WithExtensions(typeof(T));

    /// <summary>Makes the extensions of the keys when the system is created, beside those <c>akka.extensions</c>
    /// names; a type that is no such key is a <see cref="ConfigurationException"/>.</summary>
    public AkkaConfigurationBuilder WithExtensions(params Type[] extensions)
    {
        foreach (var type in extensions)
        {
            if (type.IsAbstract || !type.IsClass || type.GetConstructor(Type.EmptyTypes) is null)
            {
                throw new ConfigurationException($"{type} cannot be made: it is abstract or its constructor is not "
                    + "public and without parameters.");
            }

            if (!typeof(IExtensionId).IsAssignableFrom(type))
            {
                throw new ConfigurationException($"{type} is no {nameof(IExtensionId)}.");
            }

            if (!_extensions.Contains(type)) _extensions.Add(type);
        }

        return this;
    }

    internal void Add(Config hocon, HoconAddMode mode) => Configuration = Option<Config>.Create(mode switch
    {
        HoconAddMode.Append => Configuration.GetOrElse(Config.Empty).SafeWithFallback(hocon),
        _ => hocon.SafeWithFallback(Configuration.GetOrElse(Config.Empty)),
    });

    internal ActorSystem CreateSystem(IServiceProvider services)
    {
        var setup = ActorSystemSetup.Create([.. Setups]);
        if (!setup.Get<DependencyResolverSetup>().HasValue) setup = setup.And(DependencyResolverSetup.Create(services));
        if (!setup.Get<LoggerFactorySetup>().HasValue && services.GetService<ILoggerFactory>() is { } loggers)
        {
            setup = setup.And(new LoggerFactorySetup(loggers));
        }

        var given = setup.Get<BootstrapSetup>();
        var bootstrap = given.HasValue ? given.Value : BootstrapSetup.Create();
        var config = Configuration.GetOrElse(Config.Empty).SafeWithFallback(bootstrap.Config.GetOrElse(Config.Empty));
        bootstrap = bootstrap.WithConfig(Extensions(config).SafeWithFallback(config));
        if (ActorRefProvider.HasValue) bootstrap = bootstrap.WithActorRefProvider(ActorRefProvider.Value);
        return ActorSystem.Create(actorSystemName, setup.And(bootstrap));
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

    private Config Extensions(Config config)
    {
        if (_extensions.Count == 0) return Config.Empty;
        var names = config.GetStringList("akka.extensions")
            .Concat(_extensions.Select(static type => type.AssemblyQualifiedName!));
        return ConfigurationFactory.ParseString(
            $"akka.extensions = [{string.Join(", ", names.Select(static name => name.ToHocon()))}]");
    }
}
