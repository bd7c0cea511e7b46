using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Market;
using Phoenix.Venue.Matching;

namespace Phoenix.Venue.Tests.Market;

/// <summary>Somebody sells without end far below the market: no bid can stand.</summary>
public class EmptySideSpecs
{
    [Fact]
    public void The_street_lives_without_a_bid() => Outlive(MarketSettings.EthUsdc);

    [Fact]
    public void The_zero_intelligence_crowd_lives_without_a_bid() =>
        Outlive(MarketSettings.EthUsdc with { Crowd = new ZeroIntelligenceSettings() });

    private static void Outlive(MarketSettings settings)
    {
        var market = new SymbolMarket(0, settings, new SeededChance(7), new UpdateIds(1_000));
        var events = new List<MatchEvent>();
        var now = new VenueTime(1_790_526_538_000);
        market.Open(now, events);
        for (var step = 0; step < 50; step++)
        {
            now += TimeSpan.FromMilliseconds(100);
            market.Observe(now);
            Wall(market, events);
            market.ActBeforeFrame(events);
            Wall(market, events);
            market.ActAfterFrame(events);
            events.Clear();
        }

        market.Book.CancelAll(owner: 1, events);
        market.ActBeforeFrame(events);
        market.Book.Bids.Count.ShouldBeGreaterThan(0);
    }

    private static void Wall(SymbolMarket market, List<MatchEvent> events)
    {
        var wall = new NewOrder
        {
            OrderId = market.Orders.Next(),
            Owner = 1,
            Side = Side.Sell,
            Price = new Price(1),
            Quantity = new Quantity(1_000_000_000_000),
            Kind = OrderKind.Limit,
            TimeInForce = TimeInForce.GoodTillCanceled,
        };
        market.Book.Place(wall, events);
        market.Book.Bids.Count.ShouldBe(0);
    }
}
