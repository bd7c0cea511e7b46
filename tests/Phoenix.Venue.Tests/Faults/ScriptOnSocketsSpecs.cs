using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Faults.Scripts;
using Phoenix.Venue.Http;
using Phoenix.Venue.InMemory;
using Phoenix.Venue.Server;
using Phoenix.Venue.Tests.InMemory;

namespace Phoenix.Venue.Tests.Faults;

/// <summary>The same script and the same client give the same at the server, over real sockets and in memory.</summary>
public class ScriptOnSocketsSpecs
{
    private const string Depth = "/public/ws/ethusdc@depth@100ms";

    private const string Rules = """
        [{"when":{"frame":{"stream":"ethusdc@depth@100ms","n":5}},
          "do":{"verb":"gap","target":"ethusdc@depth@100ms","n":2}},
         {"when":{"frame":{"stream":"ethusdc@depth@100ms","n":9}},
          "do":{"verb":"dup","target":"ethusdc@depth@100ms","n":3}},
         {"when":{"frame":{"stream":"ethusdc@depth@100ms","n":30}},"do":{"verb":"close","target":"public","code":1008}},
         {"when":{"frame":{"stream":"ORDER_TRADE_UPDATE","n":3}},"do":{"verb":"fill","symbol":"ETHUSDC"}},
         {"when":{"frame":{"stream":"ORDER_TRADE_UPDATE","n":6}},"do":{"verb":"hideEvent"}},
         {"when":{"request":{"route":"POST /fapi/v1/order","n":2}},
          "do":{"verb":"place","reply":"error","status":503,"applied":true}},
         {"when":{"request":{"route":"POST /fapi/v1/order","n":4}},"do":{"verb":"place","reply":"error","status":503}},
         {"when":{"request":{"route":"GET /fapi/v1/time","n":2}},"do":{"verb":"snapFail","for":"1h"}},
         {"when":{"connect":{"target":"market","n":1}},"do":{"verb":"refuse","target":"market","code":403}},
         {"when":{"state":{"of":"openOrders","above":2}},"after":"300ms",
          "do":{"verb":"foreignOrder","symbol":"ETHUSDC","side":"SELL","quantity":0.5}},
         {"when":{"at":"2s"},"do":{"verb":"queryLag","delay":"100ms","for":"1h"}}]
        """;

    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(1_790_526_538_000);

    [Fact]
    public async Task A_script_gives_the_same_over_sockets_and_in_memory()
    {
        await using var sockets = await SocketClient.Start(Options());
        await using var memory = new MemoryClient(Options());
        var real = await Play(sockets);
        var simulated = await Play(memory);
        real.ShouldBe(simulated);
        real[0].ShouldBe("[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]");   // every rule
        real[1].ShouldContain("queryLag");
    }

    /// <summary>What a client did and heard, and what the venue holds afterwards.</summary>
    private static async Task<List<string>> Play(ScriptedClient client)
    {
        var log = new List<string>();
        var key = await client.Call("POST", "/fapi/v1/listenKey");
        var listenKey = JsonDocument.Parse(key[4..]).RootElement.GetProperty("listenKey").GetString();
        log.Add(await client.Open(Depth));
        log.Add(await client.Open($"/private/ws/{listenKey}"));
        log.Add(await client.Open("/market/ws/ethusdc@markPrice"));
        for (var step = 0; step < 40; step++)
        {
            await client.Pass(100);
            if (step is 3 or 6 or 9 or 12 or 15)
            {
                log.Add(await client.Place(2_900m + step));
            }

            if (step is 16 or 17) log.Add(await client.Call("GET", "/fapi/v1/time"));
        }

        log.Add(await client.Call("GET", "/fapi/v1/depth?symbol=ETHUSDC&limit=50"));
        foreach (var heard in await client.Hang()) log.AddRange(heard);
        var seen = await client.Read(server => (
            Fired: string.Join(", ", server.Faults.Scripts.Rules.Select(rule => rule.Fired)),
            Active: Encoding.UTF8.GetString(VenueStateReader.Print(server.Faults.Active)),
            Rules: Encoding.UTF8.GetString(VenueStateReader.PrintIndented(server.Faults.Scripts.Rules)),
            Accounts: Encoding.UTF8.GetString(VenueStateReader.PrintIndented(server.State.Accounts)),
            Markets: Encoding.UTF8.GetString(VenueStateReader.PrintIndented(server.State.Markets))));
        return [$"[{seen.Fired}]", seen.Active, seen.Rules, seen.Accounts, seen.Markets, .. log];
    }

    private static VenueOptions Options()
    {
        using var json = JsonDocument.Parse(Rules);
        var script = ScriptReader.Read(json.RootElement, out var problems);
        problems.ShouldBeEmpty();
        return new VenueOptions { Seed = 5, Start = VenueTime.From(Start), Script = script };
    }

    /// <summary>What both ways to reach the venue have in common; time is the test's.</summary>
    private abstract class ScriptedClient : IAsyncDisposable
    {
        private long _passed;

        /// <summary>Status and body.</summary>
        public abstract Task<string> Call(string method, string pathAndQuery);

        /// <summary>Whether the upgrade went well.</summary>
        public abstract Task<string> Open(string path);

        public abstract Task<T> Read<T>(Func<VenueServer, T> read);

        /// <summary>Leaves every socket, and gives what was heard on each.</summary>
        public abstract Task<List<List<string>>> Hang();

        public abstract ValueTask DisposeAsync();

        public async Task Pass(int milliseconds)
        {
            _passed += milliseconds;
            await Wait(milliseconds);
        }

