using System.Runtime.InteropServices;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Market;
using Phoenix.Venue.Matching;

namespace Phoenix.Venue.Tests.Matching;

/// <summary>
/// A million random commands, in a narrow band so that most of them meet something, given to the book and to the naive
/// book: both must say and hold the same after each.
/// </summary>
public class RandomCommandSpecs
{
    private readonly OrderBook _book = new();
    private readonly NaiveBook _naive = new();
    private readonly List<MatchEvent> _events = [];
    private readonly List<MatchEvent> _expected = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_book_does_what_the_naive_book_does(long seed)
    {
        const int Commands = 250_000;
        var chance = new SeededChance(seed);
        for (var id = 1; id <= Commands; id++)
        {
            _events.Clear();
            _expected.Clear();
            Do(chance, id, $"seed {seed}, command {id}");
            var isSame = CollectionsMarshal.AsSpan(_events).SequenceEqual(CollectionsMarshal.AsSpan(_expected));
            if (!isSame) _events.ShouldBe(_expected, $"seed {seed}, command {id}");
            if (id % 1_000 == 0) ShouldHoldTheSame();
        }

        ShouldHoldTheSame();
    }

    private void Do(SeededChance chance, long id, string where)
    {
        var victim = chance.Between(Math.Max(1, id - 200), id);
        switch (chance.Below(1_000))
        {
            case < 600:
                var order = RandomOrder(chance, id);
                _book.Place(order, _events).ShouldBe(_naive.Place(order, _expected), where);
                break;
            case < 750:
                var price = RandomPrice(chance);
                var total = new Quantity(chance.Between(1, 20));
                _book.Amend(victim, price, total, _events)
                    .ShouldBe(_naive.Amend(victim, price, total, _expected), where);
                break;
            case < 985:
                _book.Cancel(victim, _events).ShouldBe(_naive.Cancel(victim, _expected), where);
                break;
            case < 995:
                _book.NextExpiry.ShouldBe(_naive.NextExpiry, where);
                _book.ExpireDue(new VenueTime(id), _events);
                _naive.ExpireDue(new VenueTime(id), _expected);
                break;
            default:
                var owner = (int)chance.Below(4);
                _book.CancelAll(owner, _events).ShouldBe(_naive.CancelAll(owner, _expected), where);
                break;
        }
    }

    private static Price RandomPrice(SeededChance chance) => new(1_000 + chance.Between(-15, 15));

    private static NewOrder RandomOrder(SeededChance chance, long id)
    {
        var kind = chance.Happens(0.1) ? OrderKind.Market : OrderKind.Limit;
        var timeInForce = kind == OrderKind.Market
            ? TimeInForce.GoodTillCanceled
            : (TimeInForce)chance.Between((long)TimeInForce.GoodTillCanceled, (long)TimeInForce.GoodTillDate);
        return new NewOrder
        {
            OrderId = id,
            Owner = (int)chance.Below(4),
            Side = chance.Happens(0.5) ? Side.Buy : Side.Sell,
            Price = RandomPrice(chance),
            Quantity = new Quantity(chance.Between(1, 20)),
            Kind = kind,
            TimeInForce = timeInForce,
            SelfTrade = (SelfTradePrevention)chance.Below(4),
            GoodTill = timeInForce == TimeInForce.GoodTillDate ? new VenueTime(id + chance.Between(1, 400)) : default,
        };
    }

    private void ShouldHoldTheSame()
    {
        foreach (var side in (Side[])[Side.Buy, Side.Sell])
        {
            Queue(_book.Of(side)).ShouldBe(_naive.Queue(side));
            var levels = _book.Of(side);
            for (var depth = 0; depth < levels.Count; depth++)
            {
                var level = levels[depth];
                var queue = Queue(levels).Where(order => order.Ticks == level.Price.Ticks).ToList();
                (level.OrderCount, level.Quantity.Lots).ShouldBe((queue.Count, queue.Sum(order => order.Lots)));
            }
        }

        _book.NextExpiry.ShouldBe(_naive.NextExpiry);
    }

    private static IEnumerable<(long Ticks, long Id, long Lots)> Queue(BookSide side)
    {
        for (var depth = 0; depth < side.Count; depth++)
        {
            for (var order = side[depth].First; order is not null; order = order.Next)
            {
                yield return (side[depth].Price.Ticks, order.Id, order.Lots);
            }
        }
    }
}
