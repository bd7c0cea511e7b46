using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit.Configs;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>A system under test and an actor that stands for the test: what it receives, the test expects.</summary>
/// <remarks>What is made with it is in <c>TestKitBase.ActorOf.cs</c>; expectations are in the folder
/// <c>Expectations</c>.</remarks>
public abstract partial class TestKitBase : IActorRefFactory
{
    private static long _testActors;

    private readonly ITestKitAssertions _assertions;
    private readonly TestActorQueue _queue = new();
    private volatile MessageEnvelope _last = NullMessageEnvelope.Instance;
    private bool _endedInTime;
    private TimeSpan? _end;
    private ILoggingAdapter? _log;

    protected TestKitBase(ITestKitAssertions assertions, ActorSystem? system = null, string? testActorName = null)
        : this(assertions, system, ActorSystemSetup.Empty, null, testActorName)
    {
    }

    protected TestKitBase(
        ITestKitAssertions assertions, Config config, string? actorSystemName = null, string? testActorName = null)
        : this(assertions, null, SetupOf(config), actorSystemName, testActorName)
    {
    }

    protected TestKitBase(
        ITestKitAssertions assertions, ActorSystemSetup setup, string? actorSystemName = null,
        string? testActorName = null)
        : this(assertions, null, setup, actorSystemName, testActorName)
    {
    }

    protected TestKitBase(
        ITestKitAssertions assertions, ActorSystem? system, ActorSystemSetup config, string? actorSystemName,
        string? testActorName)
    {
        ArgumentNullException.ThrowIfNull(assertions);
        _assertions = assertions;
        InitializeTest(system, config, actorSystemName, testActorName);
    }

    public static Config DefaultConfig => TestConfigs.DefaultConfig;

    /// <summary>Everything the runtime can tell about itself, in the log.</summary>
    public static Config FullDebugConfig => TestConfigs.FullDebugConfig;

    /// <summary>The clock of expectations: real time, whatever the scheduler of the system.</summary>
    public static TimeSpan Now => MonotonicClock.Elapsed;

    public ActorSystem Sys { get; private set; } = null!;

    public TestKitSettings TestKitSettings { get; private set; } = null!;

    public IActorRef TestActor { get; private set; } = null!;

    /// <summary>Expectations of log events.</summary>
    public EventFilterFactory EventFilter { get; private set; } = null!;

    public ILoggingAdapter Log => _log ??= Logging.GetLogger(Sys, GetType());

    /// <summary>Whether a message waits to be expected.</summary>
    public bool HasMessages => _queue.HasMessages;

    /// <summary>The last message the test looked at.</summary>
    /// <exception cref="IllegalActorStateException">None came the last time.</exception>
    public object LastMessage => _last.Message;

    /// <summary>Who sent the last message the test looked at.</summary>
    /// <exception cref="IllegalActorStateException">None came the last time.</exception>
    public IActorRef LastSender => _last.Sender;

    internal ITestKitAssertions Assert => _assertions;

    /// <summary>Makes the test actor watch; its <see cref="Terminated"/> is then expected as any message.</summary>
    public IActorRef Watch(IActorRef actorToWatch)
    {
        TestActor.Tell(new TestKit.TestActor.Watch(actorToWatch), ActorRefs.NoSender);
        return actorToWatch;
    }

    public IActorRef Unwatch(IActorRef actorToUnwatch)
    {
        TestActor.Tell(new TestKit.TestActor.Unwatch(actorToUnwatch), ActorRefs.NoSender);
        return actorToUnwatch;
    }

    public Task<IActorRef> WatchAsync(IActorRef actorToWatch) => Task.FromResult(Watch(actorToWatch));

    public Task<IActorRef> UnwatchAsync(IActorRef actorToUnwatch) => Task.FromResult(Unwatch(actorToUnwatch));

