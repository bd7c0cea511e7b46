using System.Collections.Concurrent;
using System.Text;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The system: guardians, scheduler, dispatchers, event stream, extensions.</summary>
internal sealed class ActorSystemImpl : ExtendedActorSystem
{
    private readonly RuntimeEnvironment _environment;
    private readonly ConcurrentDictionary<Type, Lazy<object>> _extensions = new();
    private readonly ConcurrentStack<Action> _onTermination = new();
    private readonly TaskCompletionSource _terminated;
    private readonly LocalActorRef _root;
    private readonly LocalActorRef _user;
    private readonly LocalActorRef _system;
    private long _uid;
    private long _temp;
    private volatile bool _stopping;

    internal ActorSystemImpl(
        string name, Config config, RuntimeEnvironment environment, ActorSystemSetup? setup = null)
    {
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            throw new ArgumentException(
                $"'{name}' is not a name for an actor system: letters, digits, - and _.", nameof(name));
        }

        (Name, _environment) = (name, environment);
        _terminated = new TaskCompletionSource(environment.Completion);
        Settings = new Settings(this, config, setup ?? ActorSystemSetup.Empty);
        EventStream = new EventStream(Settings.DebugEventStream);
        EventStream.SetLogLevel(Logging.LogLevelFor(Settings.LogLevel));
        Log = Logging.GetLogger(
            EventStream, LogSource.Create($"ActorSystem({name})", GetType()), Settings.LogFormatter);
        Scheduler = environment.CreateScheduler(Settings, error => Log.Error(error, "A scheduled action failed"), Log);
        StartTime = Scheduler.MonotonicClock;

