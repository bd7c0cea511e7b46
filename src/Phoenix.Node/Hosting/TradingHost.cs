using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Phoenix.Actors;
using Phoenix.Actors.Control;
using Phoenix.Actors.Recording;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Time;
using Phoenix.Binance;
using Phoenix.Binance.Rest;
using Phoenix.Binance.WebSocket;
using Phoenix.Core.Control;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Recording;
using Phoenix.Node.Alerts;
using Phoenix.Node.Control;
using Phoenix.Node.Dashboard;
using Phoenix.Node.Decisions;
using Phoenix.Node.Incidents;
using Phoenix.Node.Logs;
using Phoenix.Node.Metrics;
using Phoenix.Node.Settings;
using Phoenix.Node.Traces;
using Phoenix.Venue.Market;

namespace Phoenix.Node.Hosting;

/// <summary>
/// The generic host with the actor system in it. Stopping the host runs the coordinated shutdown, whose first phase
/// asks the tree to pull its quotes and waits for the exchange's confirmation.
/// </summary>
internal sealed class TradingHost : IAsyncDisposable, IControlTarget, IDashboardSource, IHealthTarget
{
    private const string RecorderDispatcher = "phoenix-recorder-dispatcher";

    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(2);

    /// <summary>What everybody needs to say how he stands; it is not waited for anybody.</summary>
    private static readonly TimeSpan LookTime = TimeSpan.FromMilliseconds(200);

    private readonly NodeSettings _settings;
    private readonly ExchangeAccess _access;
    private readonly long _seed;
    private readonly ILogger _log;
    private readonly IHost _host;
    private readonly ClientWebSocketTransport _sockets;
    private readonly HttpClientTransport _http;
    private readonly IncidentFolder? _incidents;
    private readonly DecisionFolder? _decisions;
    private readonly TraceExport? _traces;
    private BinanceAdapters? _adapters;
    private PhoenixProtocol.ShutdownDone? _ended;
    private Task<ImmutableArray<LeftOutSymbol>> _leftOut =
        Task.FromException<ImmutableArray<LeftOutSymbol>>(new InvalidOperationException("Not started."));

    public TradingHost(
        NodeSettings settings, ExchangeAccess access, long seed, ILoggerFactory logs, IncidentMark mark)
    {
        (_settings, _access, _seed) = (settings, access, seed);
        _log = logs.CreateLogger("Phoenix.Node");
        _http = new HttpClientTransport(access.Endpoints.Rest, new HttpTransportOptions());
        _sockets = new ClientWebSocketTransport(TimeProvider.System, new WebSocketTransportOptions
        {
            DialTimeout = settings.Phoenix.Streams.ConnectTimeout,
        });
        _incidents = settings.Recorder.Enabled ? new IncidentFolder(settings.Incidents, _log, mark) : null;
        _decisions = settings.Decisions.Enabled ? new DecisionFolder(settings.Decisions, _log) : null;
        _traces = TraceExport.Start(settings.Traces, TimeProvider.System, logs.CreateLogger("Phoenix.Traces"));
        _host = Build(logs);
    }

    /// <summary>The actor system's clock now.</summary>
    public Instant Now => Instant.From(System.Scheduler.HighResMonotonicClock);

    /// <summary>Completes when every symbol is left out, with the reasons; never if one is quoted.</summary>
    public Task<ImmutableArray<LeftOutSymbol>> NothingToQuote => _leftOut;

    /// <summary>What the running system tells of itself.</summary>
    public PhoenixMetrics Metrics { get; } = new(TimeProvider.System);

    /// <summary>What alerts are made of; nothing comes unless somebody is to be told.</summary>
    public AlertFeed Alerts { get; } = new();

    private ActorSystem System => _host.Services.GetRequiredService<ActorSystem>();

    public Task Start() => _host.StartAsync();

    /// <summary>How everything stands, or null when the tree does not answer in time.</summary>
    public async Task<PhoenixStatus?> Status()
    {
        try
        {
            var tree = _host.Services.GetRequiredService<ActorRegistry>().Get<TreeKey>();
            return Ordered(await tree.Ask<PhoenixStatus>(PhoenixProtocol.GetStatus.Instance, AskTimeout));
        }
        catch (AskTimeoutException late)
        {
            _log.StatusMissing(late.Message);
            return null;
        }
    }

