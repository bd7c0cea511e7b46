using System.Text;
using System.Text.Json;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Faults;
using Phoenix.Venue.InMemory;
using Phoenix.Venue.Market;
using Phoenix.Venue.Matching;
using Phoenix.Venue.Server;
using Phoenix.Venue.Sockets;
using Phoenix.Venue.Tests.InMemory;

namespace Phoenix.Venue.Tests.MarketData;

/// <summary>
/// A client that keeps its book by the documented procedure, and nothing else, holds the engine's book at every update
/// id, whatever is lost on the way.
/// </summary>
public class OrderBookTruthSpecs
{
    private static readonly string[] Cadences = ["depth", "depth@100ms", "depth@500ms"];

    private static readonly Contract[] Contracts = [Contract.EthUsdc, Contract.BtcUsdc, Contract.BtcUsdt];

    [Fact]
    public void A_book_kept_by_the_documented_procedure_is_the_engines_book()
    {
        const int Updates = 100_000;
        var options = new VenueOptions
        {
            Seed = 11,
            Markets =
            [
                .. MarketSettings.Catalogue
                    .Where(market => Contracts.Contains(market.Contract))
                    .Select(market => market with
                    {
                        Crowd = (StreetSettings)market.Crowd with { ChangesPerFrame = 20 },
                    }),
            ],
        };
        var agenda = new Agenda(options.Start.ToDateTimeOffset());
        var venue = new InMemoryVenue(new VenueServer(options), agenda, new NetworkOptions { Seed = 12 });
        var engine = new EngineBooks(venue.Server);
        var clients = options.Markets
            .SelectMany(market => Cadences.Select(cadence => new BookClient(
                venue, agenda, engine, market.Contract.Symbol.Name, cadence)))
            .ToList();
        var chance = new SeededChance(13);
        var heard = 0L;
        while (heard < Updates)
        {
            agenda.RunFor((int)chance.Between(1_000, 20_000));
            Disturb(venue, clients[(int)chance.Below(clients.Count)], chance);
            heard = clients.Sum(client => client.Applied);
        }

        foreach (var client in clients)
        {
            client.Mistakes.ShouldBeEmpty();
            client.Checked.ShouldBeGreaterThan(client.Applied * 99 / 100, client.Name);
            client.Applied.ShouldBeGreaterThan(1_000, client.Name);
            client.Restarts.ShouldBeGreaterThan(10, client.Name);
        }
    }

    private static void Disturb(InMemoryVenue venue, BookClient client, SeededChance chance)
    {
        switch (chance.Below(4))
        {
            case 0:
                venue.AtPresent().Faults.Inject(new FaultRequest
                {
                    Verb = FaultVerb.Gap,
                    Target = client.Stream,
                    Count = (int)chance.Between(1, 5),
                });
                break;
            case 1:
                venue.AtPresent().Faults.Inject(new FaultRequest { Verb = FaultVerb.Drop, Target = "public" });
                break;
            case 2:
                client.Say("UNSUBSCRIBE");
                client.Say("SUBSCRIBE");
                break;
            default:
                client.Deafen((int)chance.Between(1, 3));
                break;
        }
    }

    /// <summary>
    /// Hears every depth frame at the very moment it is cut and takes down what the engine's book is then.
    /// </summary>
    private sealed class EngineBooks : IVenuePeer
    {
        private const int Kept = 500;

        private readonly VenueServer _server;
        private readonly Dictionary<(string Symbol, long Id), Book> _books = [];
        private readonly Queue<(string Symbol, long Id)> _order = [];

        internal EngineBooks(VenueServer server)
        {
            _server = server;
            var streams = Contracts.Select(contract => $"{contract.Symbol.Name.ToLowerInvariant()}@depth@100ms");
            server.Accept($"/public/ws/{string.Join('/', streams)}", this, out _).ShouldNotBeNull();
        }

        public void Send(ReadOnlyMemory<byte> text)
        {
            using var frame = JsonDocument.Parse(text);
            var key = (frame.RootElement.GetProperty("s").GetString()!, frame.RootElement.GetProperty("u").GetInt64());
            var market = _server.Floor.Find(key.Item1)!;
            var rules = market.Contract.Rules;
            _books[key] = new Book(Levels(market.Book.Bids, rules), Levels(market.Book.Asks, rules));
            _order.Enqueue(key);
            if (_order.Count > Kept) _books.Remove(_order.Dequeue());
        }

        public void Ping(ReadOnlyMemory<byte> payload) => _server.Advance(_server.Now);

        public void Close(int code, string reason) => throw new InvalidOperationException(reason);

        public void Abort()
        {
            var streams = Contracts.Select(contract => $"{contract.Symbol.Name.ToLowerInvariant()}@depth@100ms");
            _server.Accept($"/public/ws/{string.Join('/', streams)}", this, out _).ShouldNotBeNull();
        }

        public void GoDark() => throw new InvalidOperationException("Nobody asked for darkness.");

        internal Book? At(string symbol, long id) => _books.GetValueOrDefault((symbol, id));

        private static List<(decimal Price, decimal Quantity)> Levels(BookSide side, Instrument rules)
        {
            var levels = new List<(decimal, decimal)>(side.Count);
            for (var depth = 0; depth < side.Count; depth++)
            {
                levels.Add((rules.ToDecimal(side[depth].Price), rules.ToDecimal(side[depth].Quantity)));
            }

            return levels;
        }
    }