        var rootPath = new RootActorPath(new Address("akka", name));
        TempPath = rootPath / "temp";
        DeadLetterOffice = new DeadLetterRef(this, rootPath / "deadLetters");
        IgnoreRef = new IgnoreActorRef(this, rootPath / "ignore");
        _ = new DeadLetterLog(this, rootPath / "deadLetterListener");
        Mailboxes = new Mailboxes(this);
        var prerequisites = new DefaultDispatcherPrerequisites(EventStream, Scheduler, Settings, Mailboxes);
        Dispatchers = new Dispatchers(this, prerequisites, Log);
        Deployment = Deployment.Read(Settings.Config);
        _root = new LocalActorRef(this, RootGuardian.Recipe, new AboveTheRoot(this, rootPath), rootPath);
        _root.SendSystemMessage(new CreateActor());
        var strategy = SupervisorStrategyConfigurator.Named(Settings.SupervisorStrategyClass);
        _user = (LocalActorRef)_root.Cell.CreateChild(GuardianActor.Recipe.WithSupervisorStrategy(strategy), "user");
        _system = (LocalActorRef)_root.Cell.CreateChild(GuardianActor.Recipe, "system");
        _root.Tell(new RootGuardian.Supervise(_user, _system), null);
        if (environment.HasDefaultLoggers || config.HasPath("akka.loggers")) StartLoggers();
        ConfiguredExtensions.Load(this, Log);
    }

    public override string Name { get; }

    public override Settings Settings { get; }

    public override EventStream EventStream { get; }

    public override IActorRef DeadLetters => DeadLetterOffice;

    public override IActorRef IgnoreRef { get; }

    public override IInternalActorRef LookupRoot => _root;

    public override IInternalActorRef Guardian => _user;

    public override IInternalActorRef SystemGuardian => _system;

    public override ILoggingAdapter Log { get; }

    public override IScheduler Scheduler { get; }

    public override Dispatchers Dispatchers { get; }

    public override Mailboxes Mailboxes { get; }

    public override Task WhenTerminated => _terminated.Task;

    /// <summary>What the configuration says of single actors; null if it says nothing.</summary>
    internal Deployment? Deployment { get; }

    internal DeadLetterRef DeadLetterOffice { get; }

    /// <summary>True once the user's actors were told to stop.</summary>
    internal bool IsStopping => _stopping;

    internal RuntimeEnvironment Environment => _environment;

    internal ActorPath TempPath { get; }

    internal LocalActorRef RootRef => _root;

    internal LocalActorRef UserGuardian => _user;

    internal TimeSpan SupervisionClock => _environment.SupervisionClock(Scheduler);

    public override IActorRef ActorOf(Props props, string? name = null) => _user.Cell.CreateChild(props, name);

    public override IActorRef SystemActorOf(Props props, string? name = null) => _system.Cell.CreateChild(props, name);

    public override IActorRef SystemActorOf<TActor>(string? name = null) => SystemActorOf(Props.Create<TActor>(), name);

    public override ActorSelection ActorSelection(ActorPath actorPath) =>
        actorPath.Address.Equals(_root.Path.Address)
            ? new ActorSelection(_root, actorPath.Elements)
            : new ActorSelection(DeadLetters, actorPath.Elements);

    public override ActorSelection ActorSelection(string actorPath) => Select(_root, actorPath);

    public override void Stop(IActorRef actor)
    {
        if (actor is LocalActorRef { Parent: LocalActorRef parent }) parent.Cell.Stop(actor);
        else if (actor is IInternalActorRef other) other.Stop();
    }

    public override Task Terminate()
    {
        if (Settings.CoordinatedShutdownRunByActorSystemTerminate &&
            TryGetExtension<CoordinatedShutdown>(out var shutdown))
        {
            _ = shutdown.Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
        }
        else
        {
            TerminateNow();
        }

        return WhenTerminated;
    }

    public override void RegisterOnTermination(Action code) => _onTermination.Push(code);

    public override object RegisterExtension(IExtensionId extension) =>
        _extensions.GetOrAdd(
            extension.ExtensionType,
            static (_, key) => new Lazy<object>(() => key.Id.CreateExtension(key.System)),
            (Id: extension, System: this)).Value;

    public override object GetExtension(IExtensionId extensionId) =>
        TryGetExtension(extensionId.ExtensionType, out var extension) ? extension : null!;

    public override T GetExtension<T>() => TryGetExtension<T>(out var extension) ? extension : null!;

    public override bool HasExtension(Type type) => _extensions.ContainsKey(type);

    public override bool HasExtension<T>() => HasExtension(typeof(T));

    public override bool TryGetExtension(Type extensionType, out object extension)
    {
        extension = _extensions.TryGetValue(extensionType, out var made) ? made.Value : null!;
        return extension is not null;
    }

    public override bool TryGetExtension<T>(out T extension)
    {
        var found = TryGetExtension(typeof(T), out var made);
        extension = (T)made;
        return found;
    }

    public override string PrintTree()
    {
        var text = new StringBuilder();
        Print(_root, 0, text);
        return text.ToString();
    }

    public override string ToString() => $"akka://{Name}";

    /// <summary>Looks up a path as text: absolute with an address, absolute, or from
    /// <paramref name="anchor"/>.</summary>
    internal ActorSelection Select(IActorRef anchor, string path)
    {
        if (ActorPath.TryParse(path, out var absolute)) return ActorSelection(absolute!);
        return path.Length == 0 || path.Contains("://", StringComparison.Ordinal)
            ? new ActorSelection(DeadLetters, [])
            : new ActorSelection(anchor, path);
    }

    /// <summary>What stands at the root and is no actor.</summary>
    internal IInternalActorRef? BesideTheGuardians(string name) =>
        string.Equals(name, DeadLetterOffice.Path.Name, StringComparison.Ordinal) ? DeadLetterOffice : null;

    internal long NextUid() => Interlocked.Increment(ref _uid);

    internal ActorPath NextTempPath() =>
        new ChildActorPath(TempPath, Util.CompactNumber.Format(Interlocked.Increment(ref _temp)), NextUid());

    internal void TerminateNow()
    {
        _stopping = true;
        _user.Stop();
    }

    /// <summary>The last actor has stopped.</summary>
    internal void FinishTermination()
    {
        while (_onTermination.TryPop(out var callback))
        {
            try
            {
                callback();
            }
            catch (Exception error)
            {
                Log.Error(error, "A termination callback failed");
            }
        }

        Dispatchers.End();
        (Scheduler as IDisposable)?.Dispose();
        (_environment as IDisposable)?.Dispose();
        _ = _terminated.TrySetResult();
    }

    internal RuntimeTimer StartTimer(TimeSpan delay, TimeSpan interval, IActorRef receiver, object message)
    {
        if (Scheduler is RuntimeScheduler own)
        {
            return new RuntimeTimer(own, own.PlanTell(delay, interval, receiver, message, null));
        }

        return new RuntimeTimer(interval > TimeSpan.Zero
            ? Scheduler.ScheduleTellRepeatedlyCancelable(delay, interval, receiver, message, null)
            : Scheduler.ScheduleTellOnceCancelable(delay, receiver, message, null));
    }

    internal void PublishDeadLetter(object message, IActorRef sender, IActorRef recipient)
    {
        if (message is IDeadLetterSuppression suppressed)
        {
            EventStream.Publish(new SuppressedDeadLetter(suppressed, sender, DeadLetters));
        }
        else if (message is not (LogEvent or AllDeadLetters))
        {
            EventStream.Publish(new DeadLetter(message, sender, recipient));
        }
    }

    private static void Print(IInternalActorRef actor, int depth, StringBuilder text)
    {
        text.Append(' ', depth * 2).Append(actor.Path.Depth == 0 ? "/" : actor.Path.Name).AppendLine();
        foreach (var child in actor.Children) Print(child, depth + 1, text);
    }

    private void AwaitLogger(IActorRef logger, InitializeLogger initialize)
    {
        var limit = Settings.Config.GetTimeSpan("akka.logger-startup-timeout", TimeSpan.FromSeconds(5));
        var answer = logger.Ask<LoggerInitialized>(initialize);
        if (!answer.Wait(limit)) Log.Warning("Logger {0} did not start within {1}", logger, limit);
    }

    private void StartLoggers()
    {
        var number = 0;
        foreach (var name in Settings.Loggers)
        {
            var type = TypeNames.Find(name);
            var logger = SystemActorOf(Props.Create(type), $"log{++number}-{type.Name}");
            EventStream.SubscribeLogLevelAndAbove(EventStream.LogLevel, logger);
            var initialize = new InitializeLogger(EventStream);

            // What is logged first must not be lost on threads; a run without threads cannot wait, nor need it.
            if (!_environment.HasDefaultLoggers) logger.Tell(initialize, null);
            else AwaitLogger(logger, initialize);
        }
    }
}
