using Phoenix.Core.Books;
using Phoenix.Core.Primitives;
using static Phoenix.Core.Tests.Books.BookScript;

namespace Phoenix.Core.Tests.Books;

public class BookSynchronizerSpecs
{
    private static readonly Epoch One = new(1);

    private readonly BookSynchronizer _book = new(bufferLimit: 4);

    public BookSynchronizerSpecs() => _book.Attach(One);

    [Fact]
    public void The_snapshot_is_wanted_once_the_stream_flows()
    {
        _book.State.ShouldBe(BookSyncState.WaitingForDiff);
        _book.WantsSnapshot.ShouldBeFalse();

        _book.Accept(One, Diff(11, 15, 10)).ShouldBe(BookInputResult.Buffered);

        _book.State.ShouldBe(BookSyncState.AwaitingSnapshot);
        _book.WantsSnapshot.ShouldBeTrue();
    }

    [Fact]
    public void A_snapshot_before_the_stream_flows_is_of_no_use() =>
        _book.Accept(Snapshot(10)).ShouldBe(BookInputResult.SnapshotIgnored);

    [Fact]
    public void The_buffer_is_replayed_from_the_frame_that_straddles_the_snapshot()
    {
        _book.Accept(One, Diff(11, 15, 10, bids: [(90, 9)]));
        _book.Accept(One, Diff(18, 20, 15, bids: [(100, 2)]));
        _book.Accept(One, Diff(22, 25, 20, asks: [(101, 3)]));

        _book.Accept(Snapshot(19)).ShouldBe(BookInputResult.Synced);

        _book.State.ShouldBe(BookSyncState.Synced);
        _book.Book.LastUpdateId.ShouldBe(25);
        _book.Book.BestBid.ShouldBe(Level(100, 2));
        _book.Book.BestAsk.ShouldBe(Level(101, 3));
        _book.Book.QuantityAt(Side.Buy, new Price(90)).ShouldBe(default);
        _book.Applied.ShouldBe(2);
    }

    [Theory]
    [InlineData(18, 15, BookInputResult.Synced)]
    [InlineData(20, 15, BookInputResult.Synced)]
    [InlineData(15, 15, BookInputResult.Synced)]
    [InlineData(17, 15, BookInputResult.Synced)]
    [InlineData(14, 15, BookInputResult.SnapshotTooOld)]
    public void The_oldest_frame_must_continue_the_snapshot(long snapshot, long previous, BookInputResult result)
    {
        _book.Accept(One, Diff(18, 20, previous));

        _book.Accept(Snapshot(snapshot)).ShouldBe(result);
    }

    [Fact]
    public void A_snapshot_too_old_leaves_the_buffer_for_the_next_one()
    {
        _book.Accept(One, Diff(18, 20, 15, bids: [(100, 7)]));
        _book.Accept(Snapshot(12)).ShouldBe(BookInputResult.SnapshotTooOld);
        _book.WantsSnapshot.ShouldBeTrue();
        _book.Book.BestBid.ShouldBeNull();

        _book.Accept(One, Diff(21, 23, 20)).ShouldBe(BookInputResult.Buffered);
        _book.Accept(Snapshot(19)).ShouldBe(BookInputResult.Synced);

        _book.Book.BestBid.ShouldBe(Level(100, 7));
        _book.SnapshotsTooOld.ShouldBe(1);
    }

    [Fact]
    public void A_snapshot_ahead_of_the_stream_waits_for_the_frame_that_meets_it()
    {
        _book.Accept(One, Diff(18, 20, 15));
        _book.Accept(Snapshot(30)).ShouldBe(BookInputResult.Synced);

        _book.Accept(One, Diff(21, 25, 20, bids: [(90, 9)])).ShouldBe(BookInputResult.Duplicate);
        _book.Accept(One, Diff(28, 33, 25, bids: [(100, 4)])).ShouldBe(BookInputResult.Applied);
        _book.Accept(One, Diff(34, 36, 33)).ShouldBe(BookInputResult.Applied);

        _book.Book.BestBid.ShouldBe(Level(100, 4));
        _book.Book.BidCount.ShouldBe(1);
    }

    [Fact]
    public void A_snapshot_ahead_of_the_stream_that_never_meets_it_is_a_gap()
    {
        _book.Accept(One, Diff(18, 20, 15));
        _book.Accept(Snapshot(30));

        _book.Accept(One, Diff(40, 45, 35)).ShouldBe(BookInputResult.Gap);
    }

