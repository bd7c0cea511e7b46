using System.Linq.Expressions;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit.Configs;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>A system under test and an actor that stands for the test: what it receives, the test expects.</summary>
/// <remarks>Expectations are in <c>TestKitBase.Expect.cs</c>, waiting for conditions in <c>TestKitBase.Await.cs</c>,
/// the asynchronous forms in <c>TestKitBase.Async.cs</c>.</remarks>
public abstract partial class TestKitBase : IActorRefFactory
{
    private static long _testActors;

    private readonly ITestKitAssertions _assertions;
    private readonly TestActorQueue _queue = new();
    private MessageEnvelope? _last;
    private TimeSpan? _end;

    protected TestKitBase(ITestKitAssertions assertions, ActorSystem? system = null, string? testActorName = null)
        : this(assertions, system, DefaultConfig, null, testActorName)
    {
    }

    protected TestKitBase(
        ITestKitAssertions assertions, Config config, string? actorSystemName = null, string? testActorName = null)
        : this(assertions, null, config, actorSystemName, testActorName)
    {
    }

    private TestKitBase(
        ITestKitAssertions assertions, ActorSystem? system, Config config, string? systemName, string? testActorName)
    {
        _assertions = assertions;
        Sys = system ?? ActorSystem.Create(systemName ?? "test", config.SafeWithFallback(DefaultConfig));
        TestKitSettings = TestKitExtension.For(Sys);
        EventFilter = new EventFilterFactory(this);
        var props = Props.CreateBy(new TestActorProducer(_queue)).WithDispatcher(CallingThreadDispatcher.Id);
        var name = testActorName ?? "testActor" + Interlocked.Increment(ref _testActors);
        TestActor = ((ExtendedActorSystem)Sys).SystemActorOf(props, name);
        if (this is INoImplicitSender) return;
        var cell = ((LocalActorRef)TestActor).Cell;
        _ = ActorCell.Enter(cell);
        SynchronizationContext.SetSynchronizationContext(new ActorCellKeepingSynchronizationContext(cell));
    }

    public static Config DefaultConfig => TestConfigs.DefaultConfig;

    public static Config FullDebugConfig { get; } = ConfigurationFactory.ParseString("akka.loglevel = DEBUG");

    public static TimeSpan Now => MonotonicClock.Elapsed;

    public ActorSystem Sys { get; }

    public TestKitSettings TestKitSettings { get; }

    public IActorRef TestActor { get; }

    public EventFilterFactory EventFilter { get; }

    public ILoggingAdapter Log => Logging.GetLogger(Sys, GetType());

    public bool HasMessages => _queue.HasMessages;

    public object? LastMessage => _last?.Message;

    /// <summary>Who sent the last message the test looked at.</summary>
    public IActorRef LastSender => _last?.Sender ?? Sys.DeadLetters;

