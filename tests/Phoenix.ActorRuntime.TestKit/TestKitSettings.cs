using Akka.Actor;
using Akka.Configuration;

namespace Akka.TestKit
{
    /// <summary>How long tests wait; <c>akka.test</c> in the configuration.</summary>
    public class TestKitSettings : IExtension
    {
        public TestKitSettings(Config config)
        {
            DefaultTimeout = config.GetTimeSpan("akka.test.default-timeout", TimeSpan.FromSeconds(5));
            SingleExpectDefault = config.GetTimeSpan("akka.test.single-expect-default", TimeSpan.FromSeconds(3));
            TestEventFilterLeeway = config.GetTimeSpan("akka.test.filter-leeway", TimeSpan.FromSeconds(3));
            TestTimeFactor = config.GetDouble("akka.test.timefactor", 1.0);
        }

        public TimeSpan DefaultTimeout { get; }

        public TimeSpan SingleExpectDefault { get; }

        public TimeSpan TestEventFilterLeeway { get; }

        /// <summary>Waits are stretched by this on slow machines.</summary>
        public double TestTimeFactor { get; }
    }

    /// <summary>The key of <see cref="TestKitSettings"/>.</summary>
    public class TestKitExtension : ExtensionIdProvider<TestKitSettings>
    {
        public static TestKitSettings For(ActorSystem system) =>
            system.WithExtension<TestKitSettings, TestKitExtension>();

        public override TestKitSettings CreateExtension(ExtendedActorSystem system) => new(system.Settings.Config);
    }
}

namespace Akka.TestKit.Configs
{
    /// <summary>Configurations for tests.</summary>
    public static class TestConfigs
    {
        /// <summary>No console logger; waits of a few seconds.</summary>
        public static Config DefaultConfig { get; } = ConfigurationFactory.ParseString(
            """
            akka {
              loggers = []
              test {
                timefactor = 1.0
                filter-leeway = 3s
                single-expect-default = 3s
                default-timeout = 5s
              }
            }
            """);

        /// <summary>Time stands still until the test moves it.</summary>
        public static Config TestSchedulerConfig { get; } = ConfigurationFactory.ParseString(
            """akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" """);
    }
}
