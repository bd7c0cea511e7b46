using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Dispatch;

/// <summary>What a dispatcher needs of its system.</summary>
public interface IDispatcherPrerequisites
{
    EventStream EventStream { get; }

    IScheduler Scheduler { get; }

    Settings Settings { get; }

    Mailboxes Mailboxes { get; }
}

/// <summary>The prerequisites as they are.</summary>
public sealed class DefaultDispatcherPrerequisites(
    EventStream eventStream, IScheduler scheduler, Settings settings, Mailboxes mailboxes) : IDispatcherPrerequisites
{
    public EventStream EventStream => eventStream;

    public IScheduler Scheduler => scheduler;

    public Settings Settings => settings;

    public Mailboxes Mailboxes => mailboxes;
}

/// <summary>Makes dispatchers from one section of the configuration; one of one's own is named by <c>type</c>, and has
/// a constructor that takes the section and the prerequisites.</summary>
public abstract class MessageDispatcherConfigurator
{
    protected MessageDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites) =>
        (Config, Prerequisites) = (config, prerequisites);

    /// <summary>The dispatcher's section; <c>id</c> in it is its path.</summary>
    public Config Config { get; }

    public IDispatcherPrerequisites Prerequisites { get; }

    internal string Id => Config.GetString("id") ?? string.Empty;

    internal int Throughput => Config.GetInt("throughput", MessageDispatcher.DefaultThroughput);

    internal long? DeadlineTicks =>
        Config.GetTimeSpan("throughput-deadline-time", TimeSpan.Zero) is { Ticks: > 0 } limit ? limit.Ticks : null;

    internal TimeSpan ShutdownTimeout => Config.GetTimeSpan("shutdown-timeout", TimeSpan.FromSeconds(1));

    /// <summary>The same one for every actor, or one for each.</summary>
    public abstract MessageDispatcher Dispatcher();

    /// <summary>The executor that <c>executor</c> in the section names.</summary>
    protected ExecutorServiceConfigurator ConfigureExecutor()
    {
        var executor = Config.GetString("executor", "default-executor")!;
        return executor switch
        {
            "" or "default-executor" or "thread-pool-executor" or "task-executor" =>
                new PoolExecutorConfigurator(Config, Prerequisites),
            "fork-join-executor" => new DedicatedExecutorConfigurator(Config, Prerequisites),
            "channel-executor" => new ChannelExecutorConfigurator(Config, Prerequisites),
            "current-context-executor" => new ContextExecutorConfigurator(Config, Prerequisites),
            _ => Named(executor),
        };
    }

    private ExecutorServiceConfigurator Named(string executor)
    {
        try
        {
            return TypeNames.Create<ExecutorServiceConfigurator>(executor, Config, Prerequisites);
        }
        catch (Exception error) when (error is TypeLoadException or MissingMethodException or InvalidCastException)
        {
            throw new ConfigurationException(
                $"Dispatcher [{Id}]: executor '{executor}' is neither one of default-executor, thread-pool-executor, " +
                "task-executor, fork-join-executor, channel-executor, current-context-executor nor the name of an " +
                "ExecutorServiceConfigurator with a constructor (Config, IDispatcherPrerequisites).",
                error);
        }
    }
}

/// <summary>One dispatcher for all actors that name its section.</summary>
public sealed class DispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly MessageDispatcher _instance;

    public DispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) =>
        _instance = config.HasPath(TellerDispatcher.RunOnKey) ? OnTeller() : OnExecutor();

    public override MessageDispatcher Dispatcher() => _instance;

    private Dispatcher OnExecutor() =>
        new(this, Id, Throughput, DeadlineTicks, ConfigureExecutor(), ShutdownTimeout);

    private TellerDispatcher OnTeller()
    {
        var runOn = Config.GetString(TellerDispatcher.RunOnKey);
        var maxDepth = Config.GetInt(TellerDispatcher.MaxDepthKey, TellerDispatcher.DefaultMaxDepth);
        if (!string.Equals(runOn, "teller", StringComparison.Ordinal) || maxDepth < 1)
        {
            throw new ConfigurationException(
                $"Dispatcher [{Id}]: {TellerDispatcher.RunOnKey} is '{runOn}' and must be 'teller', " +
                $"{TellerDispatcher.MaxDepthKey} is {maxDepth} and must be at least 1.");
        }

        return new TellerDispatcher(this, Id, Throughput, DeadlineTicks, maxDepth);
    }
}

/// <summary>One dispatcher whose executor follows from its type.</summary>
internal sealed class TypedDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly Dispatcher _instance;

    internal TypedDispatcherConfigurator(
        Config config, IDispatcherPrerequisites prerequisites, ExecutorServiceConfigurator executor)
        : base(config, prerequisites) =>
        _instance = executor is ContextExecutorConfigurator
            ? new CurrentSynchronizationContextDispatcher(
                this, Id, Throughput, DeadlineTicks, executor, ShutdownTimeout)
            : new Dispatcher(this, Id, Throughput, DeadlineTicks, executor, ShutdownTimeout);

    public override MessageDispatcher Dispatcher() => _instance;
}

/// <summary>A dispatcher, and with it a thread, for each actor.</summary>
internal sealed class PinnedDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    : MessageDispatcherConfigurator(config, prerequisites)
{
    public override MessageDispatcher Dispatcher() => new PinnedDispatcher(
        this, Id, Throughput, DeadlineTicks, new DedicatedExecutorConfigurator(Config, Prerequisites, threads: 1),
        ShutdownTimeout);
}
