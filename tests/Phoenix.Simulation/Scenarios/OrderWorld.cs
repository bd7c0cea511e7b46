using Phoenix.Core.Desk;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Venue.Faults;

namespace Phoenix.Simulation.Scenarios;

/// <summary>What scenarios of order entry ask of a world with one symbol.</summary>
internal static class OrderWorld
{
    private const string Traded = "ETHUSDC";

    /// <summary>A small world that has quoted for long enough to be compared and trusted.</summary>
    public static World Quoting(ulong seed, WorldOptions? options = null)
    {
        var world = World.Seeded(seed, options ?? WorldOptions.Quiet).Quoting();
        world.RunFor(12);
        world.Reports.Clear();
        return world;
    }

    /// <summary>It quotes, and as many orders rest as its desk believes: no outcome is open any more.</summary>
    public static void SettlesWithin(this World world, double seconds) => world.RunUntil(
        () => world.IsQuoting
            && world.RestingOrders(Traded) is var resting and > 0
            && world.SampleOf(Traded).OpenOrders == resting,
        seconds,
        "quoting, and as many orders as the desk believes");

    /// <summary>Nothing of ours rests within the bound.</summary>
    public static void IsPulledWithin(this World world, double seconds) =>
        world.RunUntil(() => world.RestingOrders(Traded) == 0, seconds, "no order to rest");

    public static IEnumerable<string> Alarms(this World world) =>
        world.Events<DeskEvent.Alarmed>().Select(alarm => alarm.Detail);

    public static IEnumerable<TEvent> Events<TEvent>(this World world)
        where TEvent : DeskEvent => world.Reports.Select(report => report.Occurrence).OfType<TEvent>();

    public static bool IsHaltedFor(this World world, HaltCauses cause) =>
        world.Events<DeskEvent.Halted>().LastOrDefault() is { } last && (last.Causes & cause) != 0;

    public static decimal Position(this World world) =>
        world.Venue.Accounts[0].Positions.Where(held => held.Symbol.Name == Traded).Sum(held => held.Amount);

    /// <summary>Somebody else trades by hand on the account.</summary>
    public static void TradeByHand(this World world, Side side, decimal quantity, string order = "web_1") =>
        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.ForeignOrder,
            Symbol = Traded,
            Side = side,
            Quantity = quantity,
            Order = order,
        });
}
