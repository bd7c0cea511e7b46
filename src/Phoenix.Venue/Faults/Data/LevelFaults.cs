using System.Text;
using System.Text.Json;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Market;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Faults.Data;

/// <summary>
/// Ids and times advance, prices and quantities stay those of the first frame it meets, as of a publisher with a dead
/// cache behind it.
/// </summary>
internal sealed class FreezeFault(FaultOrder order, FaultStage stage) : SocketFault(order, stage)
{
    /// <summary>Members that hold prices and quantities in the market streams.</summary>
    private static readonly string[] Levels = ["b", "a", "B", "A", "p", "ap", "P", "i", "q", "nq"];

    private readonly Dictionary<(VenueSocket Socket, string Stream), ReadOnlyMemory<byte>> _first = [];

    public override void OnFrame(VenueSocket socket, in OutgoingFrame frame)
    {
        if (!IsMine(frame) || frame.Cause != FrameCause.Data)
        {
            socket.PassOn(this, frame);
            return;
        }

        if (!_first.TryGetValue((socket, frame.Stream), out var first))
        {
            _first[(socket, frame.Stream)] = frame.Payload;
            socket.PassOn(this, frame);
            return;
        }

        var payload = frame.Payload;
        foreach (var name in Levels)
        {
            var old = FrameText.Member(first, name);
            if (!old.IsEmpty) payload = FrameText.With(payload, (name, old));
        }

        socket.PassOn(this, frame with { Payload = payload });
    }

    protected override void OnReleased(VenueSocket socket) => OnLost(socket);

    protected override void OnLost(VenueSocket socket)
    {
        foreach (var key in _first.Keys.Where(key => key.Socket == socket).ToList())
        {
            _first.Remove(key);
        }
    }
}

/// <summary>
/// The book is crossed: of a ticker the two prices change places, a book frame gets a bid above its market's best
/// ask. A bid that was made up in a diff stream is taken back in the first frame after the fault, so that no more
/// than the crossing itself is wrong.
/// </summary>
internal sealed class CrossFault(FaultOrder order, FaultStage stage) : SocketFault(order, stage)
{
    private readonly Dictionary<(VenueSocket Socket, string Stream), string> _madeUp = [];
    private int _crossed;

    /// <summary>Frames it crosses; null as long as it lasts.</summary>
    private int? Limit => Request.Count ?? (Request.Duration is null ? 1 : null);

    public override void OnFrame(VenueSocket socket, in OutgoingFrame frame)
    {
        if (!IsMine(frame) || Stage.Feeds.Find(frame.Stream) is not { Market: { } market })
        {
            socket.PassOn(this, frame);
            return;
        }

        var isDiff = frame.Stream.EndsWith("@depth", StringComparison.Ordinal)
            || frame.Stream.Contains("@depth@", StringComparison.Ordinal);
        var isBook = frame.Stream.Contains("@depth", StringComparison.Ordinal);
        var isTicker = frame.Stream.EndsWith("@bookTicker", StringComparison.Ordinal);
        if (_crossed >= Limit || (!isBook && !isTicker))
        {
            socket.PassOn(this, frame with { Payload = TakeBack(socket, frame) });
            if (_crossed >= Limit && _madeUp.Count == 0) Stage.End(this);
            return;
        }

        var payload = isTicker ? Exchange(frame.Payload) : Insert(TakeBack(socket, frame), BeyondAsk(market), "1.000");
        if (isDiff) _madeUp[(socket, frame.Stream)] = BeyondAsk(market);
        socket.PassOn(this, frame with { Payload = payload });
        _crossed++;
        if (_crossed >= Limit && _madeUp.Count == 0) Stage.End(this);
    }

    /// <summary>
    /// What is still made up is taken back by a frame of its own kind later: the stream's own next one.
    /// </summary>
    protected override void OnReleased(VenueSocket socket)
    {
        foreach (var (key, price) in _madeUp.Where(pair => pair.Key.Socket == socket).ToList())
        {
            socket.Add(new TakingBack(key.Stream, price));
            _madeUp.Remove(key);
        }
    }

    protected override void OnLost(VenueSocket socket)
    {
        foreach (var key in _madeUp.Keys.Where(key => key.Socket == socket).ToList())
        {
            _madeUp.Remove(key);
        }
    }

    /// <summary>A tick above the best ask.</summary>
    private static string BeyondAsk(SymbolMarket market)
    {
        var price = market.Contract.Rules.ToDecimal(new Price(market.Book.Asks.BestPrice.Ticks + 1));
        return price.ToString("F" + market.Contract.PriceDecimals, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static ReadOnlyMemory<byte> Exchange(ReadOnlyMemory<byte> ticker)
    {
        var (bid, ask) = (FrameText.Member(ticker, "b").ToArray(), FrameText.Member(ticker, "a").ToArray());
        return FrameText.With(ticker, ("b", ask), ("a", bid));
    }

    /// <summary>Puts a bid in front of the bids, or behind them where they ascend.</summary>
    private static ReadOnlyMemory<byte> Insert(ReadOnlyMemory<byte> frame, string price, string quantity)
    {
        var old = FrameText.Member(frame, "b");
        if (old.IsEmpty) return frame;
        using var bids = JsonDocument.Parse(old);
        var levels = bids.RootElement.EnumerateArray().Select(level => level.GetRawText()).ToList();
        levels.Add($"[{JsonSerializer.Serialize(price)},{JsonSerializer.Serialize(quantity)}]");
        var isAscending = levels.Count < 3 || Price(levels[0]) < Price(levels[1]);
        if (!isAscending)
        {
            levels.Insert(0, levels[^1]);
            levels.RemoveAt(levels.Count - 1);
        }

        return FrameText.With(frame, ("b", Encoding.UTF8.GetBytes($"[{string.Join(',', levels)}]")));
    }

    private static decimal Price(string level)
    {
        using var pair = JsonDocument.Parse(level);
        return decimal.Parse(pair.RootElement[0].GetString()!, System.Globalization.CultureInfo.InvariantCulture);
    }

    private ReadOnlyMemory<byte> TakeBack(VenueSocket socket, in OutgoingFrame frame) =>
        _madeUp.Remove((socket, frame.Stream), out var price) ? Insert(frame.Payload, price, "0.000") : frame.Payload;

    /// <summary>Outlives the fault by one frame of one stream.</summary>
    private sealed class TakingBack(string stream, string price) : ISocketFilter
    {
        public bool IsSilencer => false;

        public void OnFrame(VenueSocket socket, in OutgoingFrame frame)
        {
            if (frame.Stream != stream)
            {
                socket.PassOn(this, frame);
                return;
            }

            socket.PassOn(this, frame with { Payload = Insert(frame.Payload, price, "0.000") });
            socket.Remove(this);
        }

        public void OnMessage(VenueSocket socket, ReadOnlyMemory<byte> text) => socket.PassOn(this, text);
    }
}