    public async Task<ControlProtocol.Answered?> Carry(OperatorCommand command, TimeSpan patience) =>
        await Ask<ControlProtocol.Answered>(new ControlProtocol.Carry(command, patience), patience + AskTimeout);

    /// <summary>Null when the trading system does not answer.</summary>
    public Task<ControlProtocol.Resettled?> Resettle(ControlProtocol.Resettle order) =>
        Ask<ControlProtocol.Resettled>(order, AskTimeout);

    public async Task<ControlStatus?> Report()
    {
        Look();
        await Task.Delay(LookTime);
        var inForce = await Ask<ControlProtocol.InForce>(ControlProtocol.GetInForce.Instance, AskTimeout);
        var status = await Ask<PhoenixStatus>(PhoenixProtocol.GetStatus.Instance, AskTimeout);
        return inForce is null || status is null
            ? null
            : ControlWords.StatusOf(
                Ordered(status),
                inForce,
                Budget(),
                new NodeReport(
                    ProgramVersion.Text,
                    _access.Name,
                    TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(),
                    RunClock.ElapsedMs(),
                    ""));
    }

    async Task<PhoenixStatus?> IDashboardSource.Status() =>
        await Ask<PhoenixStatus>(PhoenixProtocol.GetStatus.Instance, AskTimeout) is { } status ? Ordered(status) : null;

    public void Look()
    {
        if (_adapters is not null)
        {
            System.EventStream.Publish(new SystemEvent.LookWanted(Now));
        }
    }

    public Task<ControlProtocol.InForce?> InForce() =>
        Ask<ControlProtocol.InForce>(ControlProtocol.GetInForce.Instance, AskTimeout);

    public BudgetReading Budget() => _adapters?.Budget.Read() ?? NoRateBudget.Instance.Read();

    public Task<PhoenixStatus?> Standing(TimeSpan patience) =>
        Ask<PhoenixStatus>(PhoenixProtocol.GetStatus.Instance, patience);

    /// <summary>Stops in order; null when that did not come to its end in time.</summary>
    public async Task<PhoenixProtocol.ShutdownDone?> Stop()
    {
        try
        {
            await _host.StopAsync();
        }
        catch (OperationCanceledException)
        {
            return null; // the host gave up waiting; the caller reports it
        }

        return _ended;
    }

