using System.Globalization;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Market;
using Phoenix.Venue.Matching;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Tests.Market;

public class MarkPriceSpecs
{
    private static readonly VenueTime Eight = new(1_790_553_600_000);   // 2026-09-28 00:00 UTC

    [Theory]
    [InlineData(0, "0.0001")]             // a small premium is dampened away: the interest rate is left
    [InlineData(30, "0.0001")]
    [InlineData(300, "0.0005")]           // 0.1 % above the index: what lies beyond the dampener is charged
    [InlineData(-300, "-0.0005")]
    [InlineData(3_000, "0.003")]          // 1 %: the cap
    [InlineData(-3_000, "-0.003")]
    public void The_rate_is_the_premium_dampened_and_capped(int ticksAboveIndex, string expected)
    {
        var (book, mark) = (Book(300_000 + ticksAboveIndex), new MarkPrice(Contract.EthUsdc, new SeededChance(1)));
        var fair = 300_000 / (1 / (1 - 0.00045));   // what the wandering basis makes an index of about 300,000 of
        var end = Eight.Milliseconds + 1_000_000;
        for (var at = Eight.Milliseconds; at < end; at += 1_000)
        {
            mark.Sample(new VenueTime(at), fair, book, new Price(300_000 + ticksAboveIndex));
        }

        ((double)mark.Rate).ShouldBe(double.Parse(expected, CultureInfo.InvariantCulture), 0.0003);
        Math.Abs(mark.Rate).ShouldBeLessThanOrEqualTo(0.003m);
    }

    [Fact]
    public void The_mark_price_is_a_median_and_shrugs_off_a_wild_last_price()
    {
        var (book, mark) = (Book(300_000), new MarkPrice(Contract.EthUsdc, new SeededChance(1)));
        mark.Sample(Eight, 300_000, book, new Price(300_000));
        var calm = mark.Mark;
        mark.Sample(Eight + TimeSpan.FromSeconds(1), 300_000, book, new Price(390_000));
        mark.Mark.ShouldBeInRange(calm - 3, calm + 3);
    }

    [Fact]
    public void The_rate_is_fixed_at_the_instant_and_remembered()
    {
        var rig = new VenueRig(new VenueOptions { Start = Eight + TimeSpan.FromSeconds(-30) });
        rig.RunFor(28_000);
        var before = rig.Get("/fapi/v1/premiumIndex?symbol=ETHUSDC").Body;
        before.GetProperty("nextFundingTime").GetInt64().ShouldBe(Eight.Milliseconds);
        rig.Get("/fapi/v1/fundingRate?symbol=ETHUSDC").Body.GetArrayLength().ShouldBe(0);
        rig.RunFor(4_000);
        var after = rig.Get("/fapi/v1/premiumIndex?symbol=ETHUSDC").Body;
        after.GetProperty("nextFundingTime").GetInt64().ShouldBe(Eight.Milliseconds + 28_800_000);
        var fixing = rig.Get("/fapi/v1/fundingRate?symbol=ETHUSDC").Body[0];
        fixing.GetProperty("fundingTime").GetInt64().ShouldBe(Eight.Milliseconds);
        Math.Abs(decimal.Parse(fixing.GetProperty("fundingRate").GetString()!)).ShouldBeInRange(0, 0.003m);
    }

    [Fact]
    public void A_pause_over_an_instant_fixes_it_late_but_under_its_own_time()
    {
        var (book, mark) = (Book(300_000), new MarkPrice(Contract.EthUsdc, new SeededChance(1)));
        mark.Sample(Eight + TimeSpan.FromSeconds(-1), 300_000, book, new Price(300_000)).ShouldBeNull();
        var fixing = mark.Sample(Eight + TimeSpan.FromHours(1), 300_000, book, new Price(300_000)).ShouldNotBeNull();
        fixing.At.ShouldBe(Eight);
        mark.NextFunding.ShouldBe(Eight + TimeSpan.FromHours(8));
    }

    [Fact]
    public void The_settle_price_is_the_mean_index_of_the_hour()
    {
        var (book, mark) = (Book(300_000), new MarkPrice(Contract.EthUsdc, new SeededChance(1)));
        var sum = 0m;
        for (var i = 0; i < 600; i++)
        {
            mark.Sample(Eight + TimeSpan.FromSeconds(i), 300_000 + (i / 10.0), book, new Price(300_000));
            sum += mark.Index;
        }

        mark.EstimatedSettle.ShouldBe(decimal.Round(sum / 600, 8));
    }

    private static OrderBook Book(long bid)
    {
        var (book, events) = (new OrderBook(), new List<MatchEvent>());
        Rest(1, Side.Buy, bid);
        Rest(2, Side.Sell, bid + 1);
        return book;

        void Rest(long id, Side side, long ticks) => book.Place(
            new NewOrder
            {
                OrderId = id,
                Owner = OrderBook.Street,
                Side = side,
                Price = new Price(ticks),
                Quantity = new Quantity(1_000_000),
                Kind = OrderKind.Limit,
            },
            events);
    }
}
