using System.Collections.Immutable;
using Phoenix.ActorRuntime.Deterministic;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Market;
using Phoenix.Venue.Server;

namespace Phoenix.Simulation;

/// <summary>What a simulated world is made of; everything else follows from the seed.</summary>
public sealed record WorldOptions
{
    public static PhoenixSettings DefaultSettings { get; } = new()
    {
        Symbols =
        [
            Tight("ETHUSDC", layerSize: 0.010m, netMax: 0.30m, distance: 0.40m, maxSpacing: 25m, volatility: 25),
            Tight("BTCUSDC", layerSize: 0.002m, netMax: 0.06m, distance: 11m, maxSpacing: 700m, volatility: 70),
        ],
    };

    public PhoenixSettings Settings { get; init; } = DefaultSettings;

    /// <summary>What the venue allows; the mainnet's by default.</summary>
    public VenueLimits Limits { get; init; } = new();

    /// <summary>The account that trades, and what the venue allows it.</summary>
    public VenueAccountOptions Account { get; init; } = new();

    /// <summary>The markets of the exchange; at least those of the settings' symbols.</summary>
    public ImmutableArray<MarketSettings> Markets { get; init; } = MarketSettings.Standard;

    /// <summary>
    /// A small world that is cheap per hour: one symbol, a book of a few levels that changes a few times a second
    /// instead of in every frame, grids of two layers. What only traffic brings out is left to the default world.
    /// </summary>
    public static WorldOptions Quiet { get; } = new()
    {
        Settings = new PhoenixSettings
        {
            Symbols =
            [
                Tight(
                    "ETHUSDC",
                    layerSize: 0.010m,
                    netMax: 0.30m,
                    distance: 0.40m,
                    maxSpacing: 25m,
                    volatility: 10,
                    layers: 2),
            ],
        },
        Markets =
        [
            MarketSettings.EthUsdc with
            {
                Sigma = 0.10,
                Crowd = new ZeroIntelligenceSettings
                {
                    PlacementsPerSecond = 3,
                    LifeSeconds = 6,
                    RangeTicks = 200,
                    FollowChance = 0.10,
                    TakersPerSecond = 0.5,
                },
            },
        ],
    };

    /// <summary>What the account holds at the start, in USDC.</summary>
    public decimal Balance { get; init; } = new VenueAccountOptions().Balance;

    /// <summary>What all symbols may be worth if everything is filled: the invariant's, not the system's.</summary>
    public decimal AccountNotional { get; init; } = 20_000m;

    /// <summary>What is remembered of stops for a loss.</summary>
    public IStopRecord StopRecord { get; init; } = new MemoryStopRecord();

    /// <summary>
    /// The same, with a settlement of funding every minute: a run of minutes would see none of those of hours.
    /// </summary>
    public WorldOptions Settling() => this with
    {
        Markets =
        [
            .. Markets.Select(market => market with
            {
                Contract = market.Contract with { FundingInterval = Funding },
            }),
        ],
    };

    /// <summary>Between two settlements of a world that settles.</summary>
    internal static readonly TimeSpan Funding = TimeSpan.FromMinutes(1);

    /// <summary>In which order what is possible at the same instant happens, and who watches the events.</summary>
    public DeterministicOptions Runtime { get; init; } = DeterministicOptions.Default;

    /// <summary>Bends the venue's port before the system gets it: how bugs are planted.</summary>
    public Func<IVenueRest, IVenueRest> BendRest { get; init; } = rest => rest;

    /// <summary>Bends the sockets before the adapters get them: how bugs are planted.</summary>
    public Func<IWebSocketTransport, IWebSocketTransport> BendSockets { get; init; } = sockets => sockets;

    /// <summary>Bends the way to the REST host: how bugs are planted.</summary>
    public Func<IHttpTransport, IHttpTransport> BendHttp { get; init; } = http => http;

    /// <summary>Where the system's log goes when a run is looked at; nowhere by default.</summary>
    public Action<string>? Print { get; init; }

    /// <summary>Bends the market data before the actors get it: how bugs are planted.</summary>
    public Func<IMarketDataPort, IMarketDataPort> BendMarketData { get; init; } = marketData => marketData;

    /// <summary>Where incidents go; null, the default, for a world without a flight recorder.</summary>
    public IIncidentSink? Incidents { get; init; }

    /// <summary>What the flight recorder holds.</summary>
    public RecorderSettings Recorder { get; init; } = new();

    /// <summary>Where traces go; nothing is traced by default.</summary>
    public ITraceSink Traces { get; init; } = NoTraces.Instance;

    /// <summary>Which invariants are checked; all by default.</summary>
    public ImmutableArray<string> Checked { get; init; } =
        ["S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S10", "S11", "Crash"];

    /// <summary>A grid near enough to the market to be filled every few seconds, moved once a second.</summary>
    private static SymbolSettings Tight(
        string symbol,
        decimal layerSize,
        decimal netMax,
        decimal distance,
        decimal maxSpacing,
        double volatility,
        int layers = 4) => new()
        {
            Symbol = new Symbol(symbol),
            Grid = new GridSettings
            {
                Layers = layers,
                LayerSize = layerSize,
                StartOffset = distance,
                FirstSpacing = distance,
                MaxSpacing = maxSpacing,
                MinSpread = 0.0001m,
                MinDecisionInterval = TimeSpan.FromSeconds(1),
            },
            Risk = new RiskSettings { NetMax = netMax },

            // That of the standard markets, so that the first minute is not quoted at the greatest width.
            Signals = new SignalSettings { Volatility = new VolatilitySettings { Initial = volatility } },
        };
}
