using Akka.Actor;
using Akka.Configuration;

namespace Akka.DependencyInjection;

/// <summary>Gives services, and makes props of actors whose constructors take services.</summary>
public interface IDependencyResolver
{
    /// <summary>A scope of its own; to be disposed of by who asked for it.</summary>
    IResolverScope CreateScope();

    /// <summary>The service; null if there is none.</summary>
    T? GetService<T>();

    /// <summary>The service; null if there is none.</summary>
    object? GetService(Type type);

    Props Props(Type type);

    /// <param name="type">Of the actor.</param>
    /// <param name="args">The constructor's arguments that are not services.</param>
    Props Props(Type type, params object[] args);

    /// <param name="args">The constructor's arguments that are not services.</param>
    Props Props<T>(params object[] args)
        where T : ActorBase;
}

/// <summary>Services that live until the scope is disposed of.</summary>
public interface IResolverScope : IDisposable
{
    IDependencyResolver Resolver { get; }
}

/// <summary>The container of a system that was created with a <see cref="DependencyResolverSetup"/>.</summary>
public sealed class DependencyResolver : IExtension
{
    public DependencyResolver(IDependencyResolver resolver) => Resolver = resolver;

    public IDependencyResolver Resolver { get; }

    /// <summary>A system without a container is a <see cref="ConfigurationException"/>.</summary>
    public static DependencyResolver For(ActorSystem actorSystem) =>
        actorSystem.WithExtension<DependencyResolver, DependencyResolverExtension>();

    public Props Props<T>()
        where T : ActorBase => Resolver.Props<T>();

    /// <param name="args">The constructor's arguments that are not services.</param>
    public Props Props<T>(params object[] args)
        where T : ActorBase => Resolver.Props<T>(args);

    public Props Props(Type type) => Resolver.Props(type);

    /// <param name="type">Of the actor.</param>
    /// <param name="args">The constructor's arguments that are not services.</param>
    public Props Props(Type type, params object[] args) => Resolver.Props(type, args);
}

/// <summary>The key of <see cref="DependencyResolver"/>.</summary>
public sealed class DependencyResolverExtension : ExtensionIdProvider<DependencyResolver>
{
    public override DependencyResolver CreateExtension(ExtendedActorSystem system)
    {
        var setup = system.Settings.Setup.Get<DependencyResolverSetup>();
        return setup.HasValue
            ? new DependencyResolver(setup.Value.DependencyResolver)
            : throw new ConfigurationException(
                $"{system} was created without a {nameof(DependencyResolverSetup)}: it has no services to inject.");
    }
}

/// <summary>Gives a system its container.</summary>
public class DependencyResolverSetup : Actor.Setup.Setup
{
    private DependencyResolverSetup(IDependencyResolver resolver) => DependencyResolver = resolver;

    public IDependencyResolver DependencyResolver { get; }

    public static DependencyResolverSetup Create(IServiceProvider provider) =>
        new(new ServiceProviderDependencyResolver(provider));

    public static DependencyResolverSetup Create(IDependencyResolver provider) => new(provider);
}
