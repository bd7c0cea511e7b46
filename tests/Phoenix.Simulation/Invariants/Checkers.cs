using System.Text.Json;
using Phoenix.Actors.Telemetry;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Faults;
using Phoenix.Venue.InMemory;
using Phoenix.Venue.Sockets;

namespace Phoenix.Simulation.Invariants;

/// <summary>
/// Watches a world from outside and throws when an invariant breaks: what goes over the wire, what rests at the venue,
/// which sockets are open there. It asks the system for nothing but the ids its books took.
/// </summary>
internal sealed class Checkers(World world, RestRules rules, OrderRules orders)
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(100);

    private readonly SortedDictionary<string, MirrorBook> _books = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _lastTaken = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Instant> _lastTakenAt = new(StringComparer.Ordinal);
    private string _rotating = "";
    private DateTimeOffset _rotatingUntil = DateTimeOffset.MinValue;
    private readonly Exposure _exposure = new(world, orders);
    private DateTimeOffset _orderLeft = DateTimeOffset.MaxValue - CheckInterval;
    private DateTimeOffset? _pairSince;
    private (DateTimeOffset Began, DateTimeOffset Ended) _standstill;
    private DateTimeOffset _nextCheck = DateTimeOffset.MinValue;
    private DateTimeOffset _weightLoweredAt = DateTimeOffset.MinValue;
    private DateTimeOffset _orderEntryDoubtedAt = DateTimeOffset.MinValue;

    /// <summary>The most sockets ever seen open at once at the venue.</summary>
    public int MostSockets { get; private set; }

    /// <summary>The longest time between two frames that moved the same book.</summary>
    public TimeSpan LongestBookPause { get; set; }

    /// <summary>The most that all symbols may have been worth, if everything had been filled.</summary>
    public decimal MostNotional => _exposure.Most;

    /// <summary>Orders that were seen leaving.</summary>
    public long OrdersSeen { get; private set; }

    /// <summary>When a frame with something new last reached the system.</summary>
    public DateTimeOffset LastFrame(string symbol) => Book(symbol).LastFrame;

    public void OnFrame(ClientFrame frame)
    {
        if (frame.Direction == FrameDirection.FromClient && frame.Class == SocketClass.Trading)
        {
            CheckOrder(frame);
        }
        else if (frame.Direction == FrameDirection.ToClient && frame.Class == SocketClass.Trading)
        {
            using var json = TryParse(frame.Text);
            if (json is not null && json.RootElement.TryGetProperty("status", out var status))
            {
                rules.OnReply(status.GetInt32());
            }
        }
        else if (frame.Direction == FrameDirection.ToClient
            && frame.Class == SocketClass.Public
            && frame.Text.Span.IndexOf("depthUpdate"u8) >= 0)
        {
            using var json = TryParse(frame.Text);
            if (json is not null
                && json.RootElement.TryGetProperty("data", out var data)
                && data.TryGetProperty("e", out var kind)
                && kind.ValueEquals("depthUpdate"))
            {
                Book(data.GetProperty("s").GetString()!).OnFrame(data, frame.At);
            }
        }
    }

    public void OnFault(FaultRequest fault) => _exposure.OnFault(fault);

    /// <summary>The host stood still until now.</summary>
    public void OnWoken(DateTimeOffset standstillBegan) => _standstill = (standstillBegan, world.Now);

    /// <summary>The host stood still, or the process is dead: what had to be done could not be.</summary>
    public void OnStandstill() => _orderEntryDoubtedAt = world.Now;

    public void OnAnswer(HttpCall call, HttpAnswer answer, DateTimeOffset askedAt)
    {
        if (answer.Status == 200 && call.PathAndQuery.StartsWith("/fapi/v1/depth?", StringComparison.Ordinal))
        {
            using var json = JsonDocument.Parse(answer.Body);
            var symbol = call.PathAndQuery.Split('?', '&')
            .First(p => p.StartsWith("symbol=", StringComparison.Ordinal));
            var book = Book(symbol["symbol=".Length..]);
            if (call.PathAndQuery.Contains("limit=1000", StringComparison.Ordinal))
            {
                book.OnSnapshot(json.RootElement, world.Now);
            }
            else
            {
                book.OnProbe(json.RootElement, askedAt);
            }
        }
    }

    /// <summary>Calls that armed the venue's countdown.</summary>
    public long Refreshes { get; private set; }

    /// <summary>
    /// S8: the dead man's switch is refreshed only for a book that is fit at that instant, and only while somebody
    /// watches.
    /// </summary>
    public void OnSent(HttpCall call)
    {
        if (!call.PathAndQuery.StartsWith("/fapi/v1/countdownCancelAll?", StringComparison.Ordinal)
            || call.PathAndQuery.Contains("countdownTime=0&", StringComparison.Ordinal))
        {
            return;
        }

        Refreshes++;
        var symbol = call.PathAndQuery.Split('?', '&').First(p => p.StartsWith("symbol=", StringComparison.Ordinal));
        var book = Book(symbol["symbol=".Length..]);
        book.Look(world.Now);
        if (world.Checks("S8") && (book.LastGood is not { } good || world.Now - good >= Bounds.Stale
            || IsKnownUnfit(book, world.Now)))
        {
            world.Report("S8", $"the switch was refreshed, {symbol}, on a book {book.Standing}");
        }

        if (world.Checks("S8") && world.Clock - world.LastBeat >= Bounds.Watch)
        {
            world.Report("S8", $"the switch was refreshed, {symbol}, while nobody watched since {world.LastBeat}");
        }
    }

    /// <summary>S3, second half: no market event reaches a book twice, over whatever connection.</summary>
    public void OnBookAdvanced(SystemEvent.BookAdvanced advanced)
    {
        var symbol = advanced.Stream.Symbol.Name;
        if (!Book(symbol).WasSent(advanced.FinalUpdateId))
        {
            world.Report("S3", $"{symbol} took update {advanced.FinalUpdateId}, which the venue did not send so");
        }

        if (_lastTaken.TryGetValue(symbol, out var last) && advanced.FinalUpdateId <= last)
        {
            world.Report("S3", $"{symbol} took update {advanced.FinalUpdateId} after {last}");
        }

        _lastTaken[symbol] = advanced.FinalUpdateId;
        if (_lastTakenAt.TryGetValue(symbol, out var before) && advanced.At - before > LongestBookPause)
        {
            LongestBookPause = advanced.At - before;
        }

        _lastTakenAt[symbol] = advanced.At;
    }

    /// <summary>From here on there may be one socket more: the successor in this slot.</summary>
    public void OnRotationBegan(string slot) => (_rotating, _rotatingUntil) = (slot, DateTimeOffset.MaxValue);

    /// <summary>From here on for no longer than the close of one of the two takes to travel.</summary>
    public void OnRotationOver(string slot)
    {
        if (_rotating == slot)
        {
            (_rotating, _rotatingUntil) = ("", world.Now + Bounds.Close);
        }
    }

    /// <summary>Whether our book has the best prices of the one that is kept from the wire.</summary>
    public bool BeginsLike(DeskSample sample) =>
        Book(sample.Symbol.Name).Top is { } top && sample.BestBid == top.Bid && sample.BestAsk == top.Ask;

    public void AfterEvent()
    {
        CheckSockets();
        if (world.Now < _nextCheck)
        {
            return;
        }

        _nextCheck = world.Now + CheckInterval;
        NoteOrderEntry();
        CheckPulled();
        if (world.Now > _orderLeft + CheckInterval)
        {
            _orderLeft = DateTimeOffset.MaxValue - CheckInterval;
            _exposure.Check();
        }
    }

    /// <summary>S1: no order leaves for a book that is stale, out of sync or crossed at that instant.</summary>
    private void CheckOrder(ClientFrame frame)
    {
        using var json = JsonDocument.Parse(frame.Text);
        var method = json.RootElement.GetProperty("method").GetString();
        rules.OnRequest(method!);
        if (method is not ("order.place" or "order.modify"))
        {
            return;
        }

        OrdersSeen++;
        _orderLeft = frame.At;
        if (!world.Checks("S1"))
        {
            return;
        }

        var symbol = json.RootElement.GetProperty("params").GetProperty("symbol").GetString()!;
        var book = Book(symbol);
        book.Look(frame.At);
        if (book.LastGood is not { } good || frame.At - good >= Bounds.Stale)
        {
            world.Report("S1", $"order for {symbol} left on a book of {book.LastGood:HH:mm:ss.fff}");
        }

        if (IsKnownUnfit(book, frame.At))
        {
            world.Report("S1", $"order for {symbol} left on a book unfit since {book.UnfitSince:HH:mm:ss.fff}");
        }
    }

    /// <summary>
    /// Whether the system could have read what makes the book unfit. Messages that were under way at the very instant
    /// of the fault have not met it yet, virtual time stands still; what came while the host did is read one by one.
    /// </summary>
    private bool IsKnownUnfit(MirrorBook book, DateTimeOffset now)
    {
        var (began, ended) = _standstill;
        return book.UnfitSince is { } since && (since >= began && since < ended ? ended : since) < now;
    }

    /// <summary>S2: quotes on a stale book are gone in time.</summary>
    private void CheckPulled()
    {
        foreach (var (symbol, book) in _books)
        {
            if (!world.Checks("S2") || book.LastGood is not { } good || world.Now - good <= Bounds.Stale + Bounds.Pull)
            {
                continue;
            }

            var doubted = _orderEntryDoubtedAt > good - Bounds.Countdown;
            var limit = good + Bounds.Stale + Bounds.Pull + (doubted ? Bounds.Countdown : TimeSpan.Zero);
            if (world.Now > limit && world.RestingOrders(symbol) is var resting and > 0)
            {
                world.Report("S2", $"{resting} orders of {symbol} rest on a book of {good:HH:mm:ss.fff}");
            }
        }
    }

    /// <summary>
    /// S3, first half: never more live sockets than configured, but for the successor in a rotation, of market data
    /// or of the user stream.
    /// </summary>
    private void CheckSockets()
    {
        var live = world.Network.Server.LiveSockets;
        _pairSince = live <= Bounds.Sockets ? null : _pairSince;
        var allowed = Bounds.Sockets + (world.Now <= _rotatingUntil ? 1 : 0);
        live -= live > allowed && IsHandover() ? 1 : 0;
        MostSockets = Math.Max(live, MostSockets);
        if (live > allowed && world.Checks("S3"))
        {
            world.Report("S3", $"{live} sockets are open at the venue");
        }
    }

    /// <summary>Two user sockets side by side, for as long as that takes.</summary>
    private bool IsHandover()
    {
        if (world.Venue.Sockets.Count(socket => socket.Class == SocketClass.Private) != 2)
        {
            return false;
        }

        _pairSince ??= world.Now;
        return world.Now - _pairSince <= Bounds.Handover;
    }

    private void NoteOrderEntry()
    {
        // What a reply said of a lowered limit holds for a window, and nothing tells of its end while nothing is sent.
        if (world.IsPaused || rules.IsClosed || world.Now - _weightLoweredAt <= Bounds.WeightWindow)
        {
            _orderEntryDoubtedAt = world.Now;
        }

        foreach (var fault in world.Network.Server.Faults.Active)
        {
            if (fault.Request.Target is "trading" or "rest" or "all"
                || fault.Request.Verb is FaultVerb.Http or FaultVerb.Refuse or FaultVerb.Ban or FaultVerb.Weight
                    or FaultVerb.OrderCount or FaultVerb.Cancel or FaultVerb.Skew or FaultVerb.LimitConnects)
            {
                _orderEntryDoubtedAt = world.Now;
            }

            if (fault.Request.Verb == FaultVerb.Weight)
            {
                _weightLoweredAt = world.Now;
            }
        }
    }

    /// <summary>Null when the frame broke off on its way.</summary>
    private static JsonDocument? TryParse(ReadOnlyMemory<byte> text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private MirrorBook Book(string symbol)
    {
        if (!_books.TryGetValue(symbol, out var book))
        {
            _books[symbol] = book = new MirrorBook();
        }

        return book;
    }
}
