using Phoenix.Core.Quoting;
using Phoenix.Core.Quoting.Modes;

namespace Phoenix.Core.Tests.Quoting;

/// <summary>The golden quote sets, G3 and G4 with and without their funding.</summary>
public class GoldenQuoteSpecs
{
    private static readonly decimal[] FlatBids =
    [
        2998.80m, 2997.60m, 2996.22m, 2994.63m, 2992.80m, 2990.70m, 2988.29m, 2985.51m, 2982.32m, 2978.65m, 2974.43m,
        2969.58m, 2963.99m, 2957.57m, 2950.19m, 2941.70m, 2931.93m, 2920.70m,
    ];

    private static readonly decimal[] FlatAsks =
    [
        3001.20m, 3002.40m, 3003.78m, 3005.37m, 3007.20m, 3009.30m, 3011.71m, 3014.49m, 3017.68m, 3021.35m, 3025.57m,
        3030.42m, 3036.01m, 3042.43m, 3049.81m, 3058.30m, 3068.07m, 3079.30m,
    ];

    [Fact]
    public void G1_flat_quotes_the_whole_grid_on_both_sides()
    {
        var decision = QuotePipeline.Decide(Eth.Inputs());

        Eth.Prices(decision.Bids).ShouldBe(FlatBids);
        Eth.Prices(decision.Asks).ShouldBe(FlatAsks);
        Eth.Sizes(decision.Bids).ShouldAllBe(size => size == 0.007m);
        Eth.Sizes(decision.Asks).ShouldAllBe(size => size == 0.007m);
        decision.Reasons.Terms.Skew.ShouldBe(0);
        decision.Reasons.Terms.Reservation.ShouldBe(3000m);
        decision.Bids.ShouldAllBe(quote => !quote.ReduceOnly);
    }

    [Fact]
    public void G2_a_small_long_position_leans_down_and_loses_one_bid()
    {
        var decision = QuotePipeline.Decide(Eth.Inputs(0.021m));

        decision.Reasons.Terms.Skew.ShouldBe(-0.42m);
        decision.Reasons.Terms.Reservation.ShouldBe(2999.58m);
        Eth.Prices(decision.Bids).ShouldBe(FlatBids.Take(17).Select(price => price - 0.42m));
        Eth.Prices(decision.Asks).ShouldBe(FlatAsks.Select(price => price - 0.42m));
        Eth.Prices(decision.Bids)[^1].ShouldBe(2931.51m);
        Eth.Prices(decision.Asks)[^1].ShouldBe(3078.88m);
        Eth.Sizes(decision.Bids).ShouldAllBe(size => size == 0.007m);
    }

    [Fact]
    public void G3_with_funding_leans_a_little_more()
    {
        var decision = QuotePipeline.Decide(Eth.Inputs(0.075m) with { Terms = new MarketTerms { Funding = -0.15m } });

        decision.Reasons.Terms.Reservation.ShouldBe(2998.35m);
        Eth.Prices(decision.Bids).ShouldBe(
        [
            2997.15m, 2995.95m, 2994.57m, 2992.98m, 2991.15m, 2989.05m, 2986.64m, 2983.86m, 2980.67m, 2977.00m,
            2972.78m,
        ]);
        Eth.Sizes(decision.Bids).ShouldBe([.. Enumerable.Repeat(0.007m, 10), 0.005m]);
        Eth.Prices(decision.Asks)[..4].ShouldBe([3000.01m, 3000.75m, 3002.13m, 3003.72m]);
        Eth.Prices(decision.Asks)[^2..].ShouldBe([3066.42m, 3077.65m]);
    }

    [Fact]
    public void G4_with_funding_is_short_and_joins_the_bid()
    {
        var decision = QuotePipeline.Decide(Eth.Inputs(-0.105m) with { Terms = new MarketTerms { Funding = -0.15m } });

        decision.Reasons.Terms.Reservation.ShouldBe(3001.95m);
        Eth.Prices(decision.Bids)[..4].ShouldBe([2999.99m, 2999.55m, 2998.17m, 2996.58m]);
        Eth.Prices(decision.Bids)[^2..].ShouldBe([2933.88m, 2922.65m]);
        Eth.Prices(decision.Asks).ShouldBe(
            [3003.15m, 3004.35m, 3005.73m, 3007.32m, 3009.15m, 3011.25m, 3013.66m]);
        Eth.Sizes(decision.Asks).ShouldBe([.. Enumerable.Repeat(0.007m, 6), 0.003m]);
    }

    [Fact]
    public void A_width_multiplies_every_distance_of_its_side_only()
    {
        var decision = QuotePipeline.Decide(
            Eth.Inputs() with { Terms = new MarketTerms { Bids = new SideTerms(1.25m, 0) } });

        Eth.Prices(decision.Bids)[..3].ShouldBe([2998.50m, 2997.00m, 2995.27m]);
        Eth.Prices(decision.Asks).ShouldBe(FlatAsks);
    }

