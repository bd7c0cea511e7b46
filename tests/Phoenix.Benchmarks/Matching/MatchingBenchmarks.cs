using System.Diagnostics;
using System.Globalization;
using Phoenix.Venue.Matching;

namespace Phoenix.Benchmarks.Matching;

/// <summary>
/// How many orders a second one core matches in memory. It bounds how much faster than the real market the simulation
/// may run, so a regression here makes every simulated hour longer.
/// </summary>
internal static class MatchingBenchmarks
{
    private const double AllocationLimit = 1;

    internal static int Run(int count, bool quick, string? json)
    {
        var flow = OrderFlow.Make(count, seed: 1);
        var report = new Report(SortedContestant.ItsName);
        var traded = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var round = -1; round < (quick ? 3 : 7); round++)
        {
            // The first round is for the compiler.
            var taken = round < 0 ? new Report() : report;
            foreach (var make in (Func<IContestant>[])[() => new VenueContestant(), () => new SortedContestant()])
            {
                var book = make();
                taken.Add(Measure(book, flow, out var lots));
                traded[book.Name] = lots;
            }
        }

        report.Print(Console.Out);
        var nanoseconds = Best(report, "time ns");
        var allocated = Best(report, "allocated B");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count:N0} orders: {1e9 / nanoseconds:N0} a second, {allocated:N2} B each, best round"));
        if (json is not null) report.WriteJson(json);
        if (traded.Values.Distinct().Count() > 1) Console.WriteLine("THE BOOKS DISAGREE");
        if (allocated > AllocationLimit) Console.WriteLine("OVER BUDGET allocated B");
        return traded.Values.Distinct().Count() > 1 || allocated > AllocationLimit ? 1 : 0;
    }

    /// <summary>The first fifth fills the book and is not measured.</summary>
    private static IEnumerable<Measurement> Measure(IContestant book, Command[] flow, out long tradedLots)
    {
        var events = new List<MatchEvent>(1_024);
        var warm = flow.Length / 5;
        tradedLots = Run(book, flow.AsSpan(0, warm), events);
        GC.Collect();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var began = Stopwatch.GetTimestamp();
        tradedLots += Run(book, flow.AsSpan(warm), events);
        var elapsed = Stopwatch.GetElapsedTime(began);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var orders = (double)(flow.Length - warm);
        return
        [
            new Measurement("match an order", book.Name, "time ns", elapsed.TotalNanoseconds / orders),
            new Measurement("match an order", book.Name, "allocated B", allocated / orders),
        ];
    }

    private static long Run(IContestant book, ReadOnlySpan<Command> flow, List<MatchEvent> events)
    {
        var lots = 0L;
        foreach (ref readonly var command in flow)
        {
            events.Clear();
            switch (command.Kind)
            {
                case CommandKind.Place:
                    book.Place(command.Order, events);
                    break;
                case CommandKind.Amend:
                    book.Amend(command.Order.OrderId, command.Order.Price, command.Order.Quantity, events);
                    break;
                default:
                    book.Cancel(command.Order.OrderId, events);
                    break;
            }

            foreach (ref readonly var happened in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(events))
            {
                if (happened.Kind == MatchEventKind.Traded) lots += happened.Quantity.Lots;
            }
        }

        return lots;
    }

    private static double Best(Report report, string metric) => report.Summarize()
        .Single(line => line.Contestant == VenueContestant.ItsName && line.Metric == metric).Best;
}
