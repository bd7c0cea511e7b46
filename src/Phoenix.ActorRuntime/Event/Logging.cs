using Akka.Actor;

namespace Akka.Event;

/// <summary>Fills the holes of a log message.</summary>
public interface ILogMessageFormatter
{
    string Format(string format, params object[] args);

    string Format(string format, IEnumerable<object> args);
}

/// <summary>Fills holes by number, as <see cref="string.Format(string, object[])"/> does, or by name, from left to
/// right. A template that does not fit its values is shown with them: what was to be told is told.</summary>
public class DefaultLogMessageFormatter : ILogMessageFormatter
{
    public static readonly DefaultLogMessageFormatter Instance = new();

    private DefaultLogMessageFormatter()
    {
    }

    public string Format(string format, params object[] args) =>
        args.Length == 0 ? format : LogTemplate.Fill(format, args);

    public string Format(string format, IEnumerable<object> args) => Format(format, args.ToArray());
}

/// <summary>A message with holes; formatted only if somebody reads it.</summary>
#pragma warning disable CA1012, MA0017 // Akka.NET's constructor is public too.
public abstract class LogMessage
{
    protected readonly ILogMessageFormatter Formatter;

    public LogMessage(ILogMessageFormatter formatter, string format) => (Formatter, Format) = (formatter, format);
#pragma warning restore CA1012, MA0017

    public string Format { get; }

    public abstract IEnumerable<object> Parameters();

    public abstract string Unformatted();
}

/// <summary>A message and its arguments.</summary>
internal sealed class FormattedMessage(ILogMessageFormatter formatter, string format, object[] arguments)
    : LogMessage(formatter, format)
{
    public override IEnumerable<object> Parameters() => arguments;

    public override string Unformatted() => Format + " [" + string.Join(", ", arguments) + "]";

    public override string ToString() => Formatter.Format(Format, arguments);
}

/// <summary>Where a part writes its log.</summary>
public interface ILoggingAdapter
{
    ILogMessageFormatter Formatter { get; }

    bool IsDebugEnabled { get; }

    bool IsInfoEnabled { get; }

    bool IsWarningEnabled { get; }

    bool IsErrorEnabled { get; }

    bool IsEnabled(LogLevel logLevel);

    void Log(LogLevel logLevel, Exception? cause, string format);

    void Log(LogLevel logLevel, Exception? cause, LogMessage message);
}

/// <summary>An adapter that publishes on a bus.</summary>
internal sealed class BusLogging(
    LoggingBus bus, string logSource, Type logClass, ILogMessageFormatter formatter) : ILoggingAdapter
{
    public ILogMessageFormatter Formatter => formatter;

    public bool IsDebugEnabled => IsEnabled(LogLevel.DebugLevel);

    public bool IsInfoEnabled => IsEnabled(LogLevel.InfoLevel);

    public bool IsWarningEnabled => IsEnabled(LogLevel.WarningLevel);

    public bool IsErrorEnabled => IsEnabled(LogLevel.ErrorLevel);

    public bool IsEnabled(LogLevel logLevel) => bus.LogLevel <= logLevel;

    public void Log(LogLevel logLevel, Exception? cause, string format) => Publish(logLevel, cause, format);

    public void Log(LogLevel logLevel, Exception? cause, LogMessage message) => Publish(logLevel, cause, message);

    private void Publish(LogLevel level, Exception? cause, object message)
    {
        if (!IsEnabled(level)) return;
        LogEvent entry = level switch
        {
            LogLevel.DebugLevel => new Debug(cause, logSource, logClass, message),
            LogLevel.InfoLevel => new Info(cause, logSource, logClass, message),
            LogLevel.WarningLevel => new Warning(cause, logSource, logClass, message),
            _ => new Error(cause, logSource, logClass, message),
        };
        bus.Publish(entry);
    }
}

/// <summary>An adapter that writes nothing.</summary>
public sealed class NoLogger : ILoggingAdapter
{
    public static readonly ILoggingAdapter Instance = new NoLogger();

    private NoLogger()
    {
    }

    public ILogMessageFormatter Formatter => DefaultLogMessageFormatter.Instance;

    public bool IsDebugEnabled => false;

    public bool IsInfoEnabled => false;

    public bool IsWarningEnabled => false;

    public bool IsErrorEnabled => false;

    public bool IsEnabled(LogLevel logLevel) => false;

    public void Log(LogLevel logLevel, Exception? cause, string format)
    {
    }

    public void Log(LogLevel logLevel, Exception? cause, LogMessage message)
    {
    }
}

/// <summary>Makes adapters, and translates between the names of the levels.</summary>
public static class Logging
{
    public static ILoggingAdapter GetLogger(
        this IActorContext context, ILogMessageFormatter? logMessageFormatter = null) =>
        new BusLogging(
            context.System.EventStream, context.Self.Path.ToString(), context.Props.Type,
            logMessageFormatter ?? context.System.Settings.LogFormatter);

    public static ILoggingAdapter GetLogger(
        ActorSystem system, object logSourceObj, ILogMessageFormatter? logMessageFormatter = null) =>
        GetLogger(
            system.EventStream, LogSource.Create(logSourceObj, system),
            logMessageFormatter ?? system.Settings.LogFormatter);

    /// <param name="logSourceObj">A name, a type, a reference, or anything, which then gives its type.</param>
    public static ILoggingAdapter GetLogger(
        LoggingBus loggingBus, object logSourceObj, ILogMessageFormatter? logMessageFormatter = null) =>
        GetLogger(
            loggingBus, LogSource.Create(logSourceObj), logMessageFormatter ?? DefaultLogMessageFormatter.Instance);

    internal static ILoggingAdapter GetLogger(LoggingBus bus, LogSource source, ILogMessageFormatter formatter) =>
        new BusLogging(bus, source.Source, source.Type, formatter);

    public static Type ClassFor(this LogLevel logLevel) => logLevel switch
    {
        LogLevel.DebugLevel => typeof(Debug),
        LogLevel.InfoLevel => typeof(Info),
        LogLevel.WarningLevel => typeof(Warning),
        LogLevel.ErrorLevel => typeof(Error),
        _ => throw new ArgumentException($"{logLevel} is no log level.", nameof(logLevel)),
    };

    /// <param name="logLevel">As in the configuration: DEBUG, INFO, WARNING, ERROR, OFF.</param>
    public static LogLevel LogLevelFor(string logLevel) => logLevel.ToUpperInvariant() switch
    {
        "DEBUG" => LogLevel.DebugLevel,
        "INFO" => LogLevel.InfoLevel,
        "WARN" or "WARNING" => LogLevel.WarningLevel,
        "ERROR" => LogLevel.ErrorLevel,
        "OFF" => LogLevel.ErrorLevel + 1,
        _ => throw new ArgumentException($"'{logLevel}' is no log level.", nameof(logLevel)),
    };

    public static LogLevel LogLevelFor<T>()
        where T : LogEvent
    {
        for (var level = LogLevel.DebugLevel; level <= LogLevel.ErrorLevel; level++)
        {
            if (level.ClassFor() == typeof(T)) return level;
        }

        throw new ArgumentException($"{typeof(T)} has no log level.");
    }

    public static string StringFor(this LogLevel logLevel) => logLevel switch
    {
        LogLevel.DebugLevel => "DEBUG",
        LogLevel.InfoLevel => "INFO",
        LogLevel.WarningLevel => "WARNING",
        LogLevel.ErrorLevel => "ERROR",
        _ => throw new ArgumentException($"{logLevel} is no log level.", nameof(logLevel)),
    };
}
