using Akka.Actor;
using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>Finds the dispatcher an actor's props ask for.</summary>
internal sealed class Dispatchers
{
    internal const string DefaultId = "akka.actor.default-dispatcher";
    internal const string CallingThreadId = "akka.test.calling-thread-dispatcher";

    private readonly Dictionary<string, Func<string, MessageDispatcher>> _byId = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly Config _config;
    private readonly MessageDispatcher? _only;

    /// <param name="only">Set in deterministic mode: every actor runs on this one, whatever its props say.</param>
    internal Dispatchers(Config config, MessageDispatcher? only)
    {
        (_config, _only) = (config, only);
        Default = only ?? Configure(DefaultId)("default");
    }

    internal MessageDispatcher Default { get; }

    internal MessageDispatcher For(Props props)
    {
        if (_only is not null) return _only;
        var id = props.Dispatcher;
        if (string.IsNullOrEmpty(id) || string.Equals(id, DefaultId, StringComparison.Ordinal)) return Default;
        Func<string, MessageDispatcher>? make;
        lock (_lock)
        {
            if (!_byId.TryGetValue(id, out make)) _byId[id] = make = Configure(id);
        }

        return make(id);
    }

    private Func<string, MessageDispatcher> Configure(string id)
    {
        if (string.Equals(id, CallingThreadId, StringComparison.Ordinal))
        {
            var calling = new CallingThreadDispatcher();
            return _ => calling;
        }

        if (!_config.HasPath(id))
        {
            if (!string.Equals(id, DefaultId, StringComparison.Ordinal))
            {
                throw new ConfigurationException($"Dispatcher [{id}] is not configured.");
            }

            var pool = new ThreadPoolDispatcher(throughput: 30);
            return _ => pool;
        }

        var settings = _config.GetConfig(id) ?? Config.Empty;
        var throughput = settings.GetInt("throughput", 30);
        var type = settings.GetString("type", "Dispatcher");
        switch (type)
        {
            case "PinnedDispatcher":
                return name => new PinnedDispatcher(throughput, name);
            case "Dispatcher" or "TaskDispatcher" or "ForkJoinDispatcher" or "ChannelExecutor":
                var shared = new ThreadPoolDispatcher(throughput);
                return _ => shared;
            default:
                throw new ConfigurationException(
                    $"Dispatcher [{id}]: type '{type}' is none of Dispatcher, TaskDispatcher, PinnedDispatcher.");
        }
    }
}
