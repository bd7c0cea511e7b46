using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The root of a tree of actors, with the clock, log and configuration they share.</summary>
public abstract class ActorSystem : IActorRefFactory, IDisposable
{
    private protected ActorSystem()
    {
    }

    public abstract string Name { get; }

    public abstract Settings Settings { get; }

    public abstract EventStream EventStream { get; }

    public abstract IActorRef DeadLetters { get; }

    /// <summary>Takes every message and does nothing with it.</summary>
    public abstract IActorRef IgnoreRef { get; }

    public abstract ILoggingAdapter Log { get; }

    public abstract IScheduler Scheduler { get; }

    public abstract Dispatchers Dispatchers { get; }

    public abstract Mailboxes Mailboxes { get; }

    /// <summary>The scheduler's monotonic clock when the system started.</summary>
    public TimeSpan StartTime { get; private protected init; }

    public TimeSpan Uptime => Scheduler.MonotonicClock - StartTime;

    /// <summary>Completes when the last actor has stopped and the termination callbacks have run.</summary>
    public abstract Task WhenTerminated { get; }

    /// <summary>Creates a system with the configuration every one has.</summary>
    public static ActorSystem Create(string name) => Create(name, Config.Empty);

    public static ActorSystem Create(string name, Config config) =>
        new ActorSystemImpl(name, config, new ThreadedEnvironment());

    public static ActorSystem Create(string name, BootstrapSetup setup) =>
        Create(name, ActorSystemSetup.Create(setup));

    /// <summary>Creates a system with what its parts need from code; its settings are those of
    /// <see cref="BootstrapSetup"/>.</summary>
    public static ActorSystem Create(string name, ActorSystemSetup setup)
    {
        var bootstrap = setup.Get<BootstrapSetup>();
        var config = bootstrap.HasValue ? bootstrap.Value.Config.GetOrElse(Config.Empty) : Config.Empty;
        return new ActorSystemImpl(name, config, new ThreadedEnvironment(), setup);
    }

    public abstract IActorRef ActorOf(Props props, string? name = null);

    public abstract ActorSelection ActorSelection(ActorPath actorPath);

    public abstract ActorSelection ActorSelection(string actorPath);

    public abstract void Stop(IActorRef actor);

    /// <summary>Stops all actors, children before parents, the user's before the system's.</summary>
    public abstract Task Terminate();

    /// <summary>Runs <paramref name="code"/> after the last actor has stopped; the last registered first.</summary>
    public abstract void RegisterOnTermination(Action code);

    public abstract object RegisterExtension(IExtensionId extension);

    public abstract object GetExtension(IExtensionId extensionId);

    public abstract T GetExtension<T>()
        where T : class, IExtension;

    public abstract bool HasExtension(Type type);

    public abstract bool HasExtension<T>()
        where T : class, IExtension;

    public abstract bool TryGetExtension(Type extensionType, out object extension);

    public abstract bool TryGetExtension<T>(out T extension)
        where T : class, IExtension;

    public void Dispose()
    {
        _ = Terminate();
        GC.SuppressFinalize(this);
    }
}

/// <summary>The view of the system that extensions are made with.</summary>
public abstract class ExtendedActorSystem : ActorSystem
{
    private protected ExtendedActorSystem()
    {
    }

    /// <summary>The parent of all actors.</summary>
    public abstract IInternalActorRef LookupRoot { get; }

    /// <summary>The parent of the user's actors.</summary>
    public abstract IInternalActorRef Guardian { get; }

    /// <summary>The parent of the system's own actors.</summary>
    public abstract IInternalActorRef SystemGuardian { get; }

    /// <summary>Creates an actor under <c>/system</c>, which outlives the user's actors.</summary>
    public abstract IActorRef SystemActorOf(Props props, string? name = null);

    public abstract IActorRef SystemActorOf<TActor>(string? name = null)
        where TActor : ActorBase, new();

    /// <summary>The living actors, one per line.</summary>
    public abstract string PrintTree();
}

/// <summary>Something there is one of per system.</summary>
public interface IExtension;

/// <summary>The key of an extension.</summary>
public interface IExtensionId
{
    Type ExtensionType { get; }

    object Apply(ActorSystem system);

    object Get(ActorSystem system);

    object CreateExtension(ExtendedActorSystem system);
}

/// <summary>The typed key of an extension.</summary>
public interface IExtensionId<out T> : IExtensionId
    where T : IExtension
{
    new T Apply(ActorSystem system);

    new T Get(ActorSystem system);

    new T CreateExtension(ExtendedActorSystem system);
}

/// <summary>A key that makes its extension when it is first asked for.</summary>
public abstract class ExtensionIdProvider<T> : IExtensionId<T>
    where T : IExtension
{
    public Type ExtensionType => typeof(T);

    public T Apply(ActorSystem system) => (T)system.RegisterExtension(this);

    public T Get(ActorSystem system) => (T)system.GetExtension(this);

    public abstract T CreateExtension(ExtendedActorSystem system);

    object IExtensionId.Apply(ActorSystem system) => Apply(system);

    object IExtensionId.Get(ActorSystem system) => Get(system);

    object IExtensionId.CreateExtension(ExtendedActorSystem system) => CreateExtension(system);

    public override bool Equals(object? obj) => obj is ExtensionIdProvider<T>;

    public override int GetHashCode() => typeof(T).GetHashCode();
}

/// <summary>Extensions by type.</summary>
public static class ActorSystemWithExtensions
{
    public static T WithExtension<T>(this ActorSystem system)
        where T : class, IExtension => system.GetExtension<T>();

    /// <param name="extensionId">The type of the key to register it by, if it is not registered yet.</param>
    public static T WithExtension<T>(this ActorSystem system, Type extensionId)
        where T : class, IExtension =>
        (T)system.RegisterExtension((IExtensionId)Activator.CreateInstance(extensionId)!);

    public static T WithExtension<T, TI>(this ActorSystem system)
        where T : class, IExtension
        where TI : IExtensionId =>
        (T)system.RegisterExtension(Activator.CreateInstance<TI>());
}
