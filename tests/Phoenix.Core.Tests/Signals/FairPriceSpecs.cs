using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Signals;
using Phoenix.Core.Tests.Quoting;

namespace Phoenix.Core.Tests.Signals;

/// <summary>What one unit is taken to be worth, from the touch and from what the others have resting.</summary>
public class FairPriceSpecs
{
    private static readonly BookLevel[] Bids = [Level(2999.99m, 12), Level(2999.98m, 5), Level(2990.00m, 100)];
    private static readonly BookLevel[] Asks = [Level(3000.01m, 4), Level(3000.02m, 5), Level(3010.00m, 100)];

    [Fact]
    public void The_mid_may_lie_on_half_a_tick() =>
        Read(FairPriceSource.Mid, Bids, [Level(3000.00m, 4)]).Ticks.ShouldBe(299_999.5);

    [Fact]
    public void The_weighted_price_leans_to_the_thinner_side() =>
        Read(FairPriceSource.Weighted, Bids, Asks).Ticks.ShouldBe(300_000.5);

    [Fact]
    public void The_imbalance_of_the_touch_is_a_half()
    {
        MarketDepth.Imbalance(new Quantity(12), new Quantity(4)).ShouldBe(0.5);
        MarketDepth.Imbalance(Quantity.Zero, Quantity.Zero).ShouldBeNull();
    }

    [Fact]
    public void Own_orders_are_taken_out_of_the_touch_first()
    {
        BookLevel[] withOurs = [Level(2999.99m, 20), .. Bids[1..]];
        Read(FairPriceSource.Weighted, withOurs, Asks, ownBids: [Level(2999.99m, 5), Level(2999.99m, 3)]).Ticks
            .ShouldBe(300_000.5);
    }

    [Fact]
    public void A_level_that_is_wholly_ours_is_no_touch()
    {
        var weighted = Read(FairPriceSource.Weighted, Bids, Asks, ownBids: [Level(2999.99m, 13)]);
        weighted.Ticks.ShouldBe(299_998 + (3 * (5 / 9.0)), 1e-9);
    }

    [Fact]
    public void Nothing_but_our_own_orders_is_no_market() =>
        Read(FairPriceSource.Weighted, Bids[..1], Asks, ownBids: [Bids[0]]).Refusal
            .ShouldBe(FairPriceRefusal.NoTouch);

    [Theory]
    [InlineData(FairPriceSource.Mid)]
    [InlineData(FairPriceSource.Weighted)]
    [InlineData(FairPriceSource.MidAlpha)]
    public void An_empty_or_crossed_book_has_no_price(FairPriceSource source)
    {
        Read(source, [], Asks).ShouldBe(new FairPrice(0, 0, FairPriceRefusal.NoTouch));
        Read(source, Bids, []).Refusal.ShouldBe(FairPriceRefusal.NoTouch);
        Read(source, [Level(3000.01m, 1)], Asks).Refusal.ShouldBe(FairPriceRefusal.CrossedBook);
    }

    [Fact]
    public void Depth_counts_up_to_its_reach_and_not_one_tick_past()
    {
        // 0.5 bps of a mid of 300000 ticks are 15 ticks.
        var depth = Depth([new(new(299_985), new(6)), new(new(299_984), new(50))], [new(new(300_015), new(2))]);
        depth.ImbalanceWithin(0.5).ShouldBe(0.5);
        depth.ImbalanceWithin(0.49).ShouldBeNull();
    }

