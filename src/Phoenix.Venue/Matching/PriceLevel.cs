using Phoenix.Core.Primitives;

namespace Phoenix.Venue.Matching;

/// <summary>
/// All orders resting at one price, in order of arrival. Owned and recycled by its <see cref="BookSide"/>.
/// </summary>
public sealed class PriceLevel
{
    public Price Price { get; internal set; }

    /// <summary>The sum over the orders of the level.</summary>
    public Quantity Quantity => new(Lots);

    public int OrderCount { get; private set; }

    internal long Lots { get; private set; }

    internal BookOrder? First { get; private set; }

    internal BookOrder? Last { get; private set; }

    internal void Append(BookOrder order)
    {
        order.Level = this;
        order.Previous = Last;
        order.Next = null;
        if (Last is null)
        {
            First = order;
        }
        else
        {
            Last.Next = order;
        }

        Last = order;
        Lots += order.Lots;
        OrderCount++;
    }

    internal void Take(BookOrder order, long lots)
    {
        order.Lots -= lots;
        order.Executed += lots;
        Lots -= lots;
    }

    internal void Shrink(BookOrder order, long lots)
    {
        order.Lots -= lots;
        Lots -= lots;
    }

    internal void Remove(BookOrder order)
    {
        Lots -= order.Lots;
        OrderCount--;
        if (order.Previous is null)
        {
            First = order.Next;
        }
        else
        {
            order.Previous.Next = order.Next;
        }

        if (order.Next is null)
        {
            Last = order.Previous;
        }
        else
        {
            order.Next.Previous = order.Previous;
        }

        order.Level = null;
        order.Previous = order.Next = null;
    }
}

/// <summary>One resting order, linked into its level. Owned and recycled by the <see cref="OrderBook"/>.</summary>
internal sealed class BookOrder
{
    internal long Id { get; set; }

    internal int Owner { get; set; }

    internal Side Side { get; set; }

    /// <summary>What is left of it.</summary>
    internal long Lots { get; set; }

    /// <summary>What was filled of it, before it rested and since.</summary>
    internal long Executed { get; set; }

    internal bool IsPostOnly { get; set; }

    internal bool IsReduceOnly { get; set; }

    internal VenueTime GoodTill { get; set; }

    internal PriceLevel? Level { get; set; }

    internal BookOrder? Previous { get; set; }

    internal BookOrder? Next { get; set; }
}
