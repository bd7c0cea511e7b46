using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.DependencyInjection;

/// <summary>Makes props of actors whose constructors take services.</summary>
public interface IDependencyResolver
{
    /// <param name="args">The constructor's arguments that are not services.</param>
    Props Props<T>(params object[] args)
        where T : ActorBase;

    Props Props(Type type, params object[] args);
}

/// <summary>The container of a system created with <c>AddAkka</c>.</summary>
public sealed class DependencyResolver : IExtension
{
    internal DependencyResolver(IDependencyResolver resolver) => Resolver = resolver;

    public IDependencyResolver Resolver { get; }

    public static DependencyResolver For(ActorSystem actorSystem) =>
        actorSystem.TryGetExtension<DependencyResolver>(out var resolver)
            ? resolver
            : throw new InvalidOperationException($"{actorSystem} was created without a service provider.");

    public Props Props<T>(params object[] args)
        where T : ActorBase => Resolver.Props<T>(args);

    public Props Props(Type type, params object[] args) => Resolver.Props(type, args);
}

/// <summary>Resolves from a service provider.</summary>
internal sealed class ServiceProviderResolver(IServiceProvider services) : IDependencyResolver
{
    public Props Props<T>(params object[] args)
        where T : ActorBase => Props(typeof(T), args);

    public Props Props(Type type, params object[] args) => Actor.Props.CreateBy(new Producer(services, type, args));

    private sealed class Producer(IServiceProvider services, Type type, object[] args) : IIndirectActorProducer
    {
        public Type ActorType => type;

        public ActorBase Produce() => (ActorBase)ActivatorUtilities.CreateInstance(services, type, args);

        public void Release(ActorBase actor)
        {
        }
    }
}

/// <summary>Puts the container of a host into its actor system.</summary>
internal sealed class DependencyResolverExtension(IServiceProvider services) : ExtensionIdProvider<DependencyResolver>
{
    public override DependencyResolver CreateExtension(ExtendedActorSystem system) =>
        new(new ServiceProviderResolver(services));
}
