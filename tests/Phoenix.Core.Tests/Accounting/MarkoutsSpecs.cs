using Phoenix.Core.Accounting;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Modes;
using Phoenix.Core.Settings;
using Phoenix.Core.Tests.Quoting;
using static Phoenix.Core.Tests.Accounting.Executions;

namespace Phoenix.Core.Tests.Accounting;

/// <summary>The examples of the quoting mathematics, and when a markout is known, missing or still to come.</summary>
public sealed class MarkoutsSpecs
{
    private const int First = 0;
    private const int Last = 6;
    private static readonly QuoteOrigin Layer2 = new(QuoteMode.Normal, 2);
    private readonly Markouts _markouts = new(new MarkoutSettings());

    [Theory]
    [InlineData("2999.60", "-0.40", "0.20", 0.667)]
    [InlineData("2998.90", "-1.10", "-0.50", -1.667)]
    [InlineData("3000.20", "0.20", "0.80", 2.667)]
    public void A_buy_and_its_mirror_sell_have_the_same_edge_move_and_markout(
        string after, string move, string markout, double bps)
    {
        var later = decimal.Parse(after);
        Markout[] fills =
        [
            new(Side.Buy, Eth.Price(2999.40m), Mid(3000.00m), Mid(later)),
            new(Side.Sell, Eth.Price(3000.60m), Mid(3000.00m), Mid(6000.00m - later)),
        ];

        foreach (var fill in fills)
        {
            InQuote(fill.EdgeHalfTicks).ShouldBe(0.60m);
            InQuote(fill.MoveHalfTicks).ShouldBe(decimal.Parse(move));
            InQuote(fill.MarkoutHalfTicks).ShouldBe(decimal.Parse(markout));
            fill.ToBps(fill.EdgeHalfTicks).ShouldBe(2.0, 1e-12);
            fill.ToBps(fill.MarkoutHalfTicks).ShouldBe(bps, 5e-4);
        }
    }

    [Fact]
    public void Each_horizon_takes_the_mid_of_its_moment()
    {
        _markouts.MidIs(Mid(3000.00m), At(0));
        _markouts.Filled(Buy(0.1m, 2999.40m), Layer2, Mid(3000.00m), At(0));
        _markouts.MidIs(Mid(2999.60m), At(1));
        _markouts.MidIs(Mid(2998.90m), At(4));
        _markouts.MidIs(Mid(3000.20m), At(30));
        _markouts.MidIs(Mid(3100.00m), At(400));

        double?[] moves = [.. Enumerable.Range(0, 7).Select(at => _markouts.OfSide(Side.Buy, at).MoveHalfTicks / 200)];
        moves.ShouldBe([0, -0.40, -1.10, -1.10, 0.20, 0.20, 0.20]);
        _markouts.OfSide(Side.Buy, 1).EdgeBps!.Value.ShouldBe(2, 1e-12);
        _markouts.OfSide(Side.Buy, 1).MarkoutBps!.Value.ShouldBe(0.667, 5e-4);
        _markouts.OfSide(Side.Sell, 1).Count.ShouldBe(0);
        _markouts.PendingCount.ShouldBe(0);
    }

    [Fact]
    public void A_mid_that_came_just_at_the_horizon_counts_and_one_after_it_does_not()
    {
        _markouts.MidIs(Mid(3000m), At(0));
        _markouts.Filled(Buy(0.1m, 3000m), Layer2, Mid(3000m), At(0));
        _markouts.MidIs(Mid(3001m), At(0.1));
        _markouts.OfSide(Side.Buy, First).Count.ShouldBe(0);

        _markouts.MidIs(Mid(3002m), new Instant(At(0.1).Nanoseconds + 1));
        _markouts.OfSide(Side.Buy, First).MoveHalfTicks.ShouldBe(200);
    }

    [Fact]
    public void A_horizon_is_missing_and_not_zero_when_the_book_goes_stale_before_a_frame_proves_it()
    {
        _markouts.MidIs(Mid(3000m), At(0));
        _markouts.Filled(Sell(0.1m, 3000m), Layer2, Mid(3000m), At(0));
        _markouts.MidIs(Mid(3001m), At(0.5));
        _markouts.WentStale();
        _markouts.MidIs(Mid(3001m), At(2));
        _markouts.MidIs(Mid(3001m), At(500));

        _markouts.OfSide(Side.Sell, First).Count.ShouldBe(1);
        _markouts.OfSide(Side.Sell, First).Missing.ShouldBe(0);
        for (var horizon = 1; horizon <= Last; horizon++)
        {
            _markouts.OfSide(Side.Sell, horizon).Count.ShouldBe(0);
            _markouts.OfSide(Side.Sell, horizon).Missing.ShouldBe(1);
            _markouts.OfSide(Side.Sell, horizon).MarkoutBps.ShouldBeNull();
        }
    }

    [Fact]
    public void A_fill_on_a_stale_book_or_without_a_mid_has_no_markouts()
    {
        _markouts.Filled(Buy(0.1m, 3000m), Layer2, Mid(3000m), At(0));
        _markouts.OfSide(Side.Buy, First).Missing.ShouldBe(1);
        _markouts.PendingCount.ShouldBe(0);

        _markouts.MidIs(Mid(3000m), At(1));
        _markouts.Filled(Buy(0.1m, 3000m), Layer2, Mid(3000m), At(1));
        _markouts.Filled(Buy(0.1m, 3000m), Layer2, default, At(1));
        _markouts.MidIs(Mid(3000m), At(2));
        _markouts.OfSide(Side.Buy, First).Missing.ShouldBe(2);
        _markouts.OfSide(Side.Buy, First).Count.ShouldBe(1, "the one before it is none the worse");

        _markouts.MidIs(default, At(2.5));
        _markouts.MidIs(Mid(3000m), At(3));
        _markouts.OfSide(Side.Buy, 1).Count.ShouldBe(1, "it had elapsed when the mid was lost");
        _markouts.OfSide(Side.Buy, 2).Missing.ShouldBe(3);
        _markouts.PendingCount.ShouldBe(0);
    }

