using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using Phoenix.Core.Primitives;

namespace Phoenix.Venue.Market.Replay;

/// <summary>
/// Reads recordings: one JSON value per line, plain or gzipped, each a message of a market stream or the answer to
/// <c>GET /fapi/v1/depth</c>, alone or as the member <c>m</c> of a line with the time of receipt.
/// </summary>
/// <remarks>
/// Understood are <c>depthUpdate</c>, <c>bookTicker</c>, <c>trade</c> and, where a recording has no <c>trade</c>,
/// <c>aggTrade</c>; other messages and other symbols are passed over. Trades with a kind (<c>X</c>) other than
/// <c>MARKET</c> did not happen in the book and are passed over too. Messages older than the snapshot are dropped, and
/// so is every later snapshot.
/// </remarks>
public sealed class RecordingReader
{
    private readonly Contract _contract;
    private readonly string _symbol;
    private readonly List<RecordedEvent> _events = [];
    private readonly List<RecordedEvent> _aggregates = [];
    private readonly List<RecordedLevel> _levels = [];
    private ImmutableArray<RecordedLevel>? _snapshot;
    private long _snapshotId;
    private long _snapshotMs;
    private int _gaps;
    private long _lastDepthId;

    /// <param name="contract">On whose grid prices and quantities must lie.</param>
    /// <param name="recordedSymbol">The symbol as recorded; null for the contract's own.</param>
    public RecordingReader(Contract contract, string? recordedSymbol = null)
    {
        _contract = contract;
        _symbol = recordedSymbol ?? contract.Symbol.Name;
    }

    /// <summary>Reads files one after another, for example a snapshot and the messages after it.</summary>
    /// <exception cref="RecordingException">A file cannot be read, or holds no snapshot.</exception>
    public static Recording ReadFiles(Contract contract, string? recordedSymbol, IEnumerable<string> files)
    {
        var reader = new RecordingReader(contract, recordedSymbol);
        foreach (var file in files)
        {
            try
            {
                using var stream = File.OpenRead(file);
                reader.Add(Path.GetFileName(file), stream);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new RecordingException($"{file}: {failure.Message}", failure);
            }
        }

        return reader.Finish();
    }

    /// <summary>Reads one text.</summary>
    /// <param name="name">Names it in messages.</param>
    /// <param name="text">Lines of JSON; gzip is told by its first two bytes.</param>
    /// <exception cref="RecordingException">A line is not what it should be.</exception>
    public void Add(string name, Stream text)
    {
        using var lines = new StreamReader(Plain(text));
        for (var number = 1; lines.ReadLine() is { } line; number++)
        {
            if (line.Length == 0) continue;
            try
            {
                using var document = JsonDocument.Parse(line);
                Take(document.RootElement);
            }
            catch (Exception malformed) when (malformed is JsonException or FormatException
                or KeyNotFoundException or InvalidOperationException)
            {
                throw new RecordingException($"{name}:{number}: {malformed.Message}", malformed);
            }
        }
    }

    /// <summary>What was read.</summary>
    /// <exception cref="RecordingException">There is no snapshot of the symbol's book.</exception>
    public Recording Finish()
    {
        if (_snapshot is not { } snapshot)
        {
            throw new RecordingException($"the recording has no snapshot of the book of {_symbol}");
        }

        if (!_events.Exists(recorded => recorded.Kind == RecordedKind.Trade)) _events.AddRange(_aggregates);
        RecordedEvent[] events =
        [
            .. _events
                .Where(recorded => recorded.Kind == RecordedKind.Trade
                    ? recorded.AtMs > _snapshotMs
                    : recorded.FinalId >= _snapshotId)
                .OrderBy(recorded => recorded.AtMs)
                .ThenBy(recorded => recorded.FinalId),   // trades have none and come first
        ];
        return new Recording(snapshot, _snapshotMs, events, [.. _levels], _gaps);
    }

    private static Stream Plain(Stream text)
    {
        if (!text.CanSeek) return text;
        var isZipped = text.ReadByte() == 0x1F && text.ReadByte() == 0x8B;
        text.Position = 0;
        return isZipped ? new GZipStream(text, CompressionMode.Decompress) : text;
    }

