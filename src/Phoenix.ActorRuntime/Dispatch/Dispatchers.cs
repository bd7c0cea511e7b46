using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Dispatch;

/// <summary>The dispatchers of one system, by the path of their configuration.</summary>
public sealed class Dispatchers
{
    public const string DefaultDispatcherId = "akka.actor.default-dispatcher";
    public const string DefaultBlockingDispatcherId = "akka.actor.default-blocking-io-dispatcher";
    public const string SynchronizedDispatcherId = "akka.actor.synchronized-dispatcher";

    private const int AliasesFollowedMax = 20;

    private readonly ConcurrentDictionary<string, MessageDispatcherConfigurator> _byId = new(StringComparer.Ordinal);
    private readonly Config _config;
    private readonly MessageDispatcher? _only;

    public Dispatchers(ActorSystem system, IDispatcherPrerequisites prerequisites, ILoggingAdapter logger)
    {
        (Prerequisites, _config) = (prerequisites, prerequisites.Settings.Config);
        DefaultDispatcherConfig = _config.GetConfig(DefaultDispatcherId) ?? Config.Empty;
        _only = (system as ActorSystemImpl)?.Environment.OnlyDispatcher;
        _only?.BelongTo(prerequisites);
        DefaultGlobalDispatcher = Lookup(DefaultDispatcherId);
    }

    public IDispatcherPrerequisites Prerequisites { get; }

    /// <summary>What every other dispatcher's section falls back on.</summary>
    public Config DefaultDispatcherConfig { get; }

    /// <summary>The dispatcher of all actors that ask for no other.</summary>
    public MessageDispatcher DefaultGlobalDispatcher { get; }

    /// <summary>The section at <paramref name="id"/>, or at the path it is an alias of.</summary>
    public static Config GetConfig(Config config, string id, int depth = 0)
    {
        if (depth > AliasesFollowedMax)
        {
            throw new ConfigurationException($"Dispatcher [{id}] is an alias of an alias that leads nowhere.");
        }

        return AliasedBy(config, id) is { } other
            ? GetConfig(config, other, depth + 1)
            : config.GetConfig(id) ?? Config.Empty;
    }

    public bool HasDispatcher(string id) => _byId.ContainsKey(id) || _config.HasPath(id);

    /// <exception cref="ConfigurationException">The configuration has no such section, or one that makes no
    /// dispatcher.</exception>
    public MessageDispatcher Lookup(string dispatcherName) => _only ?? Find(dispatcherName).Dispatcher();

    /// <returns>False if there is one of that name already.</returns>
    public bool RegisterConfigurator(string id, MessageDispatcherConfigurator configurator) =>
        _byId.TryAdd(id, configurator);

    /// <param name="id">Empty for the default one.</param>
    internal MessageDispatcher For(string? id) =>
        string.IsNullOrEmpty(id) || string.Equals(id, DefaultDispatcherId, StringComparison.Ordinal)
            ? DefaultGlobalDispatcher
            : Lookup(id);

    /// <summary>The section of a dispatcher with everything it inherits.</summary>
    internal Config SectionOf(string id) => ConfigurationFactory.ParseString($"id = \"{id}\"")
        .WithFallback(GetConfig(_config, id))
        .WithFallback(DefaultDispatcherConfig);

    /// <summary>Gives back the threads of all dispatchers; the system has ended.</summary>
    internal void End()
    {
        foreach (var configurator in _byId.Values)
        {
            if (configurator is not PinnedDispatcherConfigurator) configurator.Dispatcher().End();
        }
    }

    private static string? AliasedBy(Config config, string id) =>
        config.GetValue(id) is { } value && value.IsString() && !value.IsObject() ? value.GetString() : null;

    /// <remarks>An alias is another name of the same dispatcher, not a second one.</remarks>
    private MessageDispatcherConfigurator Find(string id, int depth = 0)
    {
        if (_byId.TryGetValue(id, out var found)) return found;
        if (depth <= AliasesFollowedMax && AliasedBy(_config, id) is { } other) return Find(other, depth + 1);
        if (!HasDispatcher(id))
        {
            throw new ConfigurationException(
                $"Dispatcher [{id}] is not configured. Add a section '{id} {{ type = Dispatcher }}' to the " +
                "configuration of the actor system, or correct the name in the props or the deployment.");
        }

        return _byId.GetOrAdd(id, Configure);
    }

    private MessageDispatcherConfigurator Configure(string id)
    {
        var section = SectionOf(id);
        var type = section.GetString("type", string.Empty)!;
        return type switch
        {
            "Dispatcher" => new DispatcherConfigurator(section, Prerequisites),
            "TaskDispatcher" => new TypedDispatcherConfigurator(
                section, Prerequisites, new PoolExecutorConfigurator(section, Prerequisites)),
            "ForkJoinDispatcher" => new TypedDispatcherConfigurator(
                section, Prerequisites, new DedicatedExecutorConfigurator(section, Prerequisites)),
            "ChannelExecutor" => new TypedDispatcherConfigurator(
                section, Prerequisites, new ChannelExecutorConfigurator(section, Prerequisites)),
            "SynchronizedDispatcher" => new TypedDispatcherConfigurator(
                section, Prerequisites, new ContextExecutorConfigurator(section, Prerequisites)),
            "PinnedDispatcher" => new PinnedDispatcherConfigurator(section, Prerequisites),
            _ => Named(id, type, section),
        };
    }

    private MessageDispatcherConfigurator Named(string id, string type, Config section)
    {
        try
        {
            return TypeNames.Create<MessageDispatcherConfigurator>(type, section, Prerequisites);
        }
        catch (Exception error) when (error is TypeLoadException or MissingMethodException or InvalidCastException)
        {
            throw new ConfigurationException(
                $"Dispatcher [{id}]: type '{type}' is neither one of Dispatcher, TaskDispatcher, PinnedDispatcher, " +
                "ForkJoinDispatcher, SynchronizedDispatcher, ChannelExecutor nor the name of a " +
                "MessageDispatcherConfigurator with a constructor (Config, IDispatcherPrerequisites).",
                error);
        }
    }
}
