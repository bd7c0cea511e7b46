using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Phoenix.Core.MarketData;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Actors.Tests.Fakes;

/// <summary>
/// A venue in memory behind all four ports. It answers at once, writes down everything that was asked of it, and lets
/// a test deliver, close and fail whatever it likes.
/// </summary>
internal sealed class FakeVenue
{
    public const long Bid = 299_999;
    public const long Ask = 300_001;

    private readonly Lock _gate = new();
    private readonly List<string> _journal = [];
    private readonly SortedDictionary<string, OrderReport> _resting = new(StringComparer.Ordinal);
    private long _lastOrder;
    private long _updateId = 1_000;

    public FakeVenue(Func<Instant> clock)
    {
        Clock = clock;
        (Rest, MarketData) = (new FakeRest(this), new FakeMarketData(this));
        (UserData, Trading) = (new FakeUserData(this), new FakeTrading(this));
    }

    public static Symbol Eth { get; } = new("ETHUSDC");

    public static Instrument Instrument { get; } = new()
    {
        Symbol = Eth,
        TickSize = 0.01m,
        LotSize = 0.001m,
        MinQuantity = new Quantity(1),
        MaxQuantity = new Quantity(8_000_000),
        MinNotional = 0,
    };

    /// <summary>Patient with the machine the test runs on: what the clock would do, the tests do on purpose.</summary>
    public static PhoenixSettings Settings { get; } = new()
    {
        Symbols = [new SymbolSettings { Symbol = Eth }],
        Streams = new StreamSettings
        {
            HaltAfter = TimeSpan.FromMinutes(1),
            DeadAfter = TimeSpan.FromMinutes(2),
            AcknowledgeTimeout = TimeSpan.FromMinutes(1),
            FirstDataTimeout = TimeSpan.FromMinutes(1),
            WatchTimeout = TimeSpan.FromMinutes(1),
            PauseLimit = TimeSpan.FromMinutes(1),
        },
        UserStream = new UserStreamSettings
        {
            ProbeTimeout = TimeSpan.FromMinutes(1),
            EchoTimeout = TimeSpan.FromMinutes(1),
        },
        Trading = new TradingSettings { ReplyTimeout = TimeSpan.FromMinutes(1) },
    };

    public Func<Instant> Clock { get; }

    public FakeRest Rest { get; }

    public FakeMarketData MarketData { get; }

    public FakeUserData UserData { get; }

    public FakeTrading Trading { get; }

    public PhoenixPorts Ports =>
        new(Rest, MarketData, UserData, Trading, new NoChance(), NullLoggerFactory.Instance);

    /// <summary>Everything that was asked of the venue, in order.</summary>
    public ImmutableArray<string> Journal
    {
        get
        {
            lock (_gate)
            {
                return [.. _journal];
            }
        }
    }

    public ImmutableArray<OrderReport> Resting
    {
        get
        {
            lock (_gate)
            {
                return [.. _resting.Values];
            }
        }
    }

    public BookSnapshot Snapshot
    {
        get
        {
            lock (_gate)
            {
                return new BookSnapshot(_updateId, default, [Level(Bid)], [Level(Ask)]);
            }
        }
    }

    public int Count(string entry) => Journal.Count(noted => noted == entry);

    public void Note(string entry)
    {
        lock (_gate)
        {
            _journal.Add(entry);
        }
    }

    /// <summary>The next difference of the book; it changes nothing that counts.</summary>
    public DepthDiff NextDiff()
    {
        lock (_gate)
        {
            var previous = _updateId;
            _updateId += 10;
            return new DepthDiff
            {
                Symbol = Eth,
                FirstUpdateId = previous + 1,
                FinalUpdateId = _updateId,
                PreviousUpdateId = previous,
                EventTime = default,
                TransactionTime = default,
                Bids = [Level(Bid)],
                Asks = [Level(Ask)],
            };
        }
    }

    public OrderReport Accept(OrderIntent intent)
    {
        lock (_gate)
        {
            var report = Report(intent, ++_lastOrder, OrderStatus.New);
            _resting[intent.ClientOrderId.Value] = report;
            return report;
        }
    }

    /// <summary>Drops every order and has the user stream tell of it.</summary>
    public void CancelEverything()
    {
        foreach (var order in Resting)
        {
            var canceled = order with { Status = OrderStatus.Canceled };
            lock (_gate)
            {
                _resting.Remove(order.ClientOrderId.Value);
            }

            UserData.Tell(new OrderUpdate(canceled, ExecutionType.Canceled, null, default));
        }
    }

    public static OrderReport Report(OrderIntent intent, long orderId, OrderStatus status) => new()
    {
        Symbol = intent.Symbol,
        ClientOrderId = intent.ClientOrderId,
        OrderId = new OrderId(orderId),
        Side = intent.Side,
        Price = intent.Price,
        Original = intent.Quantity,
        Executed = default,
        Status = status,
        UpdateTime = default,
    };

    private static BookLevel Level(long ticks) => new(new Price(ticks), new Quantity(5_000));

    /// <summary>Always the shortest delay.</summary>
    private sealed class NoChance : IChance
    {
        public double NextUnit() => 0;
    }
}
