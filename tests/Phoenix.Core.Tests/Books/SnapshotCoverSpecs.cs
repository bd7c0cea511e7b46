using Phoenix.Core.Books;
using Phoenix.Core.Primitives;
using static Phoenix.Core.Tests.Books.BookScript;

namespace Phoenix.Core.Tests.Books;

/// <summary>A snapshot ends somewhere; what lies beyond is known only as far as it changed since.</summary>
public class SnapshotCoverSpecs
{
    private static readonly Epoch Feed = new(1);

    private readonly BookSynchronizer _book = new(bufferLimit: 4, snapshotLevels: 2);

    public SnapshotCoverSpecs() => _book.Attach(Feed);

    [Fact]
    public void A_best_price_beyond_what_the_snapshot_covered_asks_for_a_new_one()
    {
        Synchronize([(100, 1), (99, 1)], [(101, 1), (102, 1)]);
        _book.Accept(Feed, Diff(11, 12, 10, bids: [(95, 1), (100, 0)])).ShouldBe(BookInputResult.Applied);

        _book.Accept(Feed, Diff(13, 14, 12, bids: [(99, 0)])).ShouldBe(BookInputResult.Gap); // 98 to 96 are unknown

        _book.WantsSnapshot.ShouldBeTrue();
        _book.Book.BestBid.ShouldBeNull();
    }

    [Fact]
    public void So_does_the_other_side()
    {
        Synchronize([(100, 1), (99, 1)], [(101, 1), (102, 1)]);

        _book.Accept(Feed, Diff(11, 12, 10, asks: [(101, 0), (102, 0), (110, 1)])).ShouldBe(BookInputResult.Gap);
    }

    [Fact]
    public void The_deepest_price_of_the_snapshot_is_still_covered()
    {
        Synchronize([(100, 1), (99, 1)], [(101, 1), (102, 1)]);

        _book.Accept(Feed, Diff(11, 12, 10, bids: [(100, 0)])).ShouldBe(BookInputResult.Applied);
    }

    [Fact]
    public void A_snapshot_with_fewer_levels_than_asked_for_covers_everything()
    {
        Synchronize([(100, 1)], [(101, 1)]);

        _book.Accept(Feed, Diff(11, 12, 10, bids: [(100, 0), (50, 1)])).ShouldBe(BookInputResult.Applied);
    }

    private void Synchronize((long, long)[] bids, (long, long)[] asks)
    {
        _book.Accept(Feed, Diff(9, 10, 8)).ShouldBe(BookInputResult.Buffered);
        _book.Accept(Snapshot(10, bids, asks)).ShouldBe(BookInputResult.Synced);
    }
}