    private sealed record Book(
        List<(decimal Price, decimal Quantity)> Bids, List<(decimal Price, decimal Quantity)> Asks);

    /// <summary>
    /// Written after the steps of "How to manage a local order book correctly" and no other knowledge of the venue.
    /// </summary>
    private sealed class BookClient : IWebSocketSink
    {
        private readonly InMemoryVenue _venue;
        private readonly IVirtualTime _time;
        private readonly EngineBooks _engine;
        private readonly string _symbol;
        private readonly List<JsonElement> _buffer = [];
        private readonly SortedDictionary<decimal, decimal> _bids =
            new(Comparer<decimal>.Create((one, other) => other.CompareTo(one)));

        private readonly SortedDictionary<decimal, decimal> _asks = [];
        private IWebSocketSession _session;
        private long? _previous;    // u of the frame applied last
        private long? _snapshot;    // lastUpdateId, until the first frame was applied
        private bool _isAsking;
        private int _deaf;
        private int _incarnation;

        internal BookClient(InMemoryVenue venue, IVirtualTime time, EngineBooks engine, string symbol, string cadence)
        {
            (_venue, _time, _engine, _symbol) = (venue, time, engine, symbol);
            Stream = $"{symbol.ToLowerInvariant()}@{cadence}";
            _session = Dial();
        }

        internal string Stream { get; }

        internal string Name => Stream;

        internal int Applied { get; private set; }

        internal int Checked { get; private set; }

        internal int Restarts { get; private set; }

        internal List<string> Mistakes { get; } = [];

        public void OnOpened() => Restart();

        public void OnText(ReadOnlySpan<byte> text)
        {
            var frame = JsonDocument.Parse(Encoding.UTF8.GetString(text)).RootElement;
            if (!frame.TryGetProperty("u", out _) || _deaf-- > 0) return;
            _buffer.Add(frame);
            if (_snapshot is null && _previous is null)
            {
                _ = Ask();
            }
            else
            {
                Drain();
            }
        }

        public void OnClosed(SocketClosure closure)
        {
            _incarnation++;
            _time.Schedule(TimeSpan.FromMilliseconds(300), () => _session = Dial());
        }

        internal void Say(string method) =>
            _session.TrySend(Encoding.UTF8.GetBytes($$"""{"method":"{{method}}","params":["{{Stream}}"],"id":1}"""));

        /// <summary>The next frames are lost on the way.</summary>
        internal void Deafen(int frames) => _deaf = frames;

        private IWebSocketSession Dial() => _venue.Open(new Uri($"ws://venue/public/ws/{Stream}"), this);

        private void Restart()
        {
            Restarts++;
            (_previous, _snapshot) = (null, null);
            _buffer.Clear();
        }

        private async Task Ask()
        {
            if (_isAsking) return;
            _isAsking = true;
            var incarnation = _incarnation;
            var call = new HttpCall("GET", $"/fapi/v1/depth?symbol={_symbol}&limit=1000", null);
            var answer = await _venue.Send(call, CancellationToken.None);
            _isAsking = false;
            if (incarnation != _incarnation || answer.Status != 200) return;
            using var document = JsonDocument.Parse(answer.Body);
            _bids.Clear();
            _asks.Clear();
            Set(_bids, document.RootElement.GetProperty("bids"));
            Set(_asks, document.RootElement.GetProperty("asks"));
            _snapshot = document.RootElement.GetProperty("lastUpdateId").GetInt64();
            Drain();
        }

        private void Drain()
        {
            foreach (var frame in _buffer)
            {
                var (first, last) = (frame.GetProperty("U").GetInt64(), frame.GetProperty("u").GetInt64());
                if (_snapshot is { } snapshot)
                {
                    if (last < snapshot) continue;
                    if (first > snapshot)
                    {
                        Restart();   // the snapshot is older than what was heard: another one
                        return;
                    }

                    _snapshot = null;
                }
                else if (frame.GetProperty("pu").GetInt64() != _previous)
                {
                    Restart();
                    return;
                }

                Set(_bids, frame.GetProperty("b"));
                Set(_asks, frame.GetProperty("a"));
                _previous = last;
                Applied++;
                Check(last);
            }

            _buffer.Clear();
        }

        private static void Set(SortedDictionary<decimal, decimal> side, JsonElement levels)
        {
            foreach (var level in levels.EnumerateArray())
            {
                var (price, quantity) = (decimal.Parse(level[0].GetString()!), decimal.Parse(level[1].GetString()!));
                if (quantity == 0)
                {
                    side.Remove(price);
                }
                else
                {
                    side[price] = quantity;
                }
            }
        }

        private void Check(long id)
        {
            if (_engine.At(_symbol, id) is not { } book) return;
            Checked++;
            var isSame = book.Bids.SequenceEqual(_bids.Select(level => (level.Key, level.Value)))
                && book.Asks.SequenceEqual(_asks.Select(level => (level.Key, level.Value)));
            if (!isSame) Mistakes.Add($"{Stream} at {id}, update {Applied}");
        }
    }
}
