using Phoenix.Core.Quoting.Pricing;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.Quoting.Pricing;

/// <summary>The numbers of the paper's own parameters, and of a set in USDC.</summary>
public class AvellanedaStoikovSpecs
{
    private const double Tolerance = 1e-10;

    /// <summary>γ = 0.1; with s = 100, σ = 2, k = 1.5.</summary>
    private static readonly AvellanedaStoikovSettings Paper = new() { RiskAversion = 0.1, InventoryBound = 5 };

    [Theory]
    [InlineData(0, 1, 100, 1.6907704228, 99.1546147886, 100.8453852114)]
    [InlineData(3, 1, 98.8, 1.6907704228, 97.9546147886, 99.6453852114)]
    [InlineData(-3, 0.5, 100.6, 1.4907704228, 99.8546147886, 101.3453852114)]
    public void The_papers_numbers_come_out(
        double inventory, double seconds, double reservation, double spread, double bid, double ask)
    {
        var settings = Paper with { Horizon = TimeSpan.FromSeconds(seconds) };
        var priced = AvellanedaStoikov.RollingHorizon(2, 1.5, settings).Given();
        var distances = priced.At(inventory).Given();

        (100 - (priced.Skew * inventory)).ShouldBe(reservation, Tolerance);
        (2 * priced.Half).ShouldBe(spread, Tolerance);
        (100 - distances.Bid!.Value).ShouldBe(bid, Tolerance);
        (100 + distances.Ask!.Value).ShouldBe(ask, Tolerance);
    }

    [Theory]
    [InlineData(0, 3000, 2999.3002386625, 3000.6997613375)]
    [InlineData(5, 2999.625, 2998.9252386625, 3000.3247613375)]
    public void The_default_horizon_is_a_minute(double inventory, double reservation, double bid, double ask)
    {
        var priced = AvellanedaStoikov.RollingHorizon(0.25, 1.5, new AvellanedaStoikovSettings()).Given();
        var distances = priced.At(inventory).Given();

        (3000 - (priced.Skew * inventory)).ShouldBe(reservation, Tolerance);
        (3000 - distances.Bid!.Value).ShouldBe(bid, Tolerance);
        (3000 + distances.Ask!.Value).ShouldBe(ask, Tolerance);
    }

