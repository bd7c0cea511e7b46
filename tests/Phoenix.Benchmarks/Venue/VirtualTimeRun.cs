using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Phoenix.Core.Ports;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.InMemory;
using Phoenix.Venue.Server;

namespace Phoenix.Benchmarks.Venue;

/// <summary>The exchange behind its simulated network, with a simple market maker in each of two symbols.</summary>
internal static class VirtualTimeRun
{
    internal sealed record Result(double Factor, int Orders);

    internal static Result Measure(TimeSpan time)
    {
        var options = VenueBenchmarks.Options(2);
        var agenda = new Agenda(options.Start.ToDateTimeOffset());
        var venue = new InMemoryVenue(new VenueServer(options), agenda, new NetworkOptions());
        var makers = options.Markets
            .Select(market => new SimpleMaker(venue, agenda, options.Accounts[0], market.Contract.Symbol.Name))
            .ToList();
        agenda.RunFor(TimeSpan.FromSeconds(30));
        using var self = Process.GetCurrentProcess();
        var cpu = self.TotalProcessorTime;
        agenda.RunFor(time);
        self.Refresh();
        return new Result(time / (self.TotalProcessorTime - cpu), makers.Sum(maker => maker.Orders));
    }

    /// <summary>
    /// Keeps one order on each side at the touch: whenever the best price has left one behind, it is replaced.
    /// </summary>
    private sealed class SimpleMaker : IWebSocketSink
    {
        private readonly InMemoryVenue _venue;
        private readonly Agenda _agenda;
        private readonly VenueAccountOptions _account;
        private readonly string _symbol;
        private readonly byte[] _secret;
        private readonly Dictionary<string, (string Price, string? Id)> _quotes = [];
        private int _lastId;

        internal SimpleMaker(InMemoryVenue venue, Agenda agenda, VenueAccountOptions account, string symbol)
        {
            (_venue, _agenda, _account, _symbol) = (venue, agenda, account, symbol);
            _secret = Encoding.UTF8.GetBytes(account.Secret);
            var stream = symbol.ToLowerInvariant();
            venue.Open(new Uri($"ws://venue/public/ws/{stream}@depth5@100ms"), this);
        }

        internal int Orders { get; private set; }

        public void OnOpened() => _quotes.Clear();

        public void OnText(ReadOnlySpan<byte> text)
        {
            var reader = new Utf8JsonReader(text);
            using var frame = JsonDocument.ParseValue(ref reader);
            Quote("BUY", frame.RootElement.GetProperty("b")[2][0].GetString()!);
            Quote("SELL", frame.RootElement.GetProperty("a")[2][0].GetString()!);
        }

        public void OnClosed(SocketClosure closure) => throw new InvalidOperationException(closure.Detail);

        /// <summary>At most one replacement a second and side, as a maker within the limits of orders would.</summary>
        private void Quote(string side, string price)
        {
            var (before, id) = _quotes.GetValueOrDefault(side);
            if (before == price || _agenda.Now.Millisecond >= 100) return;
            if (id is not null) Send("DELETE", $"symbol={_symbol}&origClientOrderId={id}");
            var next = string.Create(CultureInfo.InvariantCulture, $"{_symbol}-{++_lastId}");
            _quotes[side] = (price, next);
            Orders++;
            Send("POST", $"symbol={_symbol}&side={side}&type=LIMIT&timeInForce=GTX&price={price}&quantity=0.02"
                + $"&newClientOrderId={next}");
        }

        private void Send(string method, string query)
        {
            var signed = string.Create(
                CultureInfo.InvariantCulture, $"{query}&timestamp={_agenda.Now.ToUnixTimeMilliseconds()}");
            var signature = Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(signed)));
            var call = new HttpCall(method, $"/fapi/v1/order?{signed}&signature={signature}", _account.ApiKey);
            _ = _venue.Send(call, CancellationToken.None);
        }
    }

    /// <summary>Work in order of time, then of call.</summary>
    private sealed class Agenda(DateTimeOffset start) : IVirtualTime
    {
        private readonly PriorityQueue<Action, (long At, long Order)> _work = new();
        private long _order;

        public DateTimeOffset Now { get; private set; } = start;

        public void Schedule(TimeSpan delay, Action work) => _work.Enqueue(work, ((Now + delay).Ticks, _order++));

        internal void RunFor(TimeSpan time)
        {
            var end = Now + time;
            while (_work.TryPeek(out var work, out var due) && due.At <= end.Ticks)
            {
                _work.Dequeue();
                Now = new DateTimeOffset(due.At, TimeSpan.Zero);
                work();
            }

            Now = end;
        }
    }
}
