using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The part of the configuration that the runtime itself reads.</summary>
public class Settings
{
    internal static readonly Config Reference = ConfigurationFactory.ParseString(
        """
        akka {
          loggers = ["Akka.Event.DefaultLogger"]
          loglevel = INFO
          log-dead-letters = 10
          log-dead-letters-during-shutdown = on
          log-dead-letters-suspend-duration = 5m
          logger-formatter = ""
          scheduler.implementation = ""
          actor {
            ask-timeout = infinite
            guardian-supervisor-strategy = "Akka.Actor.DefaultSupervisorStrategy"
            debug { unhandled = off, fsm = off, event-stream = off, log-timers = off }
            mailbox {
              requirements."Akka.Event.ILoggerMessageQueueSemantics" = akka.actor.mailbox.logger-queue
              logger-queue.mailbox-type = "Akka.Event.LoggerMailboxType"
            }
          }
          coordinated-shutdown {
            default-phase-timeout = 5s
            terminate-actor-system = on
            run-by-clr-shutdown-hook = on
            run-by-actor-system-terminate = on
          }
        }
        """).WithFallback(DispatchDefaults.Reference);

    public Settings(ActorSystem system, Config config)
        : this(system, config, ActorSystemSetup.Empty)
    {
    }

    public Settings(ActorSystem system, Config config, ActorSystemSetup setup)
    {
        (System, Config, Setup) = (system, config.SafeWithFallback(Reference), setup);
        Loggers = Config.GetStringList("akka.loggers");
        LogLevel = Config.GetString("akka.loglevel", "INFO");
        LogDeadLetters = ReadLogDeadLetters(Config.GetString("akka.log-dead-letters", "10"));
        LogDeadLettersDuringShutdown = Config.GetBoolean("akka.log-dead-letters-during-shutdown");
        SchedulerClass = Config.GetString("akka.scheduler.implementation", string.Empty);
        AskTimeout = Config.GetTimeSpan("akka.actor.ask-timeout");
        SupervisorStrategyClass = Config.GetString(
            "akka.actor.guardian-supervisor-strategy", nameof(DefaultSupervisorStrategy));
        DebugUnhandledMessage = Config.GetBoolean("akka.actor.debug.unhandled");
        FsmDebugEvent = Config.GetBoolean("akka.actor.debug.fsm");
        DebugEventStream = Config.GetBoolean("akka.actor.debug.event-stream");
        DebugTimerScheduler = Config.GetBoolean("akka.actor.debug.log-timers");
        LogDeadLettersSuspendDuration = ReadSuspendDuration(Config);
        LogFormatter = ReadFormatter(Config.GetString("akka.logger-formatter", string.Empty));
        CoordinatedShutdownTerminateActorSystem =
            Config.GetBoolean("akka.coordinated-shutdown.terminate-actor-system");
        CoordinatedShutdownRunByActorSystemTerminate =
            Config.GetBoolean("akka.coordinated-shutdown.run-by-actor-system-terminate");
    }

    public ActorSystem System { get; }

    /// <summary>What the system was created with, over the runtime's own defaults.</summary>
    public Config Config { get; }

    /// <summary>What the system was given in code.</summary>
    public ActorSystemSetup Setup { get; }

    public IList<string> Loggers { get; }

    public string LogLevel { get; }

    /// <summary>How many dead letters are logged; <see cref="int.MaxValue"/> for all.</summary>
    public int LogDeadLetters { get; }

    public bool LogDeadLettersDuringShutdown { get; }

    /// <summary>Empty for the runtime's own scheduler.</summary>
    public string SchedulerClass { get; }

    /// <summary>Of an ask without a timeout of its own; infinite unless configured.</summary>
    public TimeSpan AskTimeout { get; }

    public string SupervisorStrategyClass { get; }

    public bool DebugUnhandledMessage { get; }

    public bool FsmDebugEvent { get; }

    /// <summary>Whether subscriptions to the event stream are written to the debug log.</summary>
    public bool DebugEventStream { get; }

    /// <summary>Whether starting and cancelling the timers of actors is written to the debug log.</summary>
    public bool DebugTimerScheduler { get; }

    /// <summary>How long dead letters are not logged after <see cref="LogDeadLetters"/> of them were; infinite for
    /// ever.</summary>
    public TimeSpan LogDeadLettersSuspendDuration { get; }

    /// <summary>Fills the holes of log messages.</summary>
    public ILogMessageFormatter LogFormatter { get; }

    public bool CoordinatedShutdownTerminateActorSystem { get; }

    public bool CoordinatedShutdownRunByActorSystemTerminate { get; }

    private static TimeSpan ReadSuspendDuration(Config config) =>
        config.GetString("akka.log-dead-letters-suspend-duration") is "infinite"
            ? Timeout.InfiniteTimeSpan
            : config.GetTimeSpan("akka.log-dead-letters-suspend-duration");

    private static ILogMessageFormatter ReadFormatter(string typeName) =>
        typeName.Length == 0 || typeName.Contains(nameof(DefaultLogMessageFormatter), StringComparison.Ordinal)
            ? DefaultLogMessageFormatter.Instance
            : TypeNames.Create<ILogMessageFormatter>(typeName);

    private static int ReadLogDeadLetters(string value) => value switch
    {
        "on" or "true" or "yes" => int.MaxValue,
        "off" or "false" or "no" => 0,
        _ => int.Parse(value, global::System.Globalization.CultureInfo.InvariantCulture),
    };
}
