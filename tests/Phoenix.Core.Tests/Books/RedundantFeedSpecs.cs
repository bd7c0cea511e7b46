using Phoenix.Core.Books;
using Phoenix.Core.Primitives;
using static Phoenix.Core.Tests.Books.BookScript;

namespace Phoenix.Core.Tests.Books;

/// <summary>One book from the same stream over several connections.</summary>
public sealed class RedundantFeedSpecs
{
    private static readonly Epoch A = new(1);
    private static readonly Epoch B = new(2);

    private readonly BookSynchronizer _book = new();

    public RedundantFeedSpecs()
    {
        _book.Attach(A);
        _book.Attach(B);
        _book.Accept(A, Diff(11, 15, 10));
        _book.Accept(B, Diff(11, 15, 10));
        _book.Accept(Snapshot(15)).ShouldBe(BookInputResult.Synced);
    }

    [Fact]
    public void The_first_arrival_wins_and_the_second_is_a_duplicate()
    {
        _book.Accept(B, Diff(18, 20, 15, bids: [(100, 2)])).ShouldBe(BookInputResult.Applied);
        _book.Accept(A, Diff(18, 20, 15, bids: [(100, 2)])).ShouldBe(BookInputResult.Duplicate);
        _book.Accept(A, Diff(21, 25, 20, bids: [(100, 3)])).ShouldBe(BookInputResult.Applied);

        _book.Book.BestBid.ShouldBe(Level(100, 3));
        (_book.Applied, _book.Duplicates).ShouldBe((2, 2));
    }

    [Fact]
    public void What_one_feed_lost_the_other_one_brings()
    {
        _book.Accept(A, Diff(21, 25, 20, bids: [(99, 5)])).ShouldBe(BookInputResult.Held);
        _book.HasHole.ShouldBeTrue();

        _book.Accept(B, Diff(18, 20, 15, bids: [(100, 2)])).ShouldBe(BookInputResult.Applied);

        _book.HasHole.ShouldBeFalse();
        _book.Gaps.ShouldBe(0);
        _book.Book.LastUpdateId.ShouldBe(25);
        _book.Book.QuantityAt(Side.Buy, new Price(99)).ShouldBe(new Quantity(5));
    }

    [Fact]
    public void What_both_feeds_lost_is_a_gap_as_soon_as_both_have_passed_it()
    {
        _book.Accept(A, Diff(21, 25, 20)).ShouldBe(BookInputResult.Held);

        _book.Accept(B, Diff(21, 25, 20)).ShouldBe(BookInputResult.Gap);

        _book.State.ShouldBe(BookSyncState.AwaitingSnapshot);
        _book.Accept(Snapshot(22)).ShouldBe(BookInputResult.Synced);
        _book.Book.LastUpdateId.ShouldBe(25);
    }

    [Fact]
    public void A_book_that_was_given_up_is_not_begun_with_a_snapshot_from_before_what_the_feeds_brought()
    {
        _book.Accept(A, Diff(18, 20, 15)).ShouldBe(BookInputResult.Applied);
        _book.Discard();

        _book.Accept(Snapshot(19)).ShouldBe(BookInputResult.SnapshotTooOld);
        _book.Accept(Snapshot(20)).ShouldBe(BookInputResult.Synced);
        _book.Accept(A, Diff(21, 25, 20)).ShouldBe(BookInputResult.Applied);
    }

    [Fact]
    public void Ids_that_went_back_are_taken_after_a_fresh_start()
    {
        _book.Accept(A, Diff(3, 5, 2)).ShouldBe(BookInputResult.Ignored);
        _book.StartOver();

        _book.Accept(Snapshot(5)).ShouldBe(BookInputResult.Synced);
        _book.Accept(A, Diff(6, 7, 5)).ShouldBe(BookInputResult.Applied);
        _book.Accept(B, Diff(6, 7, 5)).ShouldBe(BookInputResult.Duplicate);
    }

    [Fact]
    public void A_hole_that_only_a_dead_feed_could_have_filled_is_a_gap_when_it_ends()
    {
        _book.Accept(A, Diff(21, 25, 20)).ShouldBe(BookInputResult.Held);

        _book.Detach(B).ShouldBeTrue();

        _book.State.ShouldBe(BookSyncState.AwaitingSnapshot);
    }

