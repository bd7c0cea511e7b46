using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Akka.TestKit.Xunit2;

/// <summary>The base class of tests with actors under xunit: a system per test, ended with it.</summary>
public class TestKit : TestKitBase, IDisposable
{
    protected readonly ITestOutputHelper? Output;

    private bool _disposed;

    public TestKit(ActorSystem? system = null, ITestOutputHelper? output = null)
        : base(Assertions, system)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    public TestKit(Config config, string? actorSystemName = null, ITestOutputHelper? output = null)
        : base(Assertions, config, actorSystemName)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    public TestKit(string config, ITestOutputHelper? output = null)
        : this(ConfigurationFactory.ParseString(config), null, output)
    {
    }

    public static new Config DefaultConfig => TestKitBase.DefaultConfig;

    public static new Config FullDebugConfig => TestKitBase.FullDebugConfig;

    protected static XunitAssertions Assertions { get; } = new();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs after the test, before the system ends.</summary>
    protected virtual void AfterAll()
    {
    }

    protected virtual void Dispose(bool disposing)
    {
        if (_disposed || !disposing) return;
        _disposed = true;
        try
        {
            AfterAll();
        }
        finally
        {
            Shutdown();
            _ = ActorCell.Enter(null);
        }
    }

    protected void InitializeLogger(ActorSystem system)
    {
        if (Output is not { } output) return;
        var props = Props.Create(() => new TestOutputLogger(output)).WithDispatcher(CallingThreadDispatcher.Id);
        var logger = ((ExtendedActorSystem)system).SystemActorOf(props, "log-test");
        foreach (var level in Enum.GetValues<LogLevel>()) system.EventStream.Subscribe(logger, level.ClassFor());
    }
}

/// <summary>Fails as xunit does.</summary>
public class XunitAssertions : ITestKitAssertions
{
    public void Fail(string format = "", params object[] args) => throw new XunitException(Text(format, args));

    public void AssertTrue(bool condition, string format = "", params object[] args)
    {
        if (!condition) Fail(format, args);
    }

    public void AssertFalse(bool condition, string format = "", params object[] args) =>
        AssertTrue(!condition, format, args);

    public void AssertEqual<T>(T expected, T actual, string format = "", params object[] args) =>
        AssertEqual(expected, actual, EqualityComparer<T>.Default.Equals, format, args);

    public void AssertEqual<T>(
        T expected, T actual, Func<T, T, bool> comparer, string format = "", params object[] args)
    {
        if (comparer(expected, actual)) return;
        Fail("{0}{1}Expected: {2}{1}Actual:   {3}", Text(format, args), Environment.NewLine, expected!, actual!);
    }

    private static string Text(string format, object[] args) => args.Length == 0 ? format : string.Format(format, args);
}

/// <summary>Writes the log of the system under test to the output of the test.</summary>
internal sealed class TestOutputLogger : ReceiveActor
{
    public TestOutputLogger(ITestOutputHelper output) => Receive<LogEvent>(entry =>
    {
        try
        {
            output.WriteLine(entry.ToString());
        }
        catch (InvalidOperationException)
        {
            // The test is over; nobody reads its output any more.
            Context.Stop(Self);
        }
    });
}