    [Fact]
    public void The_shift_is_the_standard_score_of_the_imbalance_in_ticks()
    {
        var estimator = Alpha(new FairPriceSettings { AlphaTicks = 2, AlphaTimeConstant = TimeSpan.FromSeconds(10) });
        var score = new StandardScore(TimeSpan.FromSeconds(10), cap: 3);
        var last = default(FairPrice);
        var expected = 0.0;
        for (var second = 0; second <= 11; second++)
        {
            var bid = second == 11 ? 9 : 4 + (second % 2);
            expected = score.Next((bid - 4) / (bid + 4.0), At(second));
            last = estimator.Observe(Depth([Level(2999.99m, bid)], [Level(3000.01m, 4)]), At(second));
        }

        expected.ShouldBe(3, "an imbalance far outside the usual counts as the cap");
        last.ShouldBe(new FairPrice(300_006, 6, FairPriceRefusal.None));
        estimator.Current.ShouldBe(last);
    }

    [Fact]
    public void Until_the_usual_imbalance_is_known_nothing_is_shifted()
    {
        var estimator = Alpha(new FairPriceSettings { AlphaTicks = 2, AlphaTimeConstant = TimeSpan.FromSeconds(10) });
        for (var second = 0; second < 10; second++)
        {
            estimator.Observe(Depth([Level(2999.99m, 4 + (second % 2))], [Level(3000.01m, 4)]), At(second))
                .AlphaTicks.ShouldBe(0);
        }

        estimator.Observe(Depth([Level(2999.99m, 9)], [Level(3000.01m, 4)]), At(10)).AlphaTicks.ShouldBe(6);
    }

    [Fact]
    public void Without_depth_in_reach_the_mid_stands()
    {
        var estimator = Alpha(new FairPriceSettings { AlphaTicks = 2, DepthBps = 0.01 });
        estimator.Observe(Depth(Bids, Asks), At(0)).ShouldBe(new FairPrice(300_000, 0, FairPriceRefusal.None));
    }

    [Fact]
    public void A_shift_below_zero_is_refused()
    {
        var estimator = Alpha(new FairPriceSettings
        {
            AlphaTicks = -1000,
            AlphaTimeConstant = TimeSpan.FromSeconds(1),
            DepthBps = 1000,
        });
        foreach (var (second, bid) in new[] { (0, 4), (1, 5), (2, 400) })
        {
            estimator.Observe(Depth([new(new(99), new(bid))], [new(new(101), new(4))]), At(second));
        }

        estimator.Current.Refusal.ShouldBe(FairPriceRefusal.NotPositive);
    }

    [Fact]
    public void The_score_measures_a_value_against_what_came_before_it()
    {
        var score = new StandardScore(TimeSpan.FromSeconds(1), cap: 3);
        score.Next(1, At(0)).ShouldBe(0);
        score.Next(1, At(1)).ShouldBe(0, "it never varied");
        score.Next(3, At(2)).ShouldBe(0, "it never varied before");
        var weight = 1 - Math.Exp(-1);
        score.Mean.ShouldBe(1 + (2 * weight), 1e-12);
        score.Variance.ShouldBe((1 - weight) * weight * 4, 1e-12);
        score.Next(score.Mean + Math.Sqrt(score.Variance), At(3)).ShouldBe(1, 1e-12);
        score.Next(double.NaN, At(4)).ShouldBe(0);
        double.IsFinite(score.Mean).ShouldBeTrue();
    }

    private static FairPriceEstimator Alpha(FairPriceSettings settings) =>
        new(settings with { Source = FairPriceSource.MidAlpha });

    private static FairPrice Read(
        FairPriceSource source, BookLevel[] bids, BookLevel[] asks, BookLevel[]? ownBids = null) =>
        new FairPriceEstimator(new FairPriceSettings { Source = source }).Observe(Depth(bids, asks, ownBids), At(0));

    private static MarketDepth Depth(BookLevel[] bids, BookLevel[] asks, BookLevel[]? ownBids = null) =>
        MarketDepth.Without(bids.ToArray(), asks.ToArray(), ownBids ?? [], []);

    private static BookLevel Level(decimal price, long lots) => new(Eth.Price(price), new Quantity(lots));

    private static Instant At(double seconds) => Instant.From(TimeSpan.FromSeconds(seconds));
}