    [Fact]
    public void The_death_of_one_feed_costs_the_book_nothing()
    {
        _book.Accept(A, Diff(18, 20, 15)).ShouldBe(BookInputResult.Applied);

        _book.Detach(B).ShouldBeFalse();
        _book.Accept(A, Diff(21, 25, 20)).ShouldBe(BookInputResult.Applied);
        _book.Attach(new Epoch(3)).ShouldBeTrue();
        _book.Accept(new Epoch(3), Diff(26, 30, 25)).ShouldBe(BookInputResult.Applied);

        (_book.State, _book.Gaps).ShouldBe((BookSyncState.Synced, 0));
    }

    [Fact]
    public void A_hole_may_be_given_up()
    {
        _book.Accept(A, Diff(21, 25, 20)).ShouldBe(BookInputResult.Held);

        _book.AbandonHole();

        _book.State.ShouldBe(BookSyncState.AwaitingSnapshot);
        _book.Accept(Snapshot(20)).ShouldBe(BookInputResult.Synced);
        _book.Book.LastUpdateId.ShouldBe(25);
    }

    [Fact]
    public void A_frame_that_no_snapshot_ever_reaches_is_given_up_with_the_second_hole_before_it()
    {
        var heir = new Epoch(3);
        _book.Accept(A, Diff(9001, 9005, 9000)).ShouldBe(BookInputResult.Held);
        _book.AbandonHole();
        _book.Attach(heir);
        _book.Detach(A);
        _book.Detach(B); // the venue counts from 1 again, and only the heir has heard of it

        _book.Accept(heir, Diff(3, 5, 2)).ShouldBe(BookInputResult.Buffered);
        _book.Accept(Snapshot(4)).ShouldBe(BookInputResult.Synced);
        _book.HasHole.ShouldBeTrue();
        _book.AbandonHole();
        _book.Accept(heir, Diff(6, 7, 5)).ShouldBe(BookInputResult.Buffered);
        _book.Accept(Snapshot(6)).ShouldBe(BookInputResult.Synced);

        _book.HasHole.ShouldBeFalse();
        _book.Book.LastUpdateId.ShouldBe(7);
    }

    [Fact]
    public void Feeds_may_cut_their_frames_where_they_like()
    {
        _book.Accept(A, Diff(18, 22, 15, bids: [(100, 2)])).ShouldBe(BookInputResult.Applied);
        _book.Accept(B, Diff(18, 24, 15, bids: [(100, 3)])).ShouldBe(BookInputResult.Applied);
        _book.Accept(A, Diff(23, 28, 22, bids: [(100, 4)])).ShouldBe(BookInputResult.Applied);

        _book.Book.BestBid.ShouldBe(Level(100, 4));
        _book.Book.LastUpdateId.ShouldBe(28);
    }

    /// <summary>
    /// Each feed loses a tenth of its frames, cuts them elsewhere, lags, and dies now and then; after every step the
    /// book is the venue's as of its own id.
    /// </summary>
    [Fact]
    public void Whatever_the_feeds_lose_and_however_they_lag_the_book_is_the_venues()
    {
        var lost = 0L;
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var venue = new VenueBook(random, frames: 60);
            var book = new BookSynchronizer();
            Play(venue, random, book, $"seed {seed}");
            lost += book.Gaps;
        }

        lost.ShouldBeGreaterThan(0, "holes that no feed could fill must have been met as well");
    }

    private static void Play(VenueBook venue, Random random, BookSynchronizer book, string because)
    {
        var feeds = Enumerable.Range(1, random.Next(1, 4))
            .Select(n => (Epoch: new Epoch(n), Frames: venue.Feed(lossRate: 0.1), Next: 0))
            .ToArray();
        var newest = 100L;
        while (feeds.Any(feed => feed.Next < feed.Frames.Count))
        {
            ref var feed = ref feeds[random.Next(feeds.Length)];
            if (feed.Next == feed.Frames.Count)
            {
                continue;
            }

            if (random.Next(40) == 0)
            {
                book.Detach(feed.Epoch);
                feed.Epoch = new Epoch(feed.Epoch.Value + feeds.Length);
            }

            book.Attach(feed.Epoch).ShouldBeTrue();
            var frame = feed.Frames[feed.Next++];
            newest = Math.Max(newest, frame.FinalUpdateId);
            var before = book.Book.LastUpdateId;
            var result = book.Accept(feed.Epoch, frame);
            if (result is BookInputResult.Duplicate or BookInputResult.Ignored or BookInputResult.Held)
            {
                book.Book.LastUpdateId.ShouldBe(before, because);
            }

            if (book.WantsSnapshot && random.Next(2) == 0)
            {
                book.Accept(venue.SnapshotAt(newest - random.Next(6)));
            }

            if (book.State == BookSyncState.Synced)
            {
                venue.ShouldEqualAsOf(book.Book, because);
            }
        }
    }
}
