using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Market;
using Phoenix.Venue.Matching;

namespace Phoenix.Benchmarks.Matching;

/// <summary>What is asked of the book.</summary>
internal enum CommandKind
{
    Place,
    Cancel,
    Amend,
}

/// <summary>One command, made before the clock starts.</summary>
internal readonly record struct Command(CommandKind Kind, NewOrder Order);

/// <summary>
/// A flow as market makers cause it: of a hundred commands 43 place near the touch, most of them post-only, 43 cancel,
/// 10 amend and 4 cross the spread. The price wanders; some cancels and amendments come too late, as in life. The
/// makers believe to have twelve thousand orders in the book, most of which are there.
/// </summary>
internal static class OrderFlow
{
    private const int Live = 12_000;

    internal static Command[] Make(int count, long seed)
    {
        var chance = new SeededChance(seed);
        var live = new List<NewOrder>(Live + 1);
        var commands = new Command[count];
        var middle = 300_000L;
        for (var i = 0; i < count; i++)
        {
            if (chance.Happens(0.05)) middle += chance.Between(-1, 1);
            var draw = chance.Below(100);
            commands[i] = draw < 4 ? new Command(CommandKind.Place, Crossing(chance, i + 1, middle))
                : (draw < 50 && live.Count < Live) || live.Count < 100
                    ? new Command(CommandKind.Place, Passive(chance, i + 1, middle, live))
                : draw < 90 ? new Command(CommandKind.Cancel, Take(chance, live))
                : new Command(CommandKind.Amend, Moved(chance, middle, live));
        }

        return commands;
    }

    private static NewOrder Crossing(SeededChance chance, long id, long middle)
    {
        var side = chance.Happens(0.5) ? Side.Buy : Side.Sell;
        return new NewOrder
        {
            OrderId = id,
            Owner = OrderBook.Street,
            Side = side,
            Price = new Price(middle + (3 * side.Sign())),
            Quantity = new Quantity(chance.Between(1, 400)),
            Kind = OrderKind.Limit,
            TimeInForce = TimeInForce.ImmediateOrCancel,
        };
    }

    private static NewOrder Passive(SeededChance chance, long id, long middle, List<NewOrder> live)
    {
        var side = chance.Happens(0.5) ? Side.Buy : Side.Sell;
        var order = new NewOrder
        {
            OrderId = id,
            Owner = OrderBook.Street,
            Side = side,
            Price = Away(chance, side, middle),
            Quantity = new Quantity(chance.Between(1, 200)),
            Kind = OrderKind.Limit,
            TimeInForce = chance.Happens(0.8) ? TimeInForce.PostOnly : TimeInForce.GoodTillCanceled,
        };
        live.Add(order);
        return order;
    }

    private static NewOrder Moved(SeededChance chance, long middle, List<NewOrder> live)
    {
        var at = (int)chance.Below(live.Count);
        return live[at] = live[at] with { Price = Away(chance, live[at].Side, middle) };
    }

    private static NewOrder Take(SeededChance chance, List<NewOrder> live)
    {
        var at = (int)chance.Below(live.Count);
        var order = live[at];
        live[at] = live[^1];
        live.RemoveAt(live.Count - 1);
        return order;
    }

    /// <summary>Mostly within a few ticks of the touch, now and then hundreds away.</summary>
    private static Price Away(SeededChance chance, Side side, long middle)
    {
        var distance = 1 + (long)(-Math.Log(1 - chance.NextUnit()) * (chance.Happens(0.8) ? 8 : 150));
        return new Price(middle - (side.Sign() * distance));
    }
}
