using Phoenix.Core.Books;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using static Phoenix.Core.Tests.Books.BookScript;

namespace Phoenix.Core.Tests.Books;

/// <summary>
/// A venue's side of the story, from one seed: updates with ids shared by other symbols, pushed in frames, some of
/// them repeated, and a snapshot at any id. After frames went missing, snapshots are fetched until one fits.
/// </summary>
internal sealed class VenueBook
{
    private readonly Random _random;
    private readonly List<(long Id, Side Side, long Ticks, long Lots)> _updates = [];
    private readonly List<DepthDiff> _frames = [];

    public VenueBook(Random random, int frames)
    {
        _random = random;
        var (id, previous) = (100L, 100L);
        for (var frame = 0; frame < frames; frame++)
        {
            var from = _updates.Count;
            for (var i = random.Next(1, 5); i > 0; i--)
            {
                id += random.Next(1, 4);
                var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
                var ticks = side == Side.Buy ? random.Next(80, 100) : random.Next(100, 120);
                _updates.Add((id, side, ticks, random.Next(4)));
            }

            var batch = _updates[from..];
            _frames.Add(Diff(batch[0].Id, id, previous, Changes(batch, Side.Buy), Changes(batch, Side.Sell)));
            previous = id;
        }
    }

    /// <summary>
    /// What one connection brings: the same updates as its siblings, in frames cut where it likes, some of them lost.
    /// </summary>
    public List<DepthDiff> Feed(double lossRate)
    {
        var frames = new List<DepthDiff>();
        var (from, previous) = (0, 100L);
        while (from < _updates.Count)
        {
            var to = Math.Min(_updates.Count, from + _random.Next(1, 7));
            var batch = _updates[from..to];
            var frame = Diff(
                batch[0].Id, batch[^1].Id, previous, Changes(batch, Side.Buy), Changes(batch, Side.Sell));
            previous = batch[^1].Id;
            from = to;
            if (from == _updates.Count || _random.NextDouble() >= lossRate)
            {
                frames.Add(frame);
            }
        }

        return frames;
    }

    /// <summary>The book as of an update id.</summary>
    public BookSnapshot SnapshotAt(long id)
    {
        var bids = Final(Side.Buy, id).OrderByDescending(level => level.Ticks).ToArray();
        var asks = Final(Side.Sell, id).OrderBy(level => level.Ticks).ToArray();
        return Snapshot(id, bids, asks);
    }

    /// <summary>Sends everything, with duplicates, one lost frame, and snapshots taken late or early.</summary>
    public void Play(BookSynchronizer book, Epoch epoch)
    {
        var lost = _random.Next(_frames.Count - 5);
        for (var i = 0; i < _frames.Count; i++)
        {
            if (i == lost)
            {
                continue;
            }

            book.Accept(epoch, _frames[i]);
            if (_random.Next(4) == 0)
            {
                book.Accept(epoch, _frames[Math.Max(0, i - _random.Next(3))]);
            }

            if (book.WantsSnapshot && _random.Next(3) == 0)
            {
                var near = _frames[Math.Max(0, i - _random.Next(4))];
                book.Accept(SnapshotAt(near.FinalUpdateId + _random.Next(-2, 3)));
            }
        }

        if (book.WantsSnapshot)
        {
            book.Accept(SnapshotAt(_frames[^1].FinalUpdateId));
        }
    }

    /// <summary>The book is the venue's as of its own id, and that is the last one.</summary>
    public void ShouldEqual(OrderBook book, string because)
    {
        book.LastUpdateId.ShouldBe(_updates[^1].Id, because);
        ShouldEqualAsOf(book, because);
    }

    /// <summary>The book is the venue's as of the book's own id.</summary>
    public void ShouldEqualAsOf(OrderBook book, string because)
    {
        foreach (var side in (Side[])[Side.Buy, Side.Sell])
        {
            var levels = Final(side, book.LastUpdateId);
            foreach (var (ticks, lots) in levels)
            {
                book.QuantityAt(side, new Price(ticks)).Lots.ShouldBe(lots, because);
            }

            (side == Side.Buy ? book.BidCount : book.AskCount).ShouldBe(levels.Length, because);
        }
    }

    private static (long, long)[] Changes(List<(long Id, Side Side, long Ticks, long Lots)> batch, Side side) =>
    [
        .. batch.Where(update => update.Side == side)
            .GroupBy(update => update.Ticks)
            .Select(level => (level.Key, level.Last().Lots)),
    ];

    private (long Ticks, long Lots)[] Final(Side side, long id) =>
    [
        .. _updates.Where(update => update.Side == side && update.Id <= id)
            .GroupBy(update => update.Ticks)
            .Select(level => (level.Key, level.Last().Lots))
            .Where(level => level.Lots > 0),
    ];
}
