using Akka.Actor;
using Akka.Configuration;

namespace Akka.TestKit;

/// <summary>How long tests wait; <c>akka.test</c> in the configuration.</summary>
public class TestKitSettings : IExtension
{
    public TestKitSettings(Config config)
    {
        DefaultTimeout = config.GetTimeSpan("akka.test.default-timeout", TimeSpan.FromSeconds(5), allowInfinite: false);
        SingleExpectDefault = config.GetTimeSpan(
            "akka.test.single-expect-default", TimeSpan.FromSeconds(3), allowInfinite: false);
        TestEventFilterLeeway = config.GetTimeSpan(
            "akka.test.filter-leeway", TimeSpan.FromSeconds(3), allowInfinite: false);
        TestTimeFactor = config.GetDouble("akka.test.timefactor", 1.0);
        LogTestKitCalls = config.GetBoolean("akka.test.testkit.debug", false);
        if (TestTimeFactor <= 0)
        {
            throw new ConfigurationException(
                @"Expected a positive value for ""akka.test.timefactor"" but found " + TestTimeFactor);
        }
    }

    public TimeSpan DefaultTimeout { get; }

    /// <summary>Whether expectations are written to the log; <c>akka.test.testkit.debug</c>.</summary>
    public bool LogTestKitCalls { get; }

    /// <summary>Of an expectation without a timeout of its own.</summary>
    public TimeSpan SingleExpectDefault { get; }

    /// <summary>How long an event filter waits after the action.</summary>
    public TimeSpan TestEventFilterLeeway { get; }

    /// <summary>Waits are stretched by this on slow machines.</summary>
    public double TestTimeFactor { get; }
}

/// <summary>The key of <see cref="TestKitSettings"/>.</summary>
public class TestKitExtension : ExtensionIdProvider<TestKitSettings>
{
    public static TestKitSettings For(ActorSystem system) => system.GetExtension<TestKitSettings>();

    public override TestKitSettings CreateExtension(ExtendedActorSystem system) => new(system.Settings.Config);
}