    [Fact]
    public void A_floor_moves_the_whole_ladder_of_its_side_out()
    {
        var decision = QuotePipeline.Decide(
            Eth.Inputs() with { Terms = new MarketTerms { Asks = new SideTerms(1, 1.50m) } });

        Eth.Prices(decision.Asks).ShouldBe(FlatAsks.Select(price => price + 0.30m));
        decision.Reasons.Terms.AskShift.ShouldBe(0.30m);
        Eth.Prices(decision.Bids).ShouldBe(FlatBids);
    }

    [Fact]
    public void Toxic_flow_pulls_the_quotes_but_never_the_way_out()
    {
        var toxic = new MarketTerms { IsToxic = true };

        var normal = QuotePipeline.Decide(Eth.Inputs() with { Terms = toxic });
        var pinned = QuotePipeline.Decide(Eth.Inputs(0.2m) with { Terms = toxic, Mode = QuoteMode.Pinning });

        (normal.Bids.Length, normal.Asks.Length, normal.Reasons.Refusal).ShouldBe((0, 0, QuoteRefusal.ToxicFlow));
        pinned.Asks.ShouldNotBeEmpty();
    }

    [Fact]
    public void G3_without_funding_trims_the_bids_and_clamps_the_first_ask()
    {
        var decision = QuotePipeline.Decide(Eth.Inputs(0.075m));

        decision.Reasons.Terms.Reservation.ShouldBe(2998.50m);
        Eth.Prices(decision.Bids).ShouldBe(FlatBids.Take(11).Select(price => price - 1.50m));
        Eth.Sizes(decision.Bids).ShouldBe([.. Enumerable.Repeat(0.007m, 10), 0.005m]);
        Eth.Prices(decision.Asks).ShouldBe([3000.01m, .. FlatAsks.Skip(1).Select(price => price - 1.50m)]);
        Eth.Sizes(decision.Asks).ShouldAllBe(size => size == 0.007m);
    }

    [Fact]
    public void G4_without_funding_mirrors_it_for_a_short_position()
    {
        var decision = QuotePipeline.Decide(Eth.Inputs(-0.105m));

        decision.Reasons.Terms.Reservation.ShouldBe(3002.10m);
        Eth.Prices(decision.Bids).ShouldBe([2999.99m, 2999.69m, .. FlatBids.Skip(2).Select(price => price + 2.10m)]);
        Eth.Prices(decision.Asks).ShouldBe(FlatAsks.Take(7).Select(price => price + 2.10m));
        Eth.Sizes(decision.Asks).ShouldBe([.. Enumerable.Repeat(0.007m, 6), 0.003m]);
    }

    [Fact]
    public void G5_at_the_worst_case_limit_only_asks_remain_and_collapsed_ones_are_spread()
    {
        var decision = QuotePipeline.Decide(Eth.Inputs(0.15m));

        decision.Reasons.Terms.Skew.ShouldBe(-3.00m);
        decision.Reasons.Terms.Reservation.ShouldBe(2997.00m);
        decision.Bids.ShouldBeEmpty();
        Eth.Prices(decision.Asks).ShouldBe([3000.01m, 3000.31m, .. FlatAsks.Skip(2).Select(price => price - 3.00m)]);
        Eth.Prices(decision.Asks)[3].ShouldBe(3002.37m);
        Eth.Prices(decision.Asks)[^1].ShouldBe(3076.30m);
        decision.Reasons.Asks.Clamped.ShouldBe(2);
    }

    [Fact]
    public void G6_the_least_spread_shifts_the_whole_ladder()
    {
        var decision = QuotePipeline.Decide(Eth.Inputs(0, 3999.99m, 4000.01m));

        decision.Reasons.Terms.BidShift.ShouldBe(0.20m);
        Eth.Prices(decision.Bids).ShouldBe(FlatBids.Select(price => price + 1000m - 0.20m));
        Eth.Prices(decision.Asks).ShouldBe(FlatAsks.Select(price => price + 1000m + 0.20m));
        Eth.Prices(decision.Bids)[0].ShouldBe(3998.60m);
        Eth.Prices(decision.Asks)[^1].ShouldBe(4079.50m);
    }

    [Fact]
    public void G7_the_live_profile_keeps_three_whole_bids_and_a_cut_one()
    {
        var decision = QuotePipeline.Decide(Eth.LiveInputs(0.14m));

        decision.Reasons.Terms.Skew.ShouldBe(-1.68m);
        decision.Reasons.Terms.Reservation.ShouldBe(2998.32m);
        Eth.Prices(decision.Bids).ShouldBe([2997.12m, 2995.92m, 2994.54m, 2992.95m]);
        Eth.Sizes(decision.Bids).ShouldBe([0.035m, 0.035m, 0.035m, 0.005m]);
        Eth.Prices(decision.Asks).ShouldBe(
            [3000.01m, 3000.72m, 3002.10m, 3003.69m, 3005.52m, 3007.62m, 3010.03m]);
        Eth.Sizes(decision.Asks).ShouldAllBe(size => size == 0.035m);
    }

    [Fact]
    public void The_real_minimum_notional_takes_the_cut_layers_away()
    {
        var instrument = Eth.Instrument with { MinNotional = 20 };
        var decision = QuotePipeline.Decide(Eth.Inputs(0.075m) with { Instrument = instrument });

        Eth.Sizes(decision.Bids).ShouldBe(Enumerable.Repeat(0.007m, 10));
    }
}
