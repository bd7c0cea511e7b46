using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Microsoft.Extensions.Logging;
using HostLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Akka.Hosting.Logging;

/// <summary>Gives a system the loggers of its host.</summary>
public class LoggerFactorySetup(ILoggerFactory loggerFactory) : Setup
{
    public ILoggerFactory LoggerFactory { get; } = loggerFactory;
}

/// <summary>Writes the log of the actor system to an <see cref="ILoggerFactory"/>, one category per class.</summary>
public class LoggerFactoryLogger : ActorBase, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    /// <summary>What the logger says about itself goes to the other loggers.</summary>
    protected readonly ILoggingAdapter InternalLogger;

    private static readonly Action<ILogger, string, string, Exception?>[] Write =
    [
        Writer(HostLevel.Debug), Writer(HostLevel.Information), Writer(HostLevel.Warning), Writer(HostLevel.Error),
    ];

    private readonly Dictionary<Type, ILogger> _byClass = [];
    private readonly ILoggerFactory _factory;

    public LoggerFactoryLogger()
    {
        InternalLogger = Event.Logging.GetLogger(Context.System.EventStream, nameof(LoggerFactoryLogger));
        var setup = Context.System.Settings.Setup.Get<LoggerFactorySetup>();
        _factory = setup.HasValue
            ? setup.Value.LoggerFactory
            : throw new ConfigurationException(
                $"{Context.System} was created without a {nameof(LoggerFactorySetup)}: it has no host to log to.");
        _ = LoggerOf(typeof(ActorSystem));
    }

    protected override void PostStop() => InternalLogger.Debug("{0} stopped", nameof(LoggerFactoryLogger));

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                return true;
            case LogEvent entry:
                Log(entry, Self.Path);
                return true;
            default:
                return false;
        }
    }

    private static Action<ILogger, string, string, Exception?> Writer(HostLevel level) =>
        LoggerMessage.Define<string, string>(level, new EventId(2, "ActorLog"), "{Message} [{LogSource}]");

    protected virtual void Log(LogEvent log, ActorPath path)
    {
        Write[(int)log.LogLevel()](
            LoggerOf(log.LogClass), log.Message.ToString() ?? string.Empty, log.LogSource, log.Cause);
    }

    private ILogger LoggerOf(Type category)
    {
        if (!_byClass.TryGetValue(category, out var logger))
        {
            _byClass[category] = logger = _factory.CreateLogger(category.FullName ?? category.Name);
        }

        return logger;
    }
}
