using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Phoenix.Core.Books;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Recording;

namespace Phoenix.Benchmarks.Recording;

/// <summary>
/// What the flight recorder adds to a depth frame on the thread that applies it: the same frames into the same book,
/// with a tape and without. A regression here is paid by every frame of every symbol.
/// </summary>
internal static class RecorderBenchmark
{
    private const string Bare = "book";
    private const string Taped = "book, on tape";
    private const string Frame = "apply a frame";
    private const int Levels = 20;
    private const int Depth = 200;
    private const int Visit = 128;
    private const double AllocationLimit = 0.5;

    internal static int Run(int count, bool quick, string? json)
    {
        var frames = Frames(1_000);
        var report = new Report(Bare);
        for (var round = -1; round < (quick ? 3 : 7); round++)
        {
            // The first round is for the compiler.
            var taken = round < 0 ? new Report(Bare) : report;
            taken.Add(Measure(Bare, Tape.Off, frames, count));
            taken.Add(Measure(Taped, FlightRecorder.Create().Open("book", TapeKind.Desk, null), frames, count));
        }

        report.Print(Console.Out);
        if (json is not null) report.WriteJson(json);
        var summary = report.Summarize();
        var cost = summary.Single(line => line is { Contestant: Taped, Metric: "time ns" });
        var allocated = summary.Single(line => line is { Contestant: Taped, Metric: "allocated B" }).Best;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"a frame of {Levels} levels costs {cost.Ratio:N3} times as much on tape as without one"));
        if (allocated > AllocationLimit) Console.WriteLine("OVER BUDGET allocated B");
        return allocated > AllocationLimit ? 1 : 0;
    }

    /// <summary>The reader's visits belong to another thread in life, and are not timed.</summary>
    private static IEnumerable<Measurement> Measure(string name, Tape tape, DepthDiff[] frames, int count)
    {
        var book = new OrderBook();
        foreach (var frame in frames) book.Apply(frame);
        var (ticks, allocated) = (0L, 0L);
        for (var done = 0; done < count; done += Visit)
        {
            var (before, began) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            for (var next = done; next < done + Visit; next++)
            {
                var frame = frames[next % frames.Length];
                tape.Input(new Instant(next), frame);
                book.Apply(frame);
                tape.Commit();
            }

            ticks += Stopwatch.GetTimestamp() - began;
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            while (tape.TryRead(out _))
            {
                // The recorder would take it over here.
            }
        }

        return
        [
            new Measurement(Frame, name, "time ns", ticks * 1e9 / Stopwatch.Frequency / count),
            new Measurement(Frame, name, "allocated B", (double)allocated / count),
        ];
    }

    private static DepthDiff[] Frames(int count)
    {
        var random = new Random(1);
        var frames = new DepthDiff[count];
        for (var id = 0; id < count; id++)
        {
            frames[id] = new DepthDiff
            {
                Symbol = new Symbol("ETHUSDC"),
                FirstUpdateId = id + 1,
                FinalUpdateId = id + 1,
                PreviousUpdateId = id,
                EventTime = default,
                TransactionTime = default,
                Bids = Changes(random, 100_000 - Depth),
                Asks = Changes(random, 100_001),
            };
        }

        return frames;
    }

    private static ImmutableArray<BookLevel> Changes(Random random, long lowest) =>
    [
        .. Enumerable.Range(0, Levels / 2).Select(_ => new BookLevel(
            new Price(lowest + random.Next(Depth)), new Quantity(random.Next(4) == 0 ? 0 : random.Next(1, 1_000)))),
    ];
}