    /// <summary>What is left of the enclosing <c>Within</c>.</summary>
    public TimeSpan Remaining => _end is { } end
        ? end - Now
        : throw new InvalidOperationException("Remaining may not be called outside of \"Within\".");

    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(TestKitSettings.SingleExpectDefault));

    internal ITestKitAssertions Assert => _assertions;

    public IActorRef ActorOf(Props props) => Sys.ActorOf(props);

    public IActorRef ActorOf(Props props, string? name) => Sys.ActorOf(props, name);

    public IActorRef ActorOf<TActor>()
        where TActor : ActorBase, new() => Sys.ActorOf(Props.Create<TActor>());

    public IActorRef ActorOf<TActor>(string name)
        where TActor : ActorBase, new() => Sys.ActorOf(Props.Create<TActor>(), name);

    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory)
        where TActor : ActorBase => Sys.ActorOf(Props.Create(factory));

    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory, string name)
        where TActor : ActorBase => Sys.ActorOf(Props.Create(factory), name);

    public ActorSelection ActorSelection(ActorPath actorPath) => Sys.ActorSelection(actorPath);

    public ActorSelection ActorSelection(string actorPath) => Sys.ActorSelection(actorPath);

    public ActorSelection ActorSelection(IActorRef anchorRef, string actorPath) => new(anchorRef, actorPath);

    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Props props, IActorRef supervisor, string? name = null)
        where TActor : ActorBase => new(Sys, props, supervisor, name);

    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Props props, string? name = null)
        where TActor : ActorBase => new(Sys, props, null, name);

    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(
        Expression<Func<TActor>> factory, IActorRef supervisor, string? name = null)
        where TActor : ActorBase => new(Sys, Props.Create(factory), supervisor, name);

    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Expression<Func<TActor>> factory, string? name = null)
        where TActor : ActorBase => new(Sys, Props.Create(factory), null, name);

    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(IActorRef supervisor, string? name = null)
        where TActor : ActorBase, new() => new(Sys, Props.Create<TActor>(), supervisor, name);

    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(string? name = null)
        where TActor : ActorBase, new() => new(Sys, Props.Create<TActor>(), null, name);

    /// <summary>Another actor that stands for the test, with a queue of its own.</summary>
    public virtual TestProbe CreateTestProbe(string? name = null) => new(Sys, _assertions, name);

    /// <summary>Makes the test actor watch; its <see cref="Terminated"/> is then expected as any message.</summary>
    public IActorRef Watch(IActorRef actorToWatch)
    {
        TestActor.Tell(new InternalTestActor.WatchRequest(actorToWatch), ActorRefs.NoSender);
        return actorToWatch;
    }

    public IActorRef Unwatch(IActorRef actorToUnwatch)
    {
        TestActor.Tell(new InternalTestActor.UnwatchRequest(actorToUnwatch), ActorRefs.NoSender);
        return actorToUnwatch;
    }

    public void SetAutoPilot(AutoPilot pilot) => _queue.Pilot = pilot;

    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) => _queue.Ignore = shouldIgnoreMessage;

    public void IgnoreMessages<TMsg>(Func<TMsg, bool> shouldIgnoreMessage) =>
        _queue.Ignore = message => message is TMsg typed && shouldIgnoreMessage(typed);

    public void IgnoreMessages<TMsg>() => _queue.Ignore = static message => message is TMsg;

    public void IgnoreNoMessages() => _queue.Ignore = null;

    /// <summary>Ends the system under test.</summary>
    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false) =>
        Shutdown(Sys, duration, verifySystemShutdown);

    public TimeSpan Dilated(TimeSpan duration) =>
        duration < TimeSpan.Zero ? duration : duration * TestKitSettings.TestTimeFactor;

    public TimeSpan GetTimeoutOrDefault(TimeSpan? timeout) => timeout ?? RemainingOrDefault;

    public TimeSpan RemainingOrDilated(TimeSpan? duration) =>
        duration is { } given ? Dilated(given) : RemainingOrDefault;

    protected virtual void Shutdown(ActorSystem system, TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        var limit = duration ?? Dilated(TestKitSettings.DefaultTimeout);
        if (system.Terminate().Wait(limit)) return;
        if (verifySystemShutdown)
        {
            throw new TimeoutException($"Failed to stop [{system.Name}] within [{limit}]");
        }
    }

    protected TimeSpan RemainingOr(TimeSpan duration) => _end is { } end ? end - Now : duration;

    private sealed class TestActorProducer(TestActorQueue queue) : IIndirectActorProducer
    {
        public Type ActorType => typeof(InternalTestActor);

        public ActorBase Produce() => new InternalTestActor(queue);

        public void Release(ActorBase actor)
        {
        }
    }
}

/// <summary>Runs an actor on the thread that brings its message.</summary>
public static class CallingThreadDispatcher
{
    /// <summary>What to give to <see cref="Props.WithDispatcher"/>.</summary>
    public static readonly string Id = Dispatch.Dispatchers.CallingThreadId;
}
