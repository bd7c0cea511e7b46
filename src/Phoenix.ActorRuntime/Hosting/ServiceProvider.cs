using Akka.Actor;
using Akka.Configuration;

namespace Akka.DependencyInjection;

/// <summary>The service provider of a system that was created with a <see cref="ServiceProviderSetup"/>.</summary>
[Obsolete("DependencyResolver does the same for any container.")]
public sealed class ServiceProvider : IExtension
{
    public ServiceProvider(IServiceProvider provider) => Provider = provider;

    public IServiceProvider Provider { get; }

    /// <summary>A system without services is a <see cref="ConfigurationException"/>.</summary>
    public static ServiceProvider For(ActorSystem actorSystem) =>
        actorSystem.WithExtension<ServiceProvider, ServiceProviderExtension>();

    /// <param name="args">The constructor's arguments that are not services.</param>
    public Props Props<T>(params object[] args)
        where T : ActorBase => new ServiceProviderDependencyResolver(Provider).Props<T>(args);
}

/// <summary>The key of <see cref="ServiceProvider"/>.</summary>
[Obsolete("DependencyResolverExtension does the same for any container.")]
public sealed class ServiceProviderExtension : ExtensionIdProvider<ServiceProvider>
{
    public override ServiceProvider CreateExtension(ExtendedActorSystem system)
    {
        var setup = system.Settings.Setup.Get<ServiceProviderSetup>();
        return setup.HasValue
            ? new ServiceProvider(setup.Value.ServiceProvider)
            : throw new ConfigurationException(
                $"{system} was created without a {nameof(ServiceProviderSetup)}: it has no services to inject.");
    }
}

/// <summary>Gives a system its service provider.</summary>
[Obsolete("DependencyResolverSetup does the same for any container.")]
public class ServiceProviderSetup : Actor.Setup.Setup
{
    private ServiceProviderSetup(IServiceProvider provider) => ServiceProvider = provider;

    public IServiceProvider ServiceProvider { get; }

    public static ServiceProviderSetup Create(IServiceProvider provider) => new(provider);
}