    /// <summary>Lets <paramref name="pilot"/> see every message before it is collected.</summary>
    public void SetAutoPilot(AutoPilot pilot) =>
        TestActor.Tell(new TestKit.TestActor.SetAutoPilot(pilot), ActorRefs.NoSender);

    /// <summary>Drops the messages for which it returns true.</summary>
    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) => Ignore(m => shouldIgnoreMessage(m));

    public void IgnoreMessages<TMsg>(Func<TMsg, bool> shouldIgnoreMessage) =>
        Ignore(m => m is TMsg typed && shouldIgnoreMessage(typed));

    public void IgnoreMessages<TMsg>() => Ignore(static m => m is TMsg);

    public void IgnoreNoMessages() => Ignore(null);

    /// <summary>Ends the system under test.</summary>
    /// <param name="duration">How long to wait; the default timeout if null.</param>
    /// <param name="verifySystemShutdown">Whether a system that does not end in time fails the test.</param>
    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false) =>
        Shutdown(Sys, duration, verifySystemShutdown);

    protected virtual void Shutdown(ActorSystem system, TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        ArgumentNullException.ThrowIfNull(system);
        var limit = duration ?? Min(Dilated(TestKitSettings.DefaultTimeout), TimeSpan.FromSeconds(10));
        if (system.Terminate().Wait(limit)) return;
        var message = $"Failed to stop [{system.Name}] within [{limit}]{Environment.NewLine}" +
            ((ExtendedActorSystem)system).PrintTree();
        if (verifySystemShutdown) throw new TimeoutException(message);
        system.Log.Warning(message);
    }

    /// <summary>Makes the system, unless there is one, and the test actor.</summary>
    /// <param name="system">The system under test; null if the kit makes it.</param>
    /// <param name="config">What it is made with; the kit's own settings are below it.</param>
    /// <param name="actorSystemName">Its name; <c>test</c> if null.</param>
    /// <param name="testActorName">Unique in this process if null.</param>
    protected virtual void InitializeTest(
        ActorSystem? system, ActorSystemSetup config, string? actorSystemName, string? testActorName)
    {
        if (system is null)
        {
            var given = config.Get<BootstrapSetup>();
            var bootstrap = (given.HasValue ? given.Value : BootstrapSetup.Create()).WithConfigFallback(DefaultConfig);
            system = ActorSystem.Create(actorSystemName ?? "test", config.And(bootstrap));
        }

        Begin(system, testActorName);
    }

    protected void InitializeTest(
        ActorSystem? system, Config? config, string? actorSystemName, string? testActorName) =>
        InitializeTest(system, SetupOf(config), actorSystemName, testActorName);

    private static ActorSystemSetup SetupOf(Config? config) => config is null
        ? ActorSystemSetup.Empty
        : ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config));

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private void Begin(ActorSystem system, string? testActorName)
    {
        Sys = system;
        system.RegisterExtension(new TestKitExtension());
        system.RegisterExtension(new TestKitAssertionsExtension(_assertions));
        TestKitSettings = TestKitExtension.For(system);
        CallingThreadDispatcher.Provide(system);
        EventFilter = new EventFilterFactory(this);
        TestActor = CreateTestActor(
            system, testActorName ?? $"testActor{Interlocked.Increment(ref _testActors)}", _queue);
        if (this is TestProbe) return;
        var cell = this is INoImplicitSender ? null : ((LocalActorRef)TestActor).Cell;
        _ = ActorCell.Enter(cell);
        SynchronizationContext.SetSynchronizationContext(new ActorCellKeepingSynchronizationContext(cell));
    }

    private static IActorRef CreateTestActor(ActorSystem system, string name, TestActorQueue queue) =>
        ((ExtendedActorSystem)system).SystemActorOf(InternalTestActor.Recipe(queue), name);

    private void Ignore(TestActor.Ignore? ignore) =>
        TestActor.Tell(new TestKit.TestActor.SetIgnore(ignore), ActorRefs.NoSender);
}
