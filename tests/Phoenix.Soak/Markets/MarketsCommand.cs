using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Phoenix.Actors.Telemetry;
using Phoenix.Core.Accounting;
using Phoenix.Core.Quoting.Queue;
using Phoenix.Core.Settings;
using Phoenix.Simulation;
using Phoenix.Simulation.Invariants;

namespace Phoenix.Soak.Markets;

/// <summary>
/// Every strategy in every kind of market for a day of virtual time, several seeds each, with all invariants checked:
/// what it brought and from where. Nothing here says that any of them would be profitable on a real exchange.
/// </summary>
internal sealed class MarketsCommand(CommandLine line)
{
    private readonly double _hours = double.Parse(line.Text("--hours", "24"), CultureInfo.InvariantCulture);
    private readonly int _seeds = line.Number("--seeds", 3);
    private readonly int _parallel = line.Number("--parallel", 1);
    private readonly string _file = line.Text("--out", "markets.md");

    internal int Run()
    {
        var cells = (
            from market in MarketKinds.All
            from contestant in Contestants.All
            from seed in Enumerable.Range(1, _seeds)
            select (Market: market, Contestant: contestant, Seed: (ulong)seed)).ToImmutableArray();
        var done = 0;
        var broken = new ConcurrentQueue<string>();
        var results = new (string Market, string Strategy, DeskSample Sample)?[cells.Length];
        Parallel.For(0, cells.Length, new ParallelOptions { MaxDegreeOfParallelism = _parallel }, i =>
        {
            var (market, contestant, seed) = cells[i];
            var options = new WorldOptions
            {
                Settings = new PhoenixSettings { Symbols = [contestant.Settings] },
                Markets = [market.Market],
            };
            try
            {
                results[i] = (market.Name, contestant.Name, Trade(contestant.Settings, options, seed));
            }
            catch (InvariantViolation violation)
            {
                broken.Enqueue($"{contestant.Name} in a {market.Name} market: {violation.Message}");
            }

            var count = Interlocked.Increment(ref done);
            Console.Error.WriteLine(
                $"{count} of {cells.Length}: {contestant.Name} in a {market.Name} market, seed {seed}");
        });
        var table = Table(results.OfType<(string, string, DeskSample)>());
        File.WriteAllText(_file, table);
        Console.WriteLine(table);
        foreach (var violation in broken)
        {
            Console.WriteLine($"VIOLATION {violation}");
        }

        return broken.IsEmpty ? 0 : 1;
    }

    private DeskSample Trade(SymbolSettings symbol, WorldOptions options, ulong seed)
    {
        using var world = World.Seeded(seed, options).Quoting();
        for (var hour = 0; hour < _hours; hour++)
        {
            world.RunFor(3600 * Math.Min(1, _hours - hour));
            world.ForgetHistory();
        }

        return world.SampleOf(symbol.Symbol.Name);
    }

    private string Table(IEnumerable<(string Market, string Strategy, DeskSample Sample)> results)
    {
        var lines = new List<string>
        {
            "| market | strategy | profit | spread | inventory | fees | funding | Sharpe | worst fall | most held"
                + " | uptime | fills | fill ratio | markout 1 s | 10 s | 60 s | cancels/min | queue left |",
            "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
        };
        foreach (var cell in results.GroupBy(result => (result.Market, result.Strategy)))
        {
            var books = cell.Select(result => result.Sample.Books).ToList();
            lines.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"| {cell.Key.Market} | {cell.Key.Strategy} | {Mean(books, b => (double)b.Profit.Sum):0.00}"
                    + $" | {Mean(books, b => (double)b.Profit.Spread):0.00}"
                    + $" | {Mean(books, b => (double)b.Profit.Inventory):0.00}"
                    + $" | {Mean(books, b => (double)b.Profit.Fees):0.00}"
                    + $" | {Mean(books, b => (double)b.Profit.Funding):0.00}"
                    + $" | {Mean(books, b => b.Sharpe ?? 0):0.000}"
                    + $" | {books.Max(b => b.Drawdown):0.00}"
                    + $" | {books.Max(b => b.MaxInventory.Lots) * 0.001:0.000}"
                    + $" | {Mean(books, b => 100 * (b.Uptime ?? 0)):0.0} % | {Mean(books, b => b.Fills):0}"
                    + $" | {Mean(books, b => b.Placed == 0 ? 0 : (double)b.Fills / b.Placed):0.000}"
                    + $" | {Markout(books, 0)} | {Markout(books, 1)} | {Markout(books, 2)}"
                    + $" | {Mean(books, b => b.Canceled) / (60 * _hours):0.0}"
                    + $" | {QueueLeft(cell.Select(result => result.Sample.Queue))} |"));
        }

        return string.Join('\n', lines) + "\n";
    }

    /// <summary>
    /// What by the estimates still stood before an order when it was reached, as a share of what stood there when it
    /// joined.
    /// </summary>
    private static string QueueLeft(IEnumerable<QueueRecord> queues)
    {
        var (joined, left) = (0.0, 0.0);
        foreach (var queue in queues)
        {
            joined += queue.Fills * queue.Joined;
            left += queue.Fills * queue.Left;
        }

        return joined == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{100 * left / joined:0} %");
    }

    private static double Mean(IEnumerable<BooksReport> books, Func<BooksReport, double> figure) =>
        books.Average(figure);

    private static string Markout(List<BooksReport> books, int horizon) =>
        books.Select(b => b.Markouts[horizon]).Average() is { } bps
            ? bps.ToString("+0.00;-0.00", CultureInfo.InvariantCulture)
            : "–";
}
