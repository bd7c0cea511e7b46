using System.Globalization;
using System.Text;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Akka.Hosting.Logging;
using Microsoft.Extensions.Logging;
using AkkaLevel = Akka.Event.LogLevel;

namespace Akka.Hosting;

/// <summary>Where the log of the actor system goes, and from which level on.</summary>
/// <remarks>What is not set stays as the settings have it.</remarks>
public sealed class LoggerConfigBuilder
{
    private List<Type>? _loggers;
    private Type? _formatter;

    internal LoggerConfigBuilder(AkkaConfigurationBuilder builder) => Builder = builder;

    public AkkaLevel? LogLevel { get; set; }

    public bool? LogConfigOnStart { get; set; }

    public DebugOptions? DebugOptions { get; set; }

    public DeadLetterOptions? DeadLetterOptions { get; set; }

    internal AkkaConfigurationBuilder Builder { get; }

    /// <summary>No logger but those added from now on.</summary>
    public LoggerConfigBuilder ClearLoggers()
    {
        _loggers = [];
        return this;
    }

    public LoggerConfigBuilder AddLogger<T>()
        where T : IRequiresMessageQueue<ILoggerMessageQueueSemantics>
    {
        _loggers ??= [];
        if (!_loggers.Contains(typeof(T))) _loggers.Add(typeof(T));
        return this;
    }

    /// <summary>What fills the holes of messages; a type without a public constructor that takes nothing is a
    /// <see cref="ConfigurationException"/>.</summary>
    public LoggerConfigBuilder WithDefaultLogMessageFormatter<T>()
        where T : ILogMessageFormatter
    {
        _formatter = typeof(T).GetConstructor(Type.EmptyTypes) is not null
            ? typeof(T)
            : throw new ConfigurationException($"{typeof(T)} must have an empty constructor to format messages.");
        return this;
    }

    internal Config ToConfig()
    {
        var text = new StringBuilder();
        if (LogLevel is { } level) text.AppendLine($"akka.loglevel = {level.ToString().Replace("Level", "")}");
        if (LogConfigOnStart is { } onStart) text.AppendLine($"akka.log-config-on-start = {onStart.ToHocon()}");
        if (_formatter is not null)
        {
            text.AppendLine($"akka.logger-formatter = {_formatter.AssemblyQualifiedName.ToHocon()}");
        }

        if (_loggers is not null)
        {
            var names = _loggers.Select(static type => type.AssemblyQualifiedName.ToHocon());
            text.Append("akka.loggers = [").AppendJoin(", ", names).AppendLine("]");
        }

        return text.AppendLine(DebugOptions?.ToString()).AppendLine(DeadLetterOptions?.ToString()).ToString();
    }
}

/// <summary>All, none or a number of them.</summary>
public enum TriStateValue
{
    None = 0,
    All = 1,
    Some = 2,
}

/// <summary>How dead letters are logged. What is not set stays as the settings have it.</summary>
public class DeadLetterOptions
{
    public TriStateValue ShouldLog { get; set; } = TriStateValue.Some;

    /// <summary>How many, if only some are logged.</summary>
    public int? LogCount { get; set; }

    public bool? LogDuringShutdown { get; set; }

    /// <summary>For how long to pause after that many; zero or less for good.</summary>
    public TimeSpan? LogSuspendDuration { get; set; }

    /// <summary>As HOCON.</summary>
    public override string ToString() => OptionText.Of(
        "akka",
        ("log-dead-letters", ShouldLog switch
        {
            TriStateValue.All => "on",
            TriStateValue.None => "off",
            _ => LogCount?.ToHocon(),
        }),
        ("log-dead-letters-during-shutdown", LogDuringShutdown?.ToHocon()),
        ("log-dead-letters-suspend-duration", LogSuspendDuration?.ToHocon(allowInfinite: true, zeroIsInfinite: true)));
}

/// <summary>What actors log for who looks for a fault. What is not set stays as the settings have it.</summary>
public class DebugOptions
{
    /// <summary>Messages an actor handles, where it logs them.</summary>
    public bool? Receive { get; set; }

    /// <summary>Messages the runtime handles for the actor.</summary>
    public bool? AutoReceive { get; set; }

    public bool? LifeCycle { get; set; }

    public bool? FiniteStateMachine { get; set; }

    public bool? EventStream { get; set; }

    public bool? Unhandled { get; set; }

    public bool? RouterMisconfiguration { get; set; }

    /// <summary>As HOCON.</summary>
    public override string ToString() => OptionText.Of(
        "akka.actor.debug",
        ("receive", Receive?.ToHocon()),
        ("autoreceive", AutoReceive?.ToHocon()),
        ("lifecycle", LifeCycle?.ToHocon()),
        ("fsm", FiniteStateMachine?.ToHocon()),
        ("event-stream", EventStream?.ToHocon()),
        ("unhandled", Unhandled?.ToHocon()),
        ("router-misconfiguration", RouterMisconfiguration?.ToHocon()));
}

/// <summary>Options as HOCON.</summary>
internal static class OptionText
{
    /// <summary>A block of those that are set; empty if none is.</summary>
    internal static string Of(string path, params (string Key, string? Value)[] options)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in options)
        {
            if (value is not null) text.Append(CultureInfo.InvariantCulture, $"{key} = {value}").AppendLine();
        }

        return text.Length == 0 ? string.Empty : $"{path} {{{Environment.NewLine}{text}}}";
    }
}

/// <summary>Choosing loggers.</summary>
public static class LoggingExtensions
{
    public static AkkaConfigurationBuilder ConfigureLoggers(
        this AkkaConfigurationBuilder builder, Action<LoggerConfigBuilder> configurator)
    {
        var loggers = new LoggerConfigBuilder(builder);
        configurator(loggers);
        var config = loggers.ToConfig();
        return config.IsEmpty ? builder : builder.AddHocon(config, HoconAddMode.Prepend);
    }

    /// <summary>Standard output.</summary>
    public static LoggerConfigBuilder AddDefaultLogger(this LoggerConfigBuilder configBuilder) =>
        configBuilder.AddLogger<DefaultLogger>();

    /// <summary>The loggers of the host.</summary>
    public static LoggerConfigBuilder AddLoggerFactory(this LoggerConfigBuilder configBuilder) =>
        configBuilder.AddLogger<LoggerFactoryLogger>();

    public static LoggerConfigBuilder AddLoggerFactory(
        this LoggerConfigBuilder configBuilder, ILoggerFactory loggerFactory)
    {
        configBuilder.Builder.AddSetup(new LoggerFactorySetup(loggerFactory));
        return configBuilder.AddLogger<LoggerFactoryLogger>();
    }
}