    private void Take(JsonElement line)
    {
        if (line.TryGetProperty("m", out var wrapped) && wrapped.ValueKind == JsonValueKind.Object) line = wrapped;
        if (line.TryGetProperty("lastUpdateId", out _) && line.TryGetProperty("bids", out _))
        {
            TakeSnapshot(line);
            return;
        }

        if (line.TryGetProperty("data", out var data)) line = data;
        if (!line.TryGetProperty("s", out var symbol) || symbol.GetString() != _symbol) return;
        if (!line.TryGetProperty("e", out var kind)) return;
        switch (kind.GetString())
        {
            case "depthUpdate":
                TakeDepth(line);
                break;
            case "bookTicker":
                TakeTicker(line);
                break;
            case "trade" when !line.TryGetProperty("X", out var type) || type.GetString() == "MARKET":
                TakeTrade(line, _events);
                break;
            case "aggTrade":
                TakeTrade(line, _aggregates);
                break;
        }
    }

    private void TakeSnapshot(JsonElement book)
    {
        if (_snapshot is not null) return;
        var from = _levels.Count;
        AddLevels(book.GetProperty("bids"), Side.Buy);
        AddLevels(book.GetProperty("asks"), Side.Sell);
        _snapshot = [.. _levels.Skip(from)];
        _levels.RemoveRange(from, _levels.Count - from);
        _snapshotId = book.GetProperty("lastUpdateId").GetInt64();
        _snapshotMs = book.GetProperty("T").GetInt64();
    }

    private void TakeDepth(JsonElement depth)
    {
        var from = _levels.Count;
        AddLevels(depth.GetProperty("b"), Side.Buy);
        AddLevels(depth.GetProperty("a"), Side.Sell);
        if (_lastDepthId != 0 && depth.GetProperty("pu").GetInt64() != _lastDepthId) _gaps++;
        _lastDepthId = depth.GetProperty("u").GetInt64();
        Add(_events, RecordedKind.Depth, depth, _lastDepthId, from);
    }

    private void TakeTicker(JsonElement ticker)
    {
        var from = _levels.Count;
        AddLevel(Side.Buy, ticker.GetProperty("b"), ticker.GetProperty("B"));
        AddLevel(Side.Sell, ticker.GetProperty("a"), ticker.GetProperty("A"));
        Add(_events, RecordedKind.Ticker, ticker, ticker.GetProperty("u").GetInt64(), from);
    }

    private void TakeTrade(JsonElement trade, List<RecordedEvent> to)
    {
        var from = _levels.Count;
        var takerSells = trade.GetProperty("m").GetBoolean();
        AddLevel(takerSells ? Side.Sell : Side.Buy, trade.GetProperty("p"), trade.GetProperty("q"));
        Add(to, RecordedKind.Trade, trade, 0, from);
    }

    private void Add(List<RecordedEvent> to, RecordedKind kind, JsonElement message, long finalId, int from) =>
        to.Add(new RecordedEvent(kind, message.GetProperty("T").GetInt64(), finalId, from, _levels.Count - from));

    private void AddLevels(JsonElement levels, Side side)
    {
        foreach (var level in levels.EnumerateArray())
        {
            AddLevel(side, level[0], level[1]);
        }
    }

    private void AddLevel(Side side, JsonElement price, JsonElement quantity)
    {
        var rules = _contract.Rules;
        var (at, lots) = (Number(price), Number(quantity));
        if (!rules.TryPrice(at, out var ticks)) throw new FormatException($"{at} is not a multiple of the tick");
        if (!rules.TryQuantity(lots, out var count)) throw new FormatException($"{lots} is not a multiple of the lot");
        _levels.Add(new RecordedLevel(side, ticks.Ticks, count.Lots));
    }

    private static decimal Number(JsonElement text) =>
        decimal.Parse(text.GetString()!, System.Globalization.CultureInfo.InvariantCulture);
}
