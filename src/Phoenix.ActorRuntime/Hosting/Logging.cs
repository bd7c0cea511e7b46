using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Hosting.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using HostLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Akka.Hosting
{
    /// <summary>Where the log of the actor system goes, and from which level on.</summary>
    public sealed class LoggerConfigBuilder
    {
        private readonly List<string> _loggers = [typeof(DefaultLogger).FullName!];

        internal LoggerConfigBuilder(AkkaConfigurationBuilder builder) => Builder = builder;

        public Event.LogLevel LogLevel { get; set; } = Event.LogLevel.InfoLevel;

        internal AkkaConfigurationBuilder Builder { get; }

        public LoggerConfigBuilder ClearLoggers()
        {
            _loggers.Clear();
            return this;
        }

        internal LoggerConfigBuilder Add(Type logger)
        {
            _loggers.Add(logger.FullName!);
            return this;
        }

        internal Config ToConfig() => ConfigurationFactory.ParseString(
            $"akka {{ loglevel = {LogLevel.StringFor()}, " +
            $"loggers = [{string.Join(", ", _loggers.Select(name => $"\"{name}\""))}] }}");
    }

    /// <summary>Choosing loggers.</summary>
    public static class LoggingExtensions
    {
        public static AkkaConfigurationBuilder ConfigureLoggers(
            this AkkaConfigurationBuilder builder, Action<LoggerConfigBuilder> configurator)
        {
            var loggers = new LoggerConfigBuilder(builder);
            configurator(loggers);
            return builder.AddHocon(loggers.ToConfig(), HoconAddMode.Prepend);
        }

        /// <summary>Standard output.</summary>
        public static LoggerConfigBuilder AddDefaultLogger(this LoggerConfigBuilder configBuilder) =>
            configBuilder.Add(typeof(DefaultLogger));

        /// <summary>The loggers of the host.</summary>
        public static LoggerConfigBuilder AddLoggerFactory(this LoggerConfigBuilder configBuilder)
        {
            configBuilder.Builder.LoggerFactory = static services => services.GetRequiredService<ILoggerFactory>();
            return configBuilder.Add(typeof(LoggerFactoryLogger));
        }

        public static LoggerConfigBuilder AddLoggerFactory(
            this LoggerConfigBuilder configBuilder, ILoggerFactory loggerFactory)
        {
            configBuilder.Builder.LoggerFactory = _ => loggerFactory;
            return configBuilder.Add(typeof(LoggerFactoryLogger));
        }
    }
}

namespace Akka.Hosting.Logging
{
    /// <summary>Writes the log of the actor system to an <see cref="ILoggerFactory"/>, one category per
    /// class.</summary>
    public class LoggerFactoryLogger : ActorBase
    {
        private static readonly Action<ILogger, string, string, Exception?>[] Write =
        [
            Writer(HostLevel.Debug), Writer(HostLevel.Information), Writer(HostLevel.Warning), Writer(HostLevel.Error),
        ];

        private readonly Dictionary<Type, ILogger> _byClass = [];
        private readonly ILoggerFactory _factory = ((ActorSystemImpl)Context.System).LoggerFactory ??
            throw new ConfigurationException("LoggerFactoryLogger is set up by AddLoggerFactory only.");

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
            if (!_byClass.TryGetValue(log.LogClass, out var logger))
            {
                _byClass[log.LogClass] = logger = _factory.CreateLogger(log.LogClass.FullName ?? log.LogClass.Name);
            }

            Write[(int)log.LogLevel()](logger, log.Message.ToString() ?? string.Empty, log.LogSource, log.Cause);
        }
    }
}
