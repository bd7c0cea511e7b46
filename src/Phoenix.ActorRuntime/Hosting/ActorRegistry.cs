using System.Collections;
using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Hosting;

/// <summary>Finds actors by a type that stands for them.</summary>
public interface IReadOnlyActorRegistry : IEnumerable<KeyValuePair<Type, IActorRef>>
{
    /// <summary>The actor of the key; <see cref="MissingActorRegistryEntryException"/> if there is none.</summary>
    IActorRef Get<TKey>();

    bool TryGet<TKey>(out IActorRef actor);

    bool TryGet(Type key, out IActorRef actor);

    /// <summary>Waits for the actor to be registered.</summary>
    Task<IActorRef> GetAsync<TKey>(CancellationToken ct = default);

    Task<IActorRef> GetAsync(Type key, CancellationToken ct = default);
}

/// <summary>Keeps actors by a type that stands for them.</summary>
public interface IActorRegistry : IReadOnlyActorRegistry
{
    /// <summary>Registers; <see cref="DuplicateActorRegistryException"/> if the key is taken.</summary>
    void Register<TKey>(IActorRef actor, bool overwrite = false);

    bool TryRegister<TKey>(IActorRef actor, bool overwrite = false);

    bool TryRegister(Type key, IActorRef actor, bool overwrite = false);
}

/// <summary>The registry of an actor system.</summary>
public class ActorRegistry : IExtension, IActorRegistry
{
    private readonly ConcurrentDictionary<Type, TaskCompletionSource<IActorRef>> _entries = new();

    public static ActorRegistry For(ActorSystem actorSystem) =>
        actorSystem.WithExtension<ActorRegistry, ActorRegistryExtension>();

    public void Register<TKey>(IActorRef actor, bool overwrite = false)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (TryRegister<TKey>(actor, overwrite)) return;
        throw new DuplicateActorRegistryException(
            $"An actor for key {typeof(TKey)} is registered already: {Get<TKey>()}.");
    }

    public bool TryRegister<TKey>(IActorRef actor, bool overwrite = false) =>
        TryRegister(typeof(TKey), actor, overwrite);

    public bool TryRegister(Type key, IActorRef actor, bool overwrite = false)
    {
        if (actor is null) return false;
        if (Entry(key).TrySetResult(actor)) return true;
        if (!overwrite) return false;
        var replacement = NewEntry();
        replacement.SetResult(actor);
        _entries[key] = replacement;
        return true;
    }

    public IActorRef Get<TKey>() => TryGet<TKey>(out var actor)
        ? actor
        : throw new MissingActorRegistryEntryException($"No actor registered for key {typeof(TKey)}.");

    public bool TryGet<TKey>(out IActorRef actor) => TryGet(typeof(TKey), out actor);

    public bool TryGet(Type key, out IActorRef actor)
    {
        var found = _entries.TryGetValue(key, out var entry) && entry.Task.IsCompletedSuccessfully;
        actor = found ? entry!.Task.Result : ActorRefs.Nobody;
        return found;
    }

    public Task<IActorRef> GetAsync<TKey>(CancellationToken ct = default) => GetAsync(typeof(TKey), ct);

    public async Task<IActorRef> GetAsync(Type key, CancellationToken ct = default) =>
        await Entry(key).Task.WaitAsync(ct);

    public IEnumerator<KeyValuePair<Type, IActorRef>> GetEnumerator()
    {
        foreach (var (key, entry) in _entries)
        {
            if (entry.Task.IsCompletedSuccessfully) yield return KeyValuePair.Create(key, entry.Task.Result);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static TaskCompletionSource<IActorRef> NewEntry() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TaskCompletionSource<IActorRef> Entry(Type key) => _entries.GetOrAdd(key, static _ => NewEntry());
}

/// <summary>The key of <see cref="ActorRegistry"/>.</summary>
public sealed class ActorRegistryExtension : ExtensionIdProvider<ActorRegistry>
{
    public override ActorRegistry CreateExtension(ExtendedActorSystem system) => new();
}

/// <summary>The registry was used wrongly.</summary>
public class ActorRegistryException : Exception
{
    public ActorRegistryException(string message)
        : base(message)
    {
    }

    public ActorRegistryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>The key is taken.</summary>
public sealed class DuplicateActorRegistryException : ActorRegistryException
{
    public DuplicateActorRegistryException(string message)
        : base(message)
    {
    }

    public DuplicateActorRegistryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>Nothing is registered for the key.</summary>
public sealed class MissingActorRegistryEntryException : ActorRegistryException
{
    public MissingActorRegistryEntryException(string message)
        : base(message)
    {
    }

    public MissingActorRegistryEntryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>An actor as a dependency of something that the container makes.</summary>
public interface IRequiredActor<TActor>
{
    /// <summary>The actor; <see cref="MissingActorRegistryEntryException"/> if it is not registered yet.</summary>
    IActorRef ActorRef { get; }

    Task<IActorRef> GetAsync(CancellationToken cancellationToken = default);
}

/// <summary>An actor of the registry.</summary>
public sealed class RequiredActor<TActor>(IReadOnlyActorRegistry registry) : IRequiredActor<TActor>
{
    public IActorRef ActorRef => registry.Get<TActor>();

    public Task<IActorRef> GetAsync(CancellationToken cancellationToken = default) =>
        registry.GetAsync<TActor>(cancellationToken);
}