    /// <summary>
    /// For whoever asks the exchange itself once everything has stopped: the actor system's time has stopped too.
    /// </summary>
    public BinanceAdapters Afterwards() => Adapters(TimeProvider.System);

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        _adapters?.Dispose();
        _incidents?.Dispose();
        _decisions?.Dispose();
        _traces?.Dispose();
        _sockets.Dispose();
        _http.Dispose();
        Metrics.Dispose();
        return ValueTask.CompletedTask;
    }

    private IHost Build(ILoggerFactory logs)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(options =>
            options.ShutdownTimeout = _settings.StopTimeout + TimeSpan.FromSeconds(10));
        builder.Services.AddAkka("phoenix", akka => akka
            .AddHocon(ConfigurationFactory.ParseString(_settings.ActorSystem), HoconAddMode.Prepend)
            .AddHocon(SystemHocon(), HoconAddMode.Append)
            .ConfigureLoggers(loggers => loggers.ClearLoggers().AddLoggerFactory(logs))
            .WithActors((system, registry) => StartTree(system, registry, logs)));
        return builder.Build();
    }

    private void StartTree(ActorSystem system, IActorRegistry registry, ILoggerFactory logs)
    {
        _adapters = Adapters(new SchedulerTimeProvider(system.Scheduler));
        var ports = new PhoenixPorts(
            _adapters.Rest, _adapters.MarketData, _adapters.UserData, _adapters.Trading, new SeededChance(_seed), logs)
        {
            Clock = _adapters.Clock,
            Budget = _adapters.Budget,
            Decisions = (IDecisionSink?)_decisions ?? NoDecisions.Instance,
            Traces = (ITraceSink?)_traces?.Queue ?? NoTraces.Instance,
            KillSwitch = new FileKillSwitch(_settings.KillPath, TimeProvider.System),
            StopRecord = new FileStopRecord(_settings.StopPath, TimeProvider.System),
            Recorder = _incidents is null ? FlightRecorder.Off : FlightRecorder.Create(),
        };
        var recorder = _incidents is null ? null : StartRecorder(system, ports.Recorder, _incidents, logs);
        _leftOut = Listeners.WatchLeftOut(system, _settings.Phoenix.Symbols.Length);
        Metrics.Watch(_adapters.Budget);
        if (_traces is not null)
        {
            Metrics.Watch(_traces.Queue);
        }

        system.ActorOf(MetricsActor.Create(Metrics), "metrics");
        if (!_settings.Alerts.Sinks.IsEmpty)
        {
            system.ActorOf(AlertListener.Create(Alerts), "alerts");
        }

        Listeners.LogForDebugging(system, logs.CreateLogger("Phoenix.Desk"));
        var tree = system.ActorOf(PhoenixTree.Create(_settings.Phoenix, ports), PhoenixTree.Name);
        registry.Register<TreeKey>(tree);
        CoordinatedShutdown.Get(system).AddTask(
            CoordinatedShutdown.PhaseBeforeServiceUnbind, "pull quotes", () => StopTree(tree, recorder));
    }

    private BinanceAdapters Adapters(TimeProvider time) => new(
        _access.Endpoints,
        _access.Credentials,
        _http,
        _sockets,
        time,
        new BinanceOptions { RequestTimeout = _settings.Venue.RequestTimeout });

    /// <summary>Before the tree, so that it hears everything, and on a thread of its own.</summary>
    private IActorRef StartRecorder(
        ActorSystem system, FlightRecorder recorder, IIncidentSink incidents, ILoggerFactory logs) => system.ActorOf(
            FlightRecorderProtocol.Create(
                recorder, _settings.Phoenix, _settings.Recorder, ProgramVersion.Text, incidents, logs)
                .WithDispatcher(RecorderDispatcher),
            FlightRecorderProtocol.Name);

    /// <summary>Null when the tree does not answer in time, or does not stand yet.</summary>
    private async Task<T?> Ask<T>(object question, TimeSpan timeout)
        where T : class
    {
        if (!_host.Services.GetRequiredService<ActorRegistry>().TryGet<TreeKey>(out var tree))
        {
            return null;
        }

        try
        {
            return await tree.Ask<T>(question, timeout);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }

    private async Task<Akka.Done> StopTree(IActorRef tree, IActorRef? recorder)
    {
        try
        {
            var ended = await tree.Ask<PhoenixProtocol.ShutdownDone>(
                PhoenixProtocol.Shutdown.Instance, _settings.StopTimeout);
            _ended = ended with { Status = Ordered(ended.Status) };
        }
        catch (AskTimeoutException)
        {
            _ended = null; // whoever asked for the stop reports it
        }

        if (recorder is not null)
        {
            await FinishRecording(recorder);
        }

        return Akka.Done.Instance;
    }

    /// <summary>What the stop itself brought to light is not recorded any more; what ran before is.</summary>
    private async Task FinishRecording(IActorRef recorder)
    {
        try
        {
            await recorder.Ask<FlightRecorderProtocol.Finished>(FlightRecorderProtocol.Finish.Instance, AskTimeout);
            await _incidents!.Flush().WaitAsync(AskTimeout);
        }
        catch (Exception late) when (late is AskTimeoutException or TimeoutException)
        {
            _log.RecorderSilent(late.Message);
        }
    }

    /// <summary>Symbols in the order in which the settings name them.</summary>
    private PhoenixStatus Ordered(PhoenixStatus status)
    {
        var order = _settings.Phoenix.Symbols.Select(symbol => symbol.Symbol).ToList();
        return status with { Symbols = [.. status.Symbols.OrderBy(symbol => order.IndexOf(symbol.Symbol))] };
    }

    /// <summary>
    /// The process ends with its own exit code and by its own signals, so no hook of the system does. Messages to
    /// incarnations that have ended are expected here, and not worth a line each.
    /// </summary>
    private Config SystemHocon() => ConfigurationFactory.ParseString($$"""
        {{RecorderDispatcher}} {
          type = PinnedDispatcher
          throughput = 100
        }

        akka {
          log-dead-letters = off
          # The stale monitor runs on a thread of its own: what starves the others must not starve their judge.
          actor.watch-dispatcher { type = PinnedDispatcher }
          coordinated-shutdown {
            run-by-clr-shutdown-hook = off
            exit-clr = off
            phases.before-service-unbind.timeout = {{(long)_settings.StopTimeout.TotalMilliseconds + 5000}}ms
          }
        }
        """);

    /// <summary>Under which the root of the tree is registered.</summary>
    private sealed class TreeKey;

    /// <summary>Signals are heard by <see cref="StopSignal"/> alone.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