    [Fact]
    public void A_bridged_book_accepts_only_the_next_link_of_the_chain()
    {
        Sync();

        _book.Accept(One, Diff(30, 33, 25)).ShouldBe(BookInputResult.Applied);
        _book.Accept(One, Diff(36, 40, 35)).ShouldBe(BookInputResult.Gap);
    }

    [Fact]
    public void A_gap_voids_the_book_and_its_frame_starts_the_new_buffer()
    {
        Sync();

        _book.Accept(One, Diff(31, 35, 30, bids: [(100, 8)])).ShouldBe(BookInputResult.Gap);
        _book.State.ShouldBe(BookSyncState.AwaitingSnapshot);
        _book.Book.BestBid.ShouldBeNull();
        _book.Gaps.ShouldBe(1);

        _book.Accept(Snapshot(33)).ShouldBe(BookInputResult.Synced);
        _book.Book.BestBid.ShouldBe(Level(100, 8));
    }

    [Fact]
    public void A_gap_while_buffering_starts_the_buffer_over()
    {
        _book.Accept(One, Diff(11, 15, 10));
        _book.Accept(One, Diff(21, 25, 20)).ShouldBe(BookInputResult.Gap);

        _book.Accept(Snapshot(14)).ShouldBe(BookInputResult.SnapshotTooOld);
        _book.Accept(Snapshot(22)).ShouldBe(BookInputResult.Synced);
    }

    [Fact]
    public void Every_update_is_applied_at_most_once()
    {
        Sync();
        var frame = Diff(30, 33, 25, bids: [(100, 5)]);

        _book.Accept(One, frame).ShouldBe(BookInputResult.Applied);
        _book.Accept(One, frame).ShouldBe(BookInputResult.Ignored);
        _book.Accept(One, Diff(20, 25, 15)).ShouldBe(BookInputResult.Ignored);

        _book.State.ShouldBe(BookSyncState.Synced);
        _book.Ignored.ShouldBe(2);
    }

    [Fact]
    public void A_duplicate_while_buffering_is_ignored()
    {
        _book.Accept(One, Diff(11, 15, 10));
        _book.Accept(One, Diff(11, 15, 10)).ShouldBe(BookInputResult.Ignored);
    }

    [Fact]
    public void A_second_snapshot_is_ignored()
    {
        Sync();

        _book.Accept(Snapshot(99)).ShouldBe(BookInputResult.SnapshotIgnored);
        _book.Book.LastUpdateId.ShouldBe(25);
    }

    [Fact]
    public void A_full_buffer_starts_over_instead_of_dropping_its_oldest_frame()
    {
        for (var i = 0; i < 4; i++)
        {
            _book.Accept(One, Diff(11 + i, 11 + i, 10 + i)).ShouldBe(BookInputResult.Buffered);
        }

        _book.Accept(One, Diff(15, 15, 14)).ShouldBe(BookInputResult.BufferOverflow);
        _book.Overflows.ShouldBe(1);
        _book.Accept(Snapshot(12)).ShouldBe(BookInputResult.SnapshotTooOld);
        _book.Accept(Snapshot(14)).ShouldBe(BookInputResult.Synced);
    }

    [Fact]
    public void A_feed_that_has_ended_is_not_listened_to_again()
    {
        Sync();
        _book.Detach(One).ShouldBeTrue();
        _book.State.ShouldBe(BookSyncState.WaitingForDiff);
        _book.Book.BestBid.ShouldBeNull();

        _book.Attach(One).ShouldBeFalse();
        _book.Accept(One, Diff(26, 30, 25)).ShouldBe(BookInputResult.Ignored);
        _book.Accept(Snapshot(26)).ShouldBe(BookInputResult.SnapshotIgnored);
        _book.State.ShouldBe(BookSyncState.WaitingForDiff);
        _book.IgnoredEpochs.ShouldBe(1);
    }

    [Fact]
    public void The_book_equals_the_venues_whenever_the_snapshot_was_taken_and_whatever_is_repeated()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var venue = new VenueBook(new Random(seed), frames: 30);
            var synchronizer = new BookSynchronizer();
            synchronizer.Attach(One);

            venue.Play(synchronizer, One);

            synchronizer.State.ShouldBe(BookSyncState.Synced, $"seed {seed}");
            venue.ShouldEqual(synchronizer.Book, $"seed {seed}");
        }
    }

    private void Sync()
    {
        _book.Accept(One, Diff(18, 25, 15));
        _book.Accept(Snapshot(20)).ShouldBe(BookInputResult.Synced);
    }
}
