using System.Diagnostics;

namespace Phoenix.Benchmarks.Actors;

/// <summary>Handing over messages: how many a second, how long one takes, how long to someone idle.</summary>
internal static class HandOff
{
    internal const string Bursts = "tell in bursts of 64";
    internal const string PingPongName = "ping-pong";

    private const int Burst = 64;

    /// <summary>Tells from <paramref name="tellers"/> threads, spread over <paramref name="receivers"/>, until all are
    /// handled. A regression here slows every path of the market maker.</summary>
    internal static IEnumerable<Measurement> Throughput(IContestant by, int tellers, int receivers, int messages)
    {
        var perTeller = messages / tellers;
        var total = perTeller * tellers;
        using var done = new ManualResetEventSlim();
        var left = receivers;
        var parties = new IParty[receivers];
        for (var i = 0; i < receivers; i++)
        {
            var expected = total / receivers;
            parties[i] = by.Start(_ =>
            {
                if (--expected == 0 && Interlocked.Decrement(ref left) == 0) done.Set();
                return false;
            });
        }

        var start = new ManualResetEventSlim();
        var threads = Enumerable.Range(0, tellers).Select(_ => new Thread(() =>
        {
            start.Wait();
            for (var i = 0; i < perTeller; i++) parties[i % receivers].Tell(Message.Instance);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var began = Stopwatch.GetTimestamp();
        start.Set();
        done.Wait();
        var elapsed = Stopwatch.GetElapsedTime(began);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        threads.ForEach(thread => thread.Join());
        var name = $"tell {tellers} to {receivers}";
        yield return new Measurement(name, by.Name, "time ns", elapsed.TotalNanoseconds / total);
        yield return new Measurement(name, by.Name, "allocated B", (double)allocated / total);
    }

    /// <summary>Tells a few at a time and waits until they are handled: what a mailbox allocates when nothing piles
    /// up.</summary>
    internal static IEnumerable<Measurement> InBursts(IContestant by, int messages)
    {
        var handled = 0;
        var party = by.Start(_ =>
        {
            Volatile.Write(ref handled, handled + 1);
            return false;
        });
        for (var i = 0; i < Burst * Burst; i++) party.Tell(Message.Instance);
        SpinWait.SpinUntil(() => Volatile.Read(ref handled) == Burst * Burst);
        handled = 0;
        var bursts = messages / Burst;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        for (var burst = 1; burst <= bursts; burst++)
        {
            for (var i = 0; i < Burst; i++) party.Tell(Message.Instance);
            var spin = default(SpinWait);
            while (Volatile.Read(ref handled) < burst * Burst) spin.SpinOnce(sleep1Threshold: -1);
        }

        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        yield return new Measurement(Bursts, by.Name, "allocated B", (double)allocated / (bursts * Burst));
    }

    /// <summary>Two parties pass one message back and forth; the time of one way is half of the way there and back.
    /// </summary>
    internal static IEnumerable<Measurement> PingPong(IContestant by, int rounds)
    {
        var halves = new long[rounds];
        var (count, last) = (0, 0L);
        using var done = new ManualResetEventSlim();
        IParty? ping = null;
        IParty? pong = null;
        ping = by.Start(
            _ =>
            {
                var now = Stopwatch.GetTimestamp();
                if (count > 0) halves[count - 1] = now - last;
                last = now;
                if (count++ < rounds) return true;
                done.Set();
                return false;
            },
            () => pong!);
        pong = by.Start(_ => true, () => ping);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        ping.Tell(Message.Instance);
        done.Wait();
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        Array.Sort(halves);
        yield return new Measurement(PingPongName, by.Name, "p50 us", Micros(halves, 0.5) / 2);
        yield return new Measurement(PingPongName, by.Name, "p99 us", Micros(halves, 0.99) / 2);
        yield return new Measurement(PingPongName, by.Name, "p99.9 us", Micros(halves, 0.999) / 2);
        yield return new Measurement(PingPongName, by.Name, "allocated B", allocated / (2.0 * rounds));
    }

    /// <summary>Tells something to a party that has had nothing to do for a millisecond: what a quiet feed pays at
    /// every hop.</summary>
    internal static IEnumerable<Measurement> WakeUp(IContestant by, int times)
    {
        var took = new long[times];
        var began = 0L;
        var index = 0;
        using var handled = new ManualResetEventSlim();
        var party = by.Start(_ =>
        {
            took[index] = Stopwatch.GetTimestamp() - Volatile.Read(ref began);
            handled.Set();
            return false;
        });
        for (index = 0; index < times; index++)
        {
            Thread.Sleep(1);
            handled.Reset();
            Volatile.Write(ref began, Stopwatch.GetTimestamp());
            party.Tell(Message.Instance);
            handled.Wait();
        }

        Array.Sort(took);
        yield return new Measurement("tell to an idle one", by.Name, "p50 us", Micros(took, 0.5));
        yield return new Measurement("tell to an idle one", by.Name, "p99 us", Micros(took, 0.99));
    }

    private static double Micros(long[] sorted, double quantile) =>
        sorted[(int)((sorted.Length - 1) * quantile)] * 1e6 / Stopwatch.Frequency;
}