    [Fact]
    public void A_fill_that_no_longer_fits_drives_out_the_oldest_only()
    {
        var markouts = new Markouts(new MarkoutSettings { MaxPending = 16 });
        markouts.MidIs(Mid(3000m), At(0));
        for (var fill = 0; fill < 16; fill++)
        {
            markouts.Filled(Buy(0.1m, 3000m), Layer2, Mid(3000m), At(fill));
        }

        markouts.MidIs(Mid(3000m), At(16));
        markouts.DrivenOut.ShouldBe(0);
        markouts.Filled(Buy(0.1m, 3000m), Layer2, Mid(3000m), At(16));
        markouts.PendingCount.ShouldBe(16);
        markouts.DrivenOut.ShouldBe(1);
        markouts.OfSide(Side.Buy, First).Missing.ShouldBe(0, "it was known already");
        markouts.OfSide(Side.Buy, Last).Missing.ShouldBe(1);

        markouts.MidIs(Mid(3001m), At(1000));
        markouts.OfSide(Side.Buy, Last).Count.ShouldBe(16);
        markouts.PendingCount.ShouldBe(0);
    }

    [Fact]
    public void Averages_are_weighted_by_size_and_forget()
    {
        var markouts = new Markouts(new MarkoutSettings { AverageFills = 3 });
        FillAndMove(markouts, 0, Buy(0.300m, 3000m), -1m);
        FillAndMove(markouts, 1000, Buy(0.100m, 3000m), +1m);

        // The first weighs 300 · (1 − 2 ÷ 4), the second 100.
        markouts.OfSide(Side.Buy, First).MoveHalfTicks!.Value.ShouldBe(200 * ((-150.0 + 100) / 250), 1e-9);
        markouts.OfSide(Side.Buy, First).Count.ShouldBe(2);
    }

    [Fact]
    public void Sides_layers_and_modes_have_their_own()
    {
        _markouts.MidIs(Mid(3000m), At(0));
        _markouts.Filled(Buy(0.1m, 2999m), new QuoteOrigin(QuoteMode.Normal, 1), Mid(3000m), At(0));
        _markouts.Filled(Buy(0.1m, 2998m), new QuoteOrigin(QuoteMode.Pinning, 0), Mid(3000m), At(0));
        _markouts.Filled(Sell(0.1m, 3003m), new QuoteOrigin(QuoteMode.Normal, 1), Mid(3000m), At(0));
        _markouts.MidIs(Mid(3000m), At(1));

        _markouts.OfLayer(Side.Buy, 1, First).MarkoutHalfTicks.ShouldBe(200);
        _markouts.OfLayer(Side.Buy, 0, First).MarkoutHalfTicks.ShouldBe(400);
        _markouts.OfLayer(Side.Sell, 1, First).MarkoutHalfTicks.ShouldBe(600);
        _markouts.OfMode(Side.Buy, QuoteMode.Normal, First).MarkoutHalfTicks.ShouldBe(200);
        _markouts.OfMode(Side.Buy, QuoteMode.Pinning, First).MarkoutHalfTicks.ShouldBe(400);
        _markouts.OfMode(Side.Sell, QuoteMode.Pinning, First).MarkoutHalfTicks.ShouldBeNull();
        _markouts.OfSide(Side.Buy, First).MarkoutHalfTicks!.Value.ShouldBe(300, 2);
        _markouts.OfSide(Side.Buy, First).Histogram[MarkoutCell.BinOf(10.0 / 3)].ShouldBe(1);
    }

    [Theory]
    [InlineData(-20.01, 0)]
    [InlineData(-20, 1)]
    [InlineData(-0.5, 20)]
    [InlineData(0, 21)]
    [InlineData(0.99, 21)]
    [InlineData(19.99, 40)]
    [InlineData(20, 41)]
    [InlineData(1e9, 41)]
    public void Bins_are_one_basis_point_wide_and_the_outermost_are_open(double bps, int bin) =>
        MarkoutCell.BinOf(bps).ShouldBe(bin);

    [Fact]
    public void Neither_a_fill_nor_a_frame_allocates()
    {
        var fill = Buy(0.1m, 2999m);
        void Run(int from)
        {
            for (var second = from; second < from + 1000; second++)
            {
                _markouts.MidIs(Mid(3000m), At(second));
                _markouts.Filled(fill, Layer2, Mid(3000m), At(second));
            }
        }

        Run(0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(1000);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static decimal InQuote(long halfTicks) => halfTicks * 0.005m;

    private static void FillAndMove(Markouts markouts, double at, Core.Orders.Fill fill, decimal move)
    {
        markouts.MidIs(Mid(3000m), At(at));
        markouts.Filled(fill, Layer2, Mid(3000m), At(at));
        markouts.MidIs(Mid(3000m + move), At(at + 0.05));
        markouts.MidIs(Mid(3000m + move), At(at + 400));
    }
}
