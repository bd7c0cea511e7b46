using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;
using Phoenix.ActorRuntime.Deterministic;
using Phoenix.Actors;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Time;
using Phoenix.Binance;
using Phoenix.Core.Primitives;
using Phoenix.Node.Hosting;
using Phoenix.Node.Settings;
using Phoenix.Node.Summary;
using Phoenix.Venue.InMemory;
using Phoenix.Venue.Server;

namespace Phoenix.Node.Simulated;

/// <summary>
/// The trading system on the embedded exchange of its settings, in one thread and virtual time: the same actors,
/// adapters and exchange as in a run, with a network in between that delays by milliseconds. The same settings and the
/// same seed give the same result. Belongs to the thread that created it.
/// </summary>
internal sealed class VirtualTrading : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero); // any day would do
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly DeterministicRuntime _runtime;
    private readonly InMemoryVenue _network;
    private readonly BinanceAdapters _adapters;
    private readonly IActorRef _root;
    private readonly TimeSpan _stopTimeout;

    /// <exception cref="BadInputException">The fault script of the settings cannot be read.</exception>
    public VirtualTrading(NodeSettings settings, long seed)
    {
        _stopTimeout = settings.StopTimeout;
        var embedded = settings.Venue.Embedded with { Seed = seed };
        var options = EmbeddedExchange.OptionsOf(embedded, FaultScriptFile.Of(embedded)) with
        {
            Start = VenueTime.From(Start),
        };
        _runtime = DeterministicRuntime.Create(
            "simulated",
            (ulong)seed,
            Start,
            new DeterministicOptions { LongestEvent = Timeout.InfiniteTimeSpan });
        _network = new InMemoryVenue(
            new VenueServer(options), new VirtualTime(_runtime), new NetworkOptions { Seed = seed });
        var access = ExchangeAccess.Embedded(new Uri("http://venue"));
        _adapters = new BinanceAdapters(
            access.Endpoints,
            access.Credentials,
            _network,
            _network,
            new SchedulerTimeProvider(_runtime.System.Scheduler),
            new BinanceOptions { RequestTimeout = settings.Venue.RequestTimeout });
        var ports = new PhoenixPorts(
            _adapters.Rest,
            _adapters.MarketData,
            _adapters.UserData,
            _adapters.Trading,
            new VirtualChance(_runtime),
            NullLoggerFactory.Instance)
        {
            Clock = _adapters.Clock,
            Budget = _adapters.Budget,
        };
        _root = _runtime.System.ActorOf(PhoenixTree.Create(settings.Phoenix, ports), PhoenixTree.Name);
    }

    public void RunFor(TimeSpan time) => _runtime.RunFor(time);

    /// <summary>Stops in order and lets the exchange say how it ended; null when the stop takes too long.</summary>
    public VirtualResult? Stop()
    {
        var stopped = _root.Ask<PhoenixProtocol.ShutdownDone>(PhoenixProtocol.Shutdown.Instance, _stopTimeout);
        for (var waited = TimeSpan.Zero; !stopped.IsCompleted && waited <= _stopTimeout; waited += Step)
        {
            _runtime.RunFor(Step);
        }

        return stopped.IsCompletedSuccessfully
            ? new VirtualResult(
                stopped.Result.Status,
                EmbeddedTruth.Compare(stopped.Result.Status, _network.AtPresent().State.Accounts[0]))
            : null;
    }

    public void Dispose()
    {
        _adapters.Dispose();
        _runtime.Dispose();
    }
}

/// <summary>How a run in virtual time ended.</summary>
/// <param name="Comparison">What our books and the exchange say of the same account.</param>
internal sealed record VirtualResult(PhoenixStatus Status, VenueComparison Comparison);