        public Task<string> Place(decimal price)
        {
            var terms = $"symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTX&quantity=0.1&price={price}"
                + $"&timestamp={Start.ToUnixTimeMilliseconds() + _passed}";
            return Call("POST", $"/fapi/v1/order?{terms}&signature={VenueRig.Sign(terms)}");
        }

        protected abstract Task Wait(int milliseconds);
    }

    private sealed class MemoryClient : ScriptedClient
    {
        private readonly Agenda _time = new(Start);
        private readonly List<RecordingSink> _sinks = [];
        private readonly InMemoryVenue _venue;

        public MemoryClient(VenueOptions options) => _venue = new InMemoryVenue(
            new VenueServer(options),
            _time,
            new NetworkOptions { MinLatency = TimeSpan.Zero, MaxLatency = TimeSpan.Zero });

        public override async Task<string> Call(string method, string pathAndQuery)
        {
            var answer = _venue.Send(new HttpCall(method, pathAndQuery, VenueRig.Key), CancellationToken.None);
            _time.RunFor(0);
            var (status, body) = ((await answer).Status, (await answer).Body);
            return $"{status} {Encoding.UTF8.GetString(body.Span)}";
        }

        public override Task<string> Open(string path)
        {
            var sink = new RecordingSink(_time);
            _venue.Open(new Uri($"ws://venue{path}"), sink);
            _time.RunFor(0);
            if (sink.Opened > 0) _sinks.Add(sink);
            return Task.FromResult(sink.Opened > 0 ? "open" : "refused");
        }

        public override Task<T> Read<T>(Func<VenueServer, T> read) => Task.FromResult(read(_venue.AtPresent()));

        public override Task<List<List<string>>> Hang() => Task.FromResult<List<List<string>>>(
            [.. _sinks.Select(sink => sink.Texts.Append(Ending(sink)).ToList())]);

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

        protected override Task Wait(int milliseconds)
        {
            _time.RunFor(milliseconds);
            return Task.CompletedTask;
        }

        private static string Ending(RecordingSink sink) =>
            sink.Closures.Count == 0 ? "open" : $"closed {sink.Closures[0].Code}";
    }

    private sealed class SocketClient : ScriptedClient
    {
        private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));
        private readonly HttpClient _http = new();
        private readonly List<ClientWebSocket> _sockets = [];
        private readonly HandTime _time;
        private readonly KestrelVenue _venue;

        private SocketClient(KestrelVenue venue, HandTime time)
        {
            (_venue, _time) = (venue, time);
            _http.BaseAddress = venue.BaseAddress;
            _http.DefaultRequestHeaders.Add("X-MBX-APIKEY", VenueRig.Key);
        }

        public static async Task<SocketClient> Start(VenueOptions options)
        {
            var time = new HandTime();
            return new SocketClient(await KestrelVenue.StartAsync(options, 0, time), time);
        }

        public override async Task<string> Call(string method, string pathAndQuery)
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Parse(method), new Uri(pathAndQuery, UriKind.Relative));
            using var answer = await _http.SendAsync(request, _limit.Token);
            return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(_limit.Token)}";
        }

        public override async Task<string> Open(string path)
        {
            var socket = new ClientWebSocket();
            try
            {
                await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{_venue.BaseAddress.Port}{path}"), _limit.Token);
                _sockets.Add(socket);
                return "open";
            }
            catch (WebSocketException)
            {
                socket.Dispose();
                return "refused";
            }
        }

        public override Task<T> Read<T>(Func<VenueServer, T> read) => _venue.Read(read);

        /// <summary>A socket that is still open is told by a last message that is answered.</summary>
        public override async Task<List<List<string>>> Hang()
        {
            var all = new List<List<string>>();
            foreach (var socket in _sockets)
            {
                await Say(socket, """{"method":"LIST_SUBSCRIPTIONS","id":77}""");
                var heard = new List<string>();
                do heard.Add(await Hear(socket));
                while (heard[^1] != "open" && !heard[^1].StartsWith("closed", StringComparison.Ordinal));
                all.Add(heard);
            }

            return all;
        }

        public override async ValueTask DisposeAsync()
        {
            _sockets.ForEach(socket => socket.Dispose());
            _http.Dispose();
            await _venue.DisposeAsync();
            _limit.Dispose();
        }

        protected override Task Wait(int milliseconds)
        {
            _time.Pass(milliseconds);
            return _venue.Read(server => server.Now);
        }

        private async Task Say(ClientWebSocket socket, string text)
        {
            try
            {
                await socket.SendAsync(
                    Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, _limit.Token);
            }
            catch (WebSocketException)   // closed by the venue, which shows when it is read
            {
                return;
            }
        }

        private async Task<string> Hear(ClientWebSocket socket)
        {
            var buffer = new byte[64 * 1024];
            var length = 0;
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(length), _limit.Token);
                if (part.MessageType == WebSocketMessageType.Close) return $"closed {(int?)socket.CloseStatus}";
                length += part.Count;
                if (!part.EndOfMessage) continue;
                var text = Encoding.UTF8.GetString(buffer, 0, length);
                return text.Contains("\"id\":77", StringComparison.Ordinal) ? "open" : text;
            }
        }
    }

    /// <summary>Stands still until the test moves it; its timers never go off.</summary>
    private sealed class HandTime : TimeProvider
    {
        private long _passed;

        public override DateTimeOffset GetUtcNow() => Start.AddMilliseconds(Interlocked.Read(ref _passed));

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new StillTimer();

        public void Pass(int milliseconds) => Interlocked.Add(ref _passed, milliseconds);

        private sealed class StillTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
                // there is nothing to let go
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
