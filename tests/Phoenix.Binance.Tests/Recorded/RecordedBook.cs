using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Phoenix.Binance.Wire;
using Phoenix.Core.Books;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Tests.Recorded;

/// <summary>A recorded series of one symbol, read by the codec and joined to a book frame by frame.</summary>
internal sealed class RecordedBook
{
    private static readonly Epoch Epoch = new(1);

    private readonly MarketFrameDecoder _decoder;
    private readonly InstrumentGrid _grid;
    private readonly List<BookTicker> _tickers = [];
    private int _nextTicker;

    public RecordedBook(Instrument instrument)
    {
        var registry = new InstrumentRegistry();
        registry.Put([instrument]);
        registry.Table.TryFind(instrument.Symbol, out var grid).ShouldBeTrue();
        (_decoder, _grid) = (new MarketFrameDecoder(registry), grid!);
        Synchronizer.Attach(Epoch);
    }

    public BookSynchronizer Synchronizer { get; } = new();

    public OrderBook Book => Synchronizer.Book;

    public Instrument Instrument => _grid.Instrument;

    /// <summary>Frames of the depth stream so far.</summary>
    public int Frames { get; private set; }

    /// <summary>Book tops compared with the ticker stream.</summary>
    public int Compared { get; private set; }

    /// <summary>The messages of a recording in the order of their arrival.</summary>
    public static IEnumerable<(double At, byte[] Frame)> Lines(string path)
    {
        using var file = File.OpenRead(path);
        using Stream plain = path.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(file, CompressionMode.Decompress)
            : file;
        using var reader = new StreamReader(plain, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
            {
                using var document = JsonDocument.Parse(line);
                yield return Message(document);
            }
        }
    }

    /// <summary>A single recorded message.</summary>
    public static (double At, byte[] Frame) Single(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return Message(document);
    }

    /// <summary>Reads the ticker stream ahead: it is not ordered against the depth stream.</summary>
    public void LearnTickers(string path)
    {
        foreach (var (_, frame) in Lines(path))
        {
            if (_decoder.Decode(frame).Ticker is { } ticker)
            {
                _tickers.Add(ticker);
            }
        }

        _tickers.Select(ticker => ticker.UpdateId).ShouldBeInOrder();
    }

    /// <summary>Takes one message; the depth reply, which names no stream, is the snapshot.</summary>
    public BookInputResult? Take(byte[] frame)
    {
        if (frame.AsSpan().StartsWith("{\"lastUpdateId\""u8))
        {
            var snapshot = SnapshotDecoder.Decode(frame, _grid);
            snapshot.Fault.ShouldBeNull();
            return Synchronizer.Accept(snapshot.Value!);
        }

        var decoded = _decoder.Decode(frame);
        decoded.Kind.ShouldNotBe(MarketFrameKind.Malformed, decoded.Reason);
        if (decoded.Depth is not { } diff)
        {
            return null;
        }

        Frames++;
        return Synchronizer.Accept(Epoch, diff);
    }

    /// <summary>After every frame the top of the book is the newest ticker that is not newer than the book.</summary>
    public void CheckTop()
    {
        Book.IsCrossed.ShouldBeFalse();
        while (_nextTicker < _tickers.Count && _tickers[_nextTicker].UpdateId <= Book.LastUpdateId)
        {
            _nextTicker++;
        }

        if (_nextTicker == 0)
        {
            return; // the recording's first ticker is newer than the book
        }

        var last = _tickers[_nextTicker - 1];
        Compared++;
        Book.BestBid.ShouldBe(last.Bid);
        Book.BestAsk.ShouldBe(last.Ask);
    }

    private static (double At, byte[] Frame) Message(JsonDocument line) => (
        line.RootElement.GetProperty("t").GetDouble(),
        Encoding.UTF8.GetBytes(line.RootElement.GetProperty("m").GetRawText()));
}