    [Theory]
    [InlineData(0, 100.2739897419, 99.7182912303)]
    [InlineData(2, 99.0155992719, 98.3010096320)]
    [InlineData(4, 95.6921708391, 94.0216299924)]
    public void The_printed_reservation_prices_come_out(double inventory, double ask, double bid)
    {
        var distances = AvellanedaStoikov.ReservationsAsPrinted(inventory, 2, 1.5, Paper).Given();

        (100 + distances.Ask!.Value).ShouldBe(ask, Tolerance);
        (100 - distances.Bid!.Value).ShouldBe(bid, Tolerance);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-4)]
    [InlineData(1.5)]
    public void Without_a_horizon_a_fill_is_worth_what_stands_between_it_and_indifference(double inventory)
    {
        var quotes = AvellanedaStoikov.InfiniteHorizon(inventory, 2, 1.5, Paper).Given();
        var margin = Math.Log(1 + (0.1 / 1.5)) / 0.1;

        // Cash paid and inventory gained (or the other way) at the reservation price leave the value as it was.
        ValueOf(cash: -(100 - quotes.Bid!.Value + margin), inventory + 1).ShouldBe(ValueOf(0, inventory), 1e-9);
        ValueOf(cash: 100 + quotes.Ask!.Value - margin, inventory - 1).ShouldBe(ValueOf(0, inventory), 1e-9);

        // ln of exp(−γ(x + qs)) ÷ (ω − γ²q²σ²/2) with ω = 0.72.
        static double ValueOf(double cash, double inventory) =>
            (-0.1 * (cash + (inventory * 100))) - Math.Log(0.72 - (0.1 * 0.1 * inventory * inventory * 2 * 2 / 2));
    }

    [Fact]
    public void The_printed_ask_does_not_mirror_the_printed_bid()
    {
        var (flat, priced) = (AvellanedaStoikov.ReservationsAsPrinted(0, 2, 1.5, Paper).Given(), 100.2739897419);
        var atShortBound = AvellanedaStoikov.ReservationsAsPrinted(-5, 2, 1.5, Paper).Given();

        flat.Ask!.Value.ShouldBe(priced - 100, Tolerance);
        flat.Ask.Value.ShouldBeLessThan(flat.Bid!.Value - 0.007);
        atShortBound.Ask!.Value.ShouldBe(10 * Math.Log(2), Tolerance);
        AvellanedaStoikov.InfiniteHorizon(-5, 2, 1.5, Paper).Given().Ask.ShouldBeNull();
    }

    [Fact]
    public void At_the_bound_only_the_reducing_side_is_quoted_and_beyond_it_none()
    {
        var atLongBound = AvellanedaStoikov.InfiniteHorizon(5, 2, 1.5, Paper).Given();

        atLongBound.Bid.ShouldBeNull();
        atLongBound.Ask.ShouldNotBeNull();
        AvellanedaStoikov.InfiniteHorizon(4.999, 2, 1.5, Paper).Given().Bid.ShouldNotBeNull();
        AvellanedaStoikov.InfiniteHorizon(5.001, 2, 1.5, Paper).Refusal.ShouldBe(ModelRefusal.BeyondBound);
        AvellanedaStoikov.InfiniteHorizon(-5.001, 2, 1.5, Paper).Refusal.ShouldBe(ModelRefusal.BeyondBound);
    }

    [Theory]
    [InlineData(1e-3, 1e-3)]
    [InlineData(1e-9, 1e-9)]
    [InlineData(1e-20, 1e-12)]
    public void With_ever_less_risk_aversion_half_the_spread_becomes_the_fills_own_depth(double gamma, double tolerance)
    {
        var limit = AvellanedaStoikov.RiskNeutral(1.5).Given();
        var priced = AvellanedaStoikov
            .RollingHorizon(0.01, 1.5, Paper with { RiskAversion = gamma, Horizon = TimeSpan.FromSeconds(1) })
            .Given();

        limit.Half.ShouldBe(1 / 1.5);
        limit.Skew.ShouldBe(0);
        priced.Half.ShouldBe(limit.Half, tolerance);
        priced.Skew.ShouldBe(0, tolerance);
    }

    [Theory]
    [InlineData(0, 1.5, 0.1, ModelRefusal.Volatility)]
    [InlineData(double.NaN, 1.5, 0.1, ModelRefusal.Volatility)]
    [InlineData(double.PositiveInfinity, 1.5, 0.1, ModelRefusal.Volatility)]
    [InlineData(2, 0, 0.1, ModelRefusal.FillDecay)]
    [InlineData(2, -1.5, 0.1, ModelRefusal.FillDecay)]
    [InlineData(2, double.NaN, 0.1, ModelRefusal.FillDecay)]
    [InlineData(2, 1.5, 0, ModelRefusal.RiskAversion)]
    [InlineData(2, 1.5, -0.1, ModelRefusal.RiskAversion)]
    [InlineData(2, 1.5, double.PositiveInfinity, ModelRefusal.RiskAversion)]
    [InlineData(1e200, 1.5, 0.1, ModelRefusal.OutOfRange)]
    [InlineData(2, 1e-320, 0.1, ModelRefusal.OutOfRange)]
    public void What_is_no_parameter_is_refused_by_name(double sigma, double k, double gamma, ModelRefusal refusal) =>
        AvellanedaStoikov.RollingHorizon(sigma, k, Paper with { RiskAversion = gamma }).Refusal.ShouldBe(refusal);

    [Fact]
    public void Every_form_refuses_what_it_cannot_use()
    {
        AvellanedaStoikov.RollingHorizon(2, 1.5, Paper with { Horizon = TimeSpan.Zero }).Refusal
            .ShouldBe(ModelRefusal.Horizon);
        AvellanedaStoikov.RollingHorizon(2, 1.5, Paper).Given().At(double.NaN).Refusal
            .ShouldBe(ModelRefusal.Inventory);
        AvellanedaStoikov.RiskNeutral(0).Refusal.ShouldBe(ModelRefusal.FillDecay);
        AvellanedaStoikov.InfiniteHorizon(0, 0, 1.5, Paper).Refusal.ShouldBe(ModelRefusal.Volatility);
        AvellanedaStoikov.InfiniteHorizon(double.NaN, 2, 1.5, Paper).Refusal.ShouldBe(ModelRefusal.Inventory);
        AvellanedaStoikov.InfiniteHorizon(0, 2, 1.5, Paper with { InventoryBound = 0 }).Refusal
            .ShouldBe(ModelRefusal.InventoryBound);
        AvellanedaStoikov.InfiniteHorizon(0, 2, 1.5, Paper with { InventoryBound = 1e200 }).Refusal
            .ShouldBe(ModelRefusal.OutOfRange);
        AvellanedaStoikov.ReservationsAsPrinted(6, 2, 1.5, Paper).Refusal.ShouldBe(ModelRefusal.BeyondBound);
    }
}
