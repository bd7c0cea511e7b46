using Phoenix.Core.Quoting;

namespace Phoenix.Core.Tests.Quoting;

/// <summary>The golden quote sets; the grid has no funding term, so G3 and G4 come without theirs.</summary>
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
        var decision = GridStrategy.Decide(Eth.Inputs());

        Eth.Prices(decision.Bids).ShouldBe(FlatBids);
        Eth.Prices(decision.Asks).ShouldBe(FlatAsks);
        Eth.Sizes(decision.Bids).ShouldAllBe(size => size == 0.007m);
        Eth.Sizes(decision.Asks).ShouldAllBe(size => size == 0.007m);
        decision.Reasons.Skew.ShouldBe(0);
        decision.Reasons.Reservation.ShouldBe(3000m);
        decision.Bids.ShouldAllBe(quote => !quote.ReduceOnly);
    }

    [Fact]
    public void G2_a_small_long_position_leans_down_and_loses_one_bid()
    {
        var decision = GridStrategy.Decide(Eth.Inputs(0.021m));

        decision.Reasons.Skew.ShouldBe(-0.42m);
        decision.Reasons.Reservation.ShouldBe(2999.58m);
        Eth.Prices(decision.Bids).ShouldBe(FlatBids.Take(17).Select(price => price - 0.42m));
        Eth.Prices(decision.Asks).ShouldBe(FlatAsks.Select(price => price - 0.42m));
        Eth.Prices(decision.Bids)[^1].ShouldBe(2931.51m);
        Eth.Prices(decision.Asks)[^1].ShouldBe(3078.88m);
        Eth.Sizes(decision.Bids).ShouldAllBe(size => size == 0.007m);
    }

    [Fact]
    public void G3_without_funding_trims_the_bids_and_clamps_the_first_ask()
    {
        var decision = GridStrategy.Decide(Eth.Inputs(0.075m));

        decision.Reasons.Reservation.ShouldBe(2998.50m);
        Eth.Prices(decision.Bids).ShouldBe(FlatBids.Take(11).Select(price => price - 1.50m));
        Eth.Sizes(decision.Bids).ShouldBe([.. Enumerable.Repeat(0.007m, 10), 0.005m]);
        Eth.Prices(decision.Asks).ShouldBe([3000.01m, .. FlatAsks.Skip(1).Select(price => price - 1.50m)]);
        Eth.Sizes(decision.Asks).ShouldAllBe(size => size == 0.007m);
    }

    [Fact]
    public void G4_without_funding_mirrors_it_for_a_short_position()
    {
        var decision = GridStrategy.Decide(Eth.Inputs(-0.105m));

        decision.Reasons.Reservation.ShouldBe(3002.10m);
        Eth.Prices(decision.Bids).ShouldBe([2999.99m, 2999.69m, .. FlatBids.Skip(2).Select(price => price + 2.10m)]);
        Eth.Prices(decision.Asks).ShouldBe(FlatAsks.Take(7).Select(price => price + 2.10m));
        Eth.Sizes(decision.Asks).ShouldBe([.. Enumerable.Repeat(0.007m, 6), 0.003m]);
    }

    [Fact]
    public void G5_at_the_worst_case_limit_only_asks_remain_and_collapsed_ones_are_spread()
    {
        var decision = GridStrategy.Decide(Eth.Inputs(0.15m));

        decision.Reasons.Skew.ShouldBe(-3.00m);
        decision.Reasons.Reservation.ShouldBe(2997.00m);
        decision.Bids.ShouldBeEmpty();
        Eth.Prices(decision.Asks).ShouldBe([3000.01m, 3000.31m, .. FlatAsks.Skip(2).Select(price => price - 3.00m)]);
        Eth.Prices(decision.Asks)[3].ShouldBe(3002.37m);
        Eth.Prices(decision.Asks)[^1].ShouldBe(3076.30m);
        decision.Reasons.Asks.Clamped.ShouldBe(2);
    }

    [Fact]
    public void G6_the_least_spread_shifts_the_whole_ladder()
    {
        var decision = GridStrategy.Decide(Eth.Inputs(0, 3999.99m, 4000.01m));

        decision.Reasons.MinSpreadShiftTicks.ShouldBe(20);
        Eth.Prices(decision.Bids).ShouldBe(FlatBids.Select(price => price + 1000m - 0.20m));
        Eth.Prices(decision.Asks).ShouldBe(FlatAsks.Select(price => price + 1000m + 0.20m));
        Eth.Prices(decision.Bids)[0].ShouldBe(3998.60m);
        Eth.Prices(decision.Asks)[^1].ShouldBe(4079.50m);
    }

    [Fact]
    public void G7_the_live_profile_keeps_three_whole_bids_and_a_cut_one()
    {
        var decision = GridStrategy.Decide(Eth.LiveInputs(0.14m));

        decision.Reasons.Skew.ShouldBe(-1.68m);
        decision.Reasons.Reservation.ShouldBe(2998.32m);
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
        var decision = GridStrategy.Decide(Eth.Inputs(0.075m) with { Instrument = instrument });

        Eth.Sizes(decision.Bids).ShouldBe(Enumerable.Repeat(0.007m, 10));
    }
}
