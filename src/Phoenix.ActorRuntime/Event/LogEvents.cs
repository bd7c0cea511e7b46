using Akka.Actor;

namespace Akka.Event;

/// <summary>How serious a log event is.</summary>
public enum LogLevel
{
    DebugLevel = 0,
    InfoLevel = 1,
    WarningLevel = 2,
    ErrorLevel = 3,
}

/// <summary>One entry of the log, on its way over the event stream.</summary>
public abstract class LogEvent : INoSerializationVerificationNeeded
{
    protected LogEvent()
    {
        Thread = Thread.CurrentThread;
        Timestamp = ActorCell.Current is { } cell ? cell.System.Scheduler.Now.UtcDateTime : DateTime.UtcNow;
    }

    public Exception? Cause { get; protected set; }

    public string LogSource { get; protected set; } = string.Empty;

    public Type LogClass { get; protected set; } = typeof(object);

    public object Message { get; protected set; } = string.Empty;

    public DateTime Timestamp { get; }

    public Thread Thread { get; }

    public abstract LogLevel LogLevel();

    public override string ToString() =>
        $"[{LogLevel().StringFor()}][{Timestamp:O}][{LogSource}] {Message}" +
        (Cause is null ? string.Empty : Environment.NewLine + "Cause: " + Cause);

    private protected void Fill(Exception? cause, string logSource, Type logClass, object message) =>
        (Cause, LogSource, LogClass, Message) = (cause, logSource, logClass, message);
}

/// <summary>For whoever looks for the reason of something.</summary>
public class Debug : LogEvent
{
    public Debug(string logSource, Type logClass, object message) => Fill(null, logSource, logClass, message);

    public Debug(Exception? cause, string logSource, Type logClass, object message) =>
        Fill(cause, logSource, logClass, message);

    public override LogLevel LogLevel() => Event.LogLevel.DebugLevel;
}

/// <summary>Something happened.</summary>
public class Info : LogEvent
{
    public Info(string logSource, Type logClass, object message) => Fill(null, logSource, logClass, message);

    public Info(Exception? cause, string logSource, Type logClass, object message) =>
        Fill(cause, logSource, logClass, message);

    public override LogLevel LogLevel() => Event.LogLevel.InfoLevel;
}

/// <summary>Something should be looked at.</summary>
public class Warning : LogEvent
{
    public Warning(string logSource, Type logClass, object message) => Fill(null, logSource, logClass, message);

    public Warning(Exception? cause, string logSource, Type logClass, object message) =>
        Fill(cause, logSource, logClass, message);

    public override LogLevel LogLevel() => Event.LogLevel.WarningLevel;
}

/// <summary>Something failed.</summary>
public class Error : LogEvent
{
    public Error(Exception? cause, string logSource, Type logClass, object message) =>
        Fill(cause, logSource, logClass, message);

    public override LogLevel LogLevel() => Event.LogLevel.ErrorLevel;
}

/// <summary>Tells a logger to begin; it answers with <see cref="LoggerInitialized"/>.</summary>
public class InitializeLogger(LoggingBus loggingBus) : INoSerializationVerificationNeeded
{
    public LoggingBus LoggingBus { get; } = loggingBus;
}

/// <summary>The logger is ready.</summary>
public class LoggerInitialized : INoSerializationVerificationNeeded, IDeadLetterSuppression;
