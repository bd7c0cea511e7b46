using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Tests.Orders;

/// <summary>
/// Goal: whatever becomes of requests, replies, events and queries, and in whatever order they arrive, we never count
/// with less than may be executed, count no fill twice, invent no end, and agree with the venue once it is asked.
/// Method: the whole space of lives of one order is walked, each life once; a letter left lying in it is one that was
/// lost. Longer lives are walked at random.
/// </summary>
public class OrderLifeProperties
{
    private static readonly OrderTerms Less = new(new Price(299_990), new Quantity(6));
    private static readonly OrderTerms Elsewhere = new(new Price(300_010), new Quantity(10));
    private static readonly OrderTerms More = new(new Price(300_000), new Quantity(14));

    [Fact]
    public void A_life_without_amends() => Walk(new Script([], [4, 6], Copies: 1));

    [Fact]
    public void An_amend_to_less_races_fills() => Walk(new Script([Less], [4, 2, 4], Cancels: 0));

    [Fact]
    public void An_amend_to_more_races_fills() => Walk(new Script([More], [4, 6], Cancels: 0));

    [Fact]
    public void An_amend_to_another_price_races_a_cancel() => Walk(new Script([Elsewhere], [], Copies: 1));

    [Fact]
    public void Two_amends_one_after_the_other() => Walk(new Script([Less, More], [], Cancels: 0, Queries: 2));

    [Fact]
    public void Longer_lives_at_random()
    {
        var script = new Script(
            [Less, More, Elsewhere], [2, 3, 1, 4, 9], Cancels: 2, Queries: 6, Copies: 3, Eras: 4);
        for (var seed = 0; seed < 20_000; seed++)
        {
            var chance = new Random(seed);
            var life = new OrderLife { Script = script };
            for (var steps = 0; steps < 60 && life.Next().ToArray() is { Length: > 0 } next; steps++)
            {
                life = next[chance.Next(next.Length)];
                Judge(life);
            }
        }
    }

    private static void Walk(Script script)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<OrderLife>([new OrderLife { Script = script }]);
        while (open.TryPop(out var life))
        {
            if (seen.Add(life.Key))
            {
                Judge(life);
                foreach (var next in life.Next())
                {
                    open.Push(next);
                }
            }
        }

        seen.Count.ShouldBeGreaterThan(40_000); // a space this small would prove little
    }

    private static void Judge(OrderLife life)
    {
        var (venue, order) = (life.Venue, life.Order);
        var counted = (order.Remaining + order.Unbooked + order.Booked).Lots;
        Hold(counted >= venue.Executed + venue.Left, "exposure is understated", life);
        Hold(order.Booked.Lots <= venue.Executed, "a fill counts twice", life);
        Hold(order.Executed.Lots <= venue.Executed, "an execution is invented", life);
        Hold(!(order.Phase.IsTerminal() && venue.IsOpen), "an end is invented", life);

        var settled = life.Settled();
        Hold(settled.Phase == PhaseOf(venue), $"ends as {settled.Phase}", life);
        Hold(settled.Executed.Lots == venue.Executed, "executed differs at the end", life);
        Hold(settled.Remaining.Lots == venue.Left, "what is left differs at the end", life);
        Hold(!venue.IsOpen || (settled.Terms == venue.Terms && settled.Amending is null), "terms differ", life);
    }

    private static void Hold(bool condition, string broken, OrderLife life)
    {
        if (!condition)
        {
            var told = string.Join("\n  ", life.Told.Reverse());
            Assert.Fail($"{broken}; the venue has {life.Venue}, we {life.Order.Phase} {life.Order.Terms}:\n  {told}");
        }
    }

    private static OrderPhase PhaseOf(VenueOrder venue) => venue.Status switch
    {
        null => OrderPhase.Rejected,
        OrderStatus.Filled => OrderPhase.Filled,
        OrderStatus.Canceled => OrderPhase.Canceled,
        _ => OrderPhase.Working,
    };
}
