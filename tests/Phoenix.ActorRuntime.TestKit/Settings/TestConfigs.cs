using Akka.Configuration;

namespace Akka.TestKit.Configs;

/// <summary>Configurations for tests.</summary>
public static class TestConfigs
{
    private static readonly string ThisAssembly = typeof(TestConfigs).Assembly.GetName().Name!;

    /// <summary>The log goes through the event filters; waits of a few seconds.</summary>
    public static Config DefaultConfig { get; } = ConfigurationFactory.ParseString(
        $$"""
        akka {
          loggers = ["Akka.TestKit.TestEventListener, Akka.TestKit"]
          test {
            timefactor = 1.0
            filter-leeway = 3s
            single-expect-default = 3s
            default-timeout = 5s
            calling-thread-dispatcher {
              type = "Akka.TestKit.CallingThreadDispatcherConfigurator, {{ThisAssembly}}"
              throughput = 2147483647
            }
            test-actor.dispatcher {
              type = "Akka.TestKit.CallingThreadDispatcherConfigurator, {{ThisAssembly}}"
              throughput = 2147483647
            }
          }
        }
        """);

    /// <summary>As <see cref="DefaultConfig"/>, and time stands still until the test moves it.</summary>
    public static Config TestSchedulerConfig { get; } = ConfigurationFactory.ParseString(
        """akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" """).WithFallback(DefaultConfig);

    internal static Config FullDebugConfig { get; } = ConfigurationFactory.ParseString(
        """
        akka {
          log-dead-letters-during-shutdown = true
          log-dead-letters = true
          loglevel = DEBUG
          stdout-loglevel = DEBUG
          actor.debug {
            receive = true
            autoreceive = true
            lifecycle = true
            event-stream = true
            unhandled = true
            fsm = true
            router-misconfiguration = true
          }
        }
        """);
}
