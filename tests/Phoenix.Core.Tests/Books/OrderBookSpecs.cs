using Phoenix.Core.Books;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using static Phoenix.Core.Tests.Books.BookScript;

namespace Phoenix.Core.Tests.Books;

public class OrderBookSpecs
{
    private readonly OrderBook _book = new();

    [Fact]
    public void An_empty_book_has_no_best_prices()
    {
        _book.BestBid.ShouldBeNull();
        _book.BestAsk.ShouldBeNull();
        _book.IsCrossed.ShouldBeFalse();
        _book.QuantityAt(Side.Buy, new Price(100)).ShouldBe(default);
    }

    [Fact]
    public void A_snapshot_replaces_everything()
    {
        _book.Load(Snapshot(5, [(90, 1)], [(91, 1)]));
        _book.Load(Snapshot(7, [(100, 2), (99, 3)], [(101, 4), (103, 5)]));

        _book.LastUpdateId.ShouldBe(7);
        _book.BestBid.ShouldBe(Level(100, 2));
        _book.BestAsk.ShouldBe(Level(101, 4));
        (_book.BidCount, _book.AskCount).ShouldBe((2, 2));
        _book.QuantityAt(Side.Buy, new Price(99)).Lots.ShouldBe(3);
        _book.QuantityAt(Side.Buy, new Price(90)).ShouldBe(default);
    }

    [Fact]
    public void Quantities_are_absolute_and_zero_removes()
    {
        _book.Load(Snapshot(7, [(100, 2), (99, 3)], [(101, 4)]));
        _book.Apply(Diff(8, 9, 7, [(100, 0), (98, 6), (99, 1)], [(101, 5), (200, 0)]));

        _book.BestBid.ShouldBe(Level(99, 1));
        _book.BestAsk.ShouldBe(Level(101, 5));
        Top(Side.Buy).ShouldBe([Level(99, 1), Level(98, 6)]);
        _book.AskCount.ShouldBe(1);
        _book.LastUpdateId.ShouldBe(9);
    }

    [Theory]
    [InlineData(100, 101, false)]
    [InlineData(101, 101, true)]
    [InlineData(102, 101, true)]
    public void A_best_bid_at_or_above_the_best_ask_is_crossed(long bid, long ask, bool crossed)
    {
        _book.Load(Snapshot(1, [(bid, 1)], [(ask, 1)]));

        _book.IsCrossed.ShouldBe(crossed);
    }

    [Fact]
    public void The_top_is_copied_best_first_as_far_as_there_is_room()
    {
        _book.Load(Snapshot(7, [(100, 2), (99, 3), (97, 1)], [(101, 4)]));
        var two = new BookLevel[2];

        _book.CopyTop(Side.Buy, two).ShouldBe(2);
        two.ShouldBe([Level(100, 2), Level(99, 3)]);
        _book.CopyTop(Side.Sell, two).ShouldBe(1);
        two[0].ShouldBe(Level(101, 4));
    }

    [Fact]
    public void Beyond_the_limit_the_farthest_levels_are_forgotten()
    {
        const int Limit = 20_000;
        _book.Load(Snapshot(1, [.. Enumerable.Range(0, Limit).Select(i => (100_000L - i, 1L))], [(100_001, 1)]));
        _book.Apply(Diff(2, 2, 1, [(1, 9)]));
        _book.BidCount.ShouldBe(Limit);
        _book.QuantityAt(Side.Buy, new Price(1)).ShouldBe(default);

        _book.Apply(Diff(3, 3, 2, [(100_001, 9)]));
        _book.BidCount.ShouldBe(Limit);
        _book.BestBid.ShouldBe(Level(100_001, 9));
        _book.QuantityAt(Side.Buy, new Price(100_000 - Limit + 1)).ShouldBe(default);
    }

    [Fact]
    public void It_equals_a_naive_book_after_any_number_of_random_diffs()
    {
        var random = new Random(20261122);
        var (bids, asks) = (new SortedDictionary<long, long>(), new SortedDictionary<long, long>());
        for (var id = 1; id <= 5000; id++)
        {
            (long, long)[] bidChanges = [.. Changes(random, bids)];
            (long, long)[] askChanges = [.. Changes(random, asks)];
            _book.Apply(Diff(id, id, id - 1, bidChanges, askChanges));
        }

        Top(Side.Buy).ShouldBe(bids.Reverse().Select(level => Level(level.Key, level.Value)));
        Top(Side.Sell).ShouldBe(asks.Select(level => Level(level.Key, level.Value)));
    }

    [Fact]
    public void A_full_book_takes_diffs_and_reloads_without_allocating()
    {
        var snapshot = Snapshot(
            1, [.. Enumerable.Range(0, 1000).Select(i => (10_000L - i, 1L))], [(10_001, 1), (10_002, 1)]);
        var remove = Diff(2, 2, 1, [(9_990, 0), (10_000, 0)], [(10_001, 0)]);
        var restore = Diff(3, 3, 2, [(9_990, 4), (10_000, 2)], [(10_001, 5)]);
        Cycle(snapshot, remove, restore);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Cycle(snapshot, remove, restore);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static IEnumerable<(long Ticks, long Lots)> Changes(Random random, SortedDictionary<long, long> side)
    {
        for (var i = random.Next(4); i > 0; i--)
        {
            var (ticks, lots) = (random.Next(1, 300), random.Next(3));
            side[ticks] = lots;
            if (lots == 0)
            {
                side.Remove(ticks);
            }

            yield return (ticks, lots);
        }
    }

    private void Cycle(BookSnapshot snapshot, DepthDiff first, DepthDiff second)
    {
        _book.Load(snapshot);
        _book.Apply(first);
        _book.Apply(second);
    }

    private BookLevel[] Top(Side side)
    {
        var levels = new BookLevel[1000];
        return levels[.._book.CopyTop(side, levels)];
    }
}
