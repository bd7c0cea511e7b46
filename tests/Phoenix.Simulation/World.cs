using Akka.Actor;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Phoenix.ActorRuntime.Deterministic;
using Phoenix.Actors;
using Phoenix.Actors.Recording;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Time;
using Phoenix.Binance;
using Phoenix.Binance.Signing;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Recording;
using Phoenix.Node.Simulated;
using Phoenix.Simulation.Invariants;
using Phoenix.Simulation.Wiring;
using Phoenix.Venue.Faults;
using Phoenix.Venue.InMemory;
using Phoenix.Venue.Server;

namespace Phoenix.Simulation;

/// <summary>
/// The whole system, the exchange included, in one thread and virtual time: the same actors, adapters and venue that
/// run on sockets. All invariants are checked after every event; what breaks one comes out of the call that drives
/// the world, with the seed that repeats it.
/// </summary>
public sealed partial class World : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    private readonly DeterministicRuntime _runtime;
    private readonly BinanceAdapters _adapters;
    private readonly PausableSockets _sockets;
    private readonly Checkers _checkers;
    private readonly RestRules _rules;
    private readonly ControlRules _control;
    private readonly OrderRules _orders;
    private readonly WorldOptions _options;
    private readonly PhoenixPorts _ports;
    private IActorRef _root;
    private readonly IActorRef _recorder = ActorRefs.Nobody;
    private readonly SortedDictionary<Symbol, DeskSample> _samples = [];
    private readonly SortedDictionary<Symbol, HaltCauses> _halts = [];
    private readonly SortedDictionary<Symbol, bool> _agreed = [];

    private InvariantViolation? _violation;
    private TimeSpan _instant;
    private long _firstOfInstant;

    private World(ulong seed, WorldOptions options)
    {
        (Seed, _options) = (seed, options);
        _runtime = DeterministicRuntime.Create("world", seed, Start, options.Runtime);
        var account = options.Account with { Balance = options.Balance };
        var venue = new VenueOptions
        {
            Seed = (long)seed,
            Start = VenueTime.From(Start),
            Accounts = [account],
            Markets = options.Markets,
            Limits = options.Limits,
        };
        Network = new InMemoryVenue(
            new VenueServer(venue), new VirtualTime(_runtime), new NetworkOptions { Seed = (long)seed });
        (_rules, _control) = (new RestRules(this), new ControlRules(this));
        _orders = new OrderRules(this, options.Settings);
        _checkers = new Checkers(this, _rules, _orders);
        var http = new TappedHttp(Network, () => _runtime.Now);
        http.Leaving += _rules.OnCall;
        http.Leaving += _orders.OnCall;
        http.Answered += (call, answer, _) => _rules.OnAnswer(call, answer);
        http.Answered += (call, answer, _) => _orders.OnAnswer(call, answer);
        http.Answered += _checkers.OnAnswer;
        http.Leaving += _checkers.OnSent;
        _sockets = new PausableSockets(options.BendSockets(Network));
        _sockets.Dialing += _control.OnDial;
        Network.FramePassed += _orders.OnFrame;
        Network.FramePassed += _checkers.OnFrame;
        Network.FramePassed += _control.OnFrame;
        _runtime.AfterEvent += AfterEvent;

        _adapters = new BinanceAdapters(
            BinanceEndpoints.Loopback(new Uri("http://venue")),
            new BinanceCredentials(account.ApiKey, account.Secret),
            options.BendHttp(http),
            _sockets,
            new SchedulerTimeProvider(_runtime.System.Scheduler),
            new BinanceOptions());
        var collector = Props.Create(() => new EventCollector(Note, NoteBeat, NoteError));
        _runtime.System.ActorOf(collector, "collector");
        ILoggerFactory logs = options.Print is { } print
            ? new ConsoleLogs(() => Elapsed, print)
            : NullLoggerFactory.Instance;
        var recorder = options.Incidents is null ? FlightRecorder.Off : FlightRecorder.Create();
        if (options.Incidents is { } incidents)
        {
            _recorder = _runtime.System.ActorOf(
                FlightRecorderProtocol.Create(
                    recorder, options.Settings, options.Recorder, "simulated", incidents, logs),
                FlightRecorderProtocol.Name);
        }

        _ports = new PhoenixPorts(
            options.BendRest(_adapters.Rest),
            options.BendMarketData(_adapters.MarketData),
            _adapters.UserData,
            _adapters.Trading,
            new VirtualChance(_runtime),
            logs)
        {
            Recorder = recorder,
            Clock = _adapters.Clock,
            Budget = _adapters.Budget,
            StopRecord = options.StopRecord,
            Traces = options.Traces,
        };
        _root = _runtime.System.ActorOf(PhoenixTree.Create(options.Settings, _ports), PhoenixTree.Name);
    }

    public ulong Seed { get; }

    public DateTimeOffset Now => _runtime.Now;

    public TimeSpan Elapsed => _runtime.Elapsed;

    /// <summary>The actors' own clock.</summary>
    public Instant Clock => Instant.From(_runtime.System.Scheduler.HighResMonotonicClock);

    /// <summary>A hash over every event so far.</summary>
    public ulong TraceDigest => _runtime.TraceDigest;

    public long EventCount => _runtime.EventCount;

    /// <summary>Steps of start-up in the order in which they were reached.</summary>
    public List<StartUpStep> Steps { get; } = [];

    /// <summary>Connections that died.</summary>
    public List<SystemEvent.ConnectionLost> Deaths { get; } = [];

    /// <summary>Slots whose connections died of the same cause again and again.</summary>
    public List<SystemEvent.SlotStuck> Stuck { get; } = [];

    /// <summary>Subscriptions that audits found to differ.</summary>
    public List<SystemEvent.SubscriptionsRepaired> Repairs { get; } = [];

    /// <summary>The most control messages that any stream connection sent within a second.</summary>
    public int MostMessages => _control.MostInASecond;

    /// <summary>Planned rotations: begun, done and failed.</summary>
    public List<SystemEvent> Rotations { get; } = [];

    /// <summary>The longest time any book went without news, since this was last set to zero.</summary>
    public TimeSpan LongestBookPause { get => _checkers.LongestBookPause; set => _checkers.LongestBookPause = value; }

    /// <summary>User streams that were replaced as planned.</summary>
    public List<SystemEvent.ConnectionSucceeded> Successions { get; } = [];

    /// <summary>Connections that flowed.</summary>
    public List<SystemEvent.ConnectionUp> Ups { get; } = [];

    /// <summary>What happened to the watchers and to the machine.</summary>
    public List<SystemEvent> Events { get; } = [];

    /// <summary>When the stale monitor last gave a sign of life.</summary>
    public Instant LastBeat { get; private set; }

    /// <summary>Whether the process stands still.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>Calls that armed the venue's countdown.</summary>
    public long Refreshes => _checkers.Refreshes;

    /// <summary>Every move on the ladder of escalation.</summary>
    public List<SystemEvent.EscalationMoved> Escalations { get; } = [];

    /// <summary>What happened at the desks.</summary>
    public List<SystemEvent.DeskReported> Reports { get; } = [];

    /// <summary>The most sockets ever open at once at the venue.</summary>
    public int MostSockets => _checkers.MostSockets;

    /// <summary>Orders that left.</summary>
    public long OrdersSeen => _checkers.OrdersSeen;

    /// <summary>The venue as it is now.</summary>
    public VenueState Venue => Network.AtPresent().State;

    /// <summary>Whether every symbol is being quoted.</summary>
    public bool IsQuoting =>
        _halts.Count == _options.Settings.Symbols.Length && _halts.Values.All(halts => halts == HaltCauses.None);

    internal InMemoryVenue Network { get; }

    /// <summary>Whether each desk's book, when it last told, began like the one that is kept from the wire.</summary>
    internal bool BooksAgree => _agreed.Count > 0 && _agreed.Values.All(agreed => agreed);

    public static World Seeded(ulong seed, WorldOptions? options = null) => new(seed, options ?? new WorldOptions());

    /// <summary>Runs until everything is quoted and orders rest in every symbol.</summary>
    public World Quoting()
    {
        RunUntil(() => IsQuoting && _options.Settings.Symbols.All(s => RestingOrders(s.Symbol.Name) > 0), 30);
        return this;
    }

    public void RunFor(double seconds) => _runtime.RunFor(TimeSpan.FromSeconds(seconds));

    /// <summary>Runs in small steps until the condition holds.</summary>
    /// <exception cref="InvariantViolation">
    /// It does not hold within the bound: quoting must come back by itself (L1).
    /// </exception>
    public void RunUntil(Func<bool> condition, double boundSeconds, string what = "quoting in every symbol")
    {
        var end = Elapsed + TimeSpan.FromSeconds(boundSeconds);
        while (!condition())
        {
            if (Elapsed >= end)
            {
                throw Violation("L1", $"not within {boundSeconds} s: {what}; halts: {DescribeHalts()}");
            }

            RunFor(0.05);
        }
    }

    /// <summary>The process stands still: the exchange goes on, and what it sends waits to be read.</summary>
    public void Pause(double seconds)
    {
        IsPaused = true;
        var began = Now;
        _sockets.Pause();
        _runtime.Pause(TimeSpan.FromSeconds(seconds));
        _runtime.Schedule(TimeSpan.Zero, _sockets.Resume);
        _checkers.OnWoken(began);
        IsPaused = false;
    }

    /// <summary>Somebody sets the machine's wall clock.</summary>
    public void StepClock(double seconds) => _runtime.StepClock(TimeSpan.FromSeconds(seconds));

    /// <summary>An actor hangs: it handles no more messages, and does not fail either.</summary>
    public void Stall(params string[] path) => Find(path).Suspend();

    /// <summary>An actor fails.</summary>
    public void Fail(params string[] path) => Find(path).Tell(Kill.Instance, ActorRefs.NoSender);

    private IInternalActorRef Find(string[] path) => (IInternalActorRef)((IInternalActorRef)_root).GetChild(path);

    public void Inject(FaultRequest fault)
    {
        if (Network.AtPresent().Faults.Inject(fault) is FaultReceipt.Rejected rejected)
        {
            throw new ArgumentException(rejected.Reason, nameof(fault));
        }

        _rules.OnFault(fault);
        _checkers.OnFault(fault);
    }

    /// <summary>Whether a fault is in force.</summary>
    public bool HasFaults => Network.Server.Faults.Active.Count > 0;

    public void ClearFaults() => Network.AtPresent().Faults.Clear();

    /// <summary>The process stands still amid other faults: what rests meanwhile is not held against it.</summary>
    public void PauseHost(TimeSpan span)
    {
        Pause(span.TotalSeconds);
        _checkers.OnStandstill();
    }

    /// <summary>A story happens; it returns with the last thing that goes wrong in it.</summary>
    internal void Play(FaultStory story)
    {
        foreach (var beat in story.Beats)
        {
            RunFor(beat.After.TotalSeconds);
            if (beat.Fault is { } fault) Inject(fault);
            else if (beat.ClockStep != TimeSpan.Zero) StepClock(beat.ClockStep.TotalSeconds);
            else PauseHost(beat.HostPause);
        }
    }

    /// <summary>What is held now and must not grow with the age of the world.</summary>
    internal Holdings CountHoldings() =>
        new(_runtime.LiveActors, _runtime.PendingTimers, Network.AtPresent().LiveSockets);

    /// <summary>The runtime of the world, for bugs that are planted in it.</summary>
    internal ActorSystem System => _runtime.System;

    /// <summary>What the collections of the system hold, by field.</summary>
    internal SortedDictionary<string, int> CountCollections() => Collections.Count(_root);

    /// <summary>Ends the run if a collection of the system holds clearly more now than it did (a leak).</summary>
    internal void CollectionsHoldNoMoreThan(SortedDictionary<string, int> before)
    {
        var grown = Collections.Grown(before, CountCollections(), place =>
            Bounds.Rings.GetValueOrDefault(place) * _options.Settings.Symbols.Length is var ring and > 0
                ? ring
                : Bounds.CollectionSlack);
        if (!grown.IsEmpty) throw Violation("Leak", string.Join("; ", grown));
    }

    /// <summary>Forgets what was written down for whoever watches: what is left is the system's own.</summary>
    internal void ForgetHistory()
    {
        Deaths.Clear();
        Stuck.Clear();
        Rotations.Clear();
        Successions.Clear();
        Ups.Clear();
        Events.Clear();
        Escalations.Clear();
        Reports.Clear();
    }

    /// <summary>Ends the run if it holds more now than it did (a leak).</summary>
    internal void HoldsNoMoreThan(Holdings before)
    {
        var after = Holdings.Settled(this);
        if (after.Actors > before.Actors || after.Timers > before.Timers || after.Sockets > before.Sockets)
        {
            throw Violation("Leak", $"{after} now, {before} at first");
        }
    }

    /// <summary>When a depth frame with something new last reached the system.</summary>
    internal DateTimeOffset LastFrame(string symbol) => _checkers.LastFrame(symbol);

    /// <summary>Tells the system something from outside; the task ends with its answer.</summary>
    public Task<object> Tell(object command) => _root.Ask<object>(command, TimeSpan.FromSeconds(60));

    /// <summary>How the symbol's desk stood at its last look.</summary>
    public DeskSample SampleOf(string symbol) => _samples[new Symbol(symbol)];

    /// <summary>Whether nothing keeps the symbol from being quoted.</summary>
    public bool IsQuotingIn(string symbol) =>
        _halts.TryGetValue(new Symbol(symbol), out var halts) && halts == HaltCauses.None;

    public int RestingOrders(string symbol) =>
        Venue.Accounts[0].OpenOrders.Count(order => order.Symbol.Name == symbol);

    /// <summary>
    /// Ends the run orderly and compares what Phoenix believes with what the venue knows, to the last unit (S4).
    /// </summary>
    public void StopAndCompare()
    {
        WaitOutSettlement();
        _rules.IsStopping = true;
        var stopped = _root.Ask<PhoenixProtocol.ShutdownDone>(
            PhoenixProtocol.Shutdown.Instance, TimeSpan.FromSeconds(30));
        RunUntil(() => stopped.IsCompleted, 31, "the orderly stop");
        var done = stopped.GetAwaiter().GetResult();
        if (!Checks("S4"))
        {
            return;
        }

        if (!done.Drained || !Venue.Accounts[0].OpenOrders.IsEmpty)
        {
            throw Violation(
                "S4", $"{Venue.Accounts[0].OpenOrders.Length} orders rest after the stop (drained: {done.Drained})");
        }

        Compare("fills", _samples.Values.Sum(s => s.Fills), Venue.Accounts[0].Trades);
        Compare("fees", _samples.Values.Sum(s => s.Fees), Venue.Accounts[0].Fees);
        Compare("funding", _samples.Values.Sum(s => s.Funding), Venue.Accounts[0].Funding);
        Compare("realized PnL", _samples.Values.Sum(s => s.RealizedPnl), Venue.Accounts[0].Realized);
        foreach (var sample in _samples.Values)
        {
            var held = Venue.Accounts[0].Positions.Where(p => p.Symbol == sample.Symbol).Sum(p => p.Amount);
            Compare($"position in {sample.Symbol}", sample.Position, held);
        }
    }

    /// <summary>
    /// What the account paid or received is known within half a minute of each settlement; where they are a minute
    /// apart, the middle of it is waited for.
    /// </summary>
    private void WaitOutSettlement()
    {
        if (_options.Markets.Any(market => market.Contract.FundingInterval == WorldOptions.Funding) && Checks("S4"))
        {
            RunUntil(() => Now.Second is >= 30 and < 50, 61, "the middle of the minute");
            Compare("funding before the stop", _samples.Values.Sum(s => s.Funding), Venue.Accounts[0].Funding);
        }
    }

    public void Dispose()
    {
        _adapters.Dispose();
        _runtime.Dispose();
    }

    /// <summary>Lets the flight recorder hand over what still runs.</summary>
    public FlightRecorderProtocol.Finished FinishRecording()
    {
        var finished = _recorder.Ask<FlightRecorderProtocol.Finished>(
            FlightRecorderProtocol.Finish.Instance, TimeSpan.FromSeconds(1));
        RunUntil(() => finished.IsCompleted, 2, "the last incident's papers");
        return finished.GetAwaiter().GetResult();
    }

    /// <summary>Does something later, in virtual time: for planted faults that hold things up.</summary>
    internal void Schedule(TimeSpan delay, Action work) => _runtime.Schedule(delay, work);

    internal bool Checks(string invariant) => _options.Checked.Contains(invariant, StringComparer.Ordinal);

    internal InvariantViolation Violation(string invariant, string detail) =>
        new(invariant, $"{detail} [seed {Seed}, {Elapsed.TotalSeconds:0.000} s, event {EventCount}]");

    /// <summary>Found inside an actor, where an exception would only restart it: thrown after the event.</summary>
    internal void Report(string invariant, string detail) => _violation ??= Violation(invariant, detail);

    private void AfterEvent()
    {
        if (Elapsed != _instant)
        {
            (_instant, _firstOfInstant) = (Elapsed, EventCount);
        }
        else if (EventCount - _firstOfInstant > Bounds.EventsOfAnInstant)
        {
            throw Violation("Crash", $"time stands still: {Bounds.EventsOfAnInstant} events at one instant");
        }

        _checkers.AfterEvent();
        if (_violation is { } found)
        {
            _violation = null;
            throw found;
        }
    }

    private void NoteError(Akka.Event.Error error)
    {
        if (Checks("Crash")) Report("Crash", $"{error.LogSource}: {error.Message} {error.Cause}");
    }

    private void Compare<T>(string what, T ours, T venues)
        where T : IEquatable<T>
    {
        if (!ours.Equals(venues))
        {
            throw Violation("S4", $"{what}: ours {ours}, the venue's {venues}");
        }
    }
}
