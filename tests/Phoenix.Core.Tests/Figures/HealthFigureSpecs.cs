using Phoenix.Core.MarketData;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Connections;
using Phoenix.Core.Streams.Evidence;
using Phoenix.Core.Streams.Freshness;
using Phoenix.Core.Time;

namespace Phoenix.Core.Tests.Figures;

/// <summary>
/// The figures of docs/stream-health.md are what the detectors do with their default settings. With
/// <c>PHOENIX_FIGURES=write</c> they are drawn anew.
/// </summary>
public sealed class HealthFigureSpecs
{
    private static readonly StreamSettings Settings = new();
    private static readonly SlotId A = new(StreamRoute.Public, 'A');
    private static readonly SlotId B = new(StreamRoute.Public, 'B');
    private static readonly StreamId Eth = new(new Symbol("ETHUSDC"), StreamKind.Depth);

    [Fact]
    public void The_figure_of_silence_is_what_the_judge_says() => Compare("health-silence", Silence());

    [Fact]
    public void The_figure_of_siblings_is_what_the_judge_says() => Compare("health-sibling", Sibling());

    [Fact]
    public void The_figure_of_lag_is_what_the_detector_says() => Compare("health-lag", Lag());

    [Fact]
    public void The_figure_of_the_witness_is_what_it_says() => Compare("health-witness", Witness());

    [Fact]
    public void The_figure_of_the_deadlines_is_what_the_machine_does() => Compare("health-deadlines", Deadlines());

    [Fact]
    public void The_figure_of_the_clock_is_what_it_estimates() => Compare("health-clock", Clock());

    [Fact]
    public void The_figure_of_a_closed_market_is_what_the_detector_asks() => Compare("health-closed", Closed());

    private static Plot Silence()
    {
        var (judge, rhythm) = (new FreshnessJudge(Settings), new StreamRhythm());
        var verdicts = new List<FreshnessVerdict>();
        var plot = new Plot(0, 9, 0, 6);
        var (age, usual) = (new List<(double, double)>(), new List<(double, double)>());
        judge.Expect(Eth, A, new Epoch(1), At(0));
        var (last, position, asked) = (0.0, 0L, false);
        for (var now = 0.0; now <= 9; now = Math.Round(now + 0.05, 2))
        {
            if (now <= 3 && Math.Round(now * 20) % (now < 2 ? 2 : 9) == 0)
            {
                last = now;
                rhythm.Arrived(At(now));
                judge.Seen(Eth, new Epoch(1), ++position, At(now));
                plot.Dot("ok", now, 0, 2);
            }

            var unusual = rhythm.Unusual(Settings.ProbeAfter, Settings.HaltAfter / 2).TotalSeconds;
            age.Add((now, Math.Min(now - last, 6)));
            usual.Add((now, unusual));
            if (!asked && now - last >= unusual)
            {
                asked = true;
                plot.Moment("info", now, "asks");
            }

            verdicts.Clear();
            judge.Check(At(now), verdicts);
            foreach (var verdict in verdicts)
            {
                plot.Moment("bad", now, verdict.Freshness.ToString().ToLowerInvariant());
            }
        }

        return plot.Level("dead-after", 5).Level("halt-after", 3).Row("unusual", 1, line: false)
            .Line("info dash", usual).Line("ok", age).Word(4.9, 1.75, "silence");
    }

    private static Plot Sibling()
    {
        var (judge, verdicts) = (new FreshnessJudge(Settings), new List<FreshnessVerdict>());
        var plot = new Plot(0, 2, 0, 3, height: 180, step: 0.5).Row("public-A", 2).Row("public-B", 1);
        judge.Expect(Eth, A, new Epoch(1), At(0));
        judge.Expect(Eth, B, new Epoch(2), At(0));
        var position = 0L;
        for (var now = 0.0; now <= 2; now = Math.Round(now + 0.01, 2))
        {
            if (Math.Round(now * 100) % 10 == 0)
            {
                judge.Seen(Eth, new Epoch(1), ++position, At(now));
                plot.Dot("ok", now, 2, 4);
            }
            else if (Math.Round(now * 100) % 10 == 2 && now < 1)
            {
                judge.Seen(Eth, new Epoch(2), position, At(now));
                plot.Dot("ok", now, 1, 4);
            }

            if (Math.Round(now * 100) % 5 == 0)
            {
                verdicts.Clear();
                judge.Check(At(now), verdicts);
                foreach (var verdict in verdicts.Where(verdict => verdict.Slot == B))
                {
                    plot.Moment("bad", now, verdict.Freshness.ToString().ToLowerInvariant());
                }
            }
        }

        return plot.Word(1.32, 1.25, "silent since 0.92 s");
    }

    private static Plot Lag()
    {
        var lag = new EventLag(Settings);
        var error = TimeSpan.FromMilliseconds(5);
        var plot = new Plot(0, 6, 0, 2.5);
        var (since, said) = (0.0, 0.0);
        lag.Measured(new ClockReading(0, error), At(0));
        for (var now = 0.1; now <= 6 && said == 0; now = Math.Round(now + 0.1, 1))
        {
            var age = now < 1 ? 0.05 : now is > 1.4 and < 1.7 ? 1.6 - now + 1 : Math.Max(0.05, (now - 1.6) * 0.5);
            var stamp = new VenueTime((At(now) - TimeSpan.FromSeconds(age)).Nanoseconds / 1_000_000);
            var found = lag.Arrived(1, stamp, At(now));
            plot.Dot(lag.IsLate ? "bad" : "ok", now, age, 4);
            since = lag.IsLate && since == 0 ? now : lag.IsLate ? since : 0;
            said = found is null ? 0 : now;
            if (lag.AsksClock(At(now)))
            {
                lag.Measured(new ClockReading(0, error), At(now));
            }
        }

        return plot.Level("lag-limit", Settings.LagLimit.TotalSeconds).Row("age on", 0.35, line: false)
            .Row("arrival", 0.12, line: false).Band("bad", since, said, 0, 2.5)
            .Word(since + 0.1, 2.2, "lag-grace").Moment("bad", said, "late: pulled, replaced")
            .Word(1.2, 1.35, "a stall");
    }

    private static Plot Closed()
    {
        var status = new MarketStatus();
        var plot = new Plot(0, 18, 0, 4, height: 210, step: 2)
            .Row("updates", 3).Row("book compared", 2).Row("status asked", 1);
        var (lastUpdate, lastComparison, closedSince) = (0.0, 0.0, 0.0);
        for (var now = 0.2; now <= 18; now = Math.Round(now + 0.1, 1))
        {
            var isOpen = now is < 3 or > 12;
            if (isOpen && Math.Round(now * 10) % 2 == 0)
            {
                lastUpdate = now;
                plot.Dot("ok", now, 3, 2);
            }

            var quiet = Math.Min(now - lastUpdate, now - lastComparison);
            var isCompared = quiet >= (lastComparison > lastUpdate ? 1.5 : 1);
            if (isCompared)
            {
                lastComparison = now;
                plot.Dot("ok", now, 2, 4);
            }

            if ((isCompared || status.IsClosed) && status.Asks(At(lastUpdate), At(now)))
            {
                status.Answered(new VenueReply<SymbolStatus>.Ok(new(isOpen ? "TRADING" : "TRADING_HALT")), At(now));
                plot.Dot(status.IsClosed ? "bad" : "ok", now, 1, 4);
                closedSince = status.IsClosed && closedSince == 0 ? now : closedSince;
                if (!status.IsClosed)
                {
                    plot.Band("bad", closedSince, now, 0, 4).Moment("ok", now, "trades again");
                }
            }
        }

        return plot.Moment("bad", closedSince, "closed: pulled");
    }

    private static Plot Witness()
    {
        var witness = new TradeWitness();
        var plot = new Plot(0, 6, 0, 40);
        double? said = null;
        for (var tick = 1; tick <= 60 && said is null; tick++)
        {
            var now = tick / 10.0;
            var truth = 10 + (now < 2 ? 2 * Math.Sin(now * 5) : 2 * Math.Sin(10) + ((now - 2) * 7));
            var bid = (long)Math.Floor(now < 2 ? truth : 10 + (2 * Math.Sin(10)));
            var stamp = new VenueTime(At(now).Nanoseconds / 1_000_000);
            witness.Touched(new Price(bid), new Price(bid + 3), stamp);
            plot.Band("info", now - 0.1, now, bid, bid + 3);
            if (tick % 2 == 0)
            {
                var price = (long)Math.Round(truth) + 1 + (tick == 14 ? 12 : 0);
                var found = witness.Printed(new Price(price), stamp, 1, At(now));
                plot.Dot(price > bid + 3 || price < bid ? "bad" : "ok", now, price, 4);
                said = found is null ? null : now;
            }
        }

        return plot.Row("price", 36, line: false).Word(0.2, 3, "the book, bid to ask").Word(1.5, 26, "a sweep")
            .Word(3.2, 30, "trades").Moment("bad", said ?? 6, "contradicted");
    }

    private static Plot Deadlines()
    {
        var plot = new Plot(0, 6, 0, 4, height: 210).Row("all flows", 3).Row("no data", 2).Row("nothing", 1);
        Connection(plot, 3, acknowledged: 0.3, delivered: 0.5);
        Connection(plot, 2, acknowledged: 0.3, delivered: null);
        Connection(plot, 1, acknowledged: null, delivered: null);
        return plot;
    }

    /// <summary>Opens at once; what it does by its deadlines.</summary>
    private static void Connection(Plot plot, double row, double? acknowledged, double? delivered)
    {
        var state = ConnectionMachine.Dial([Eth], At(0), Settings).State;
        state = ConnectionMachine.Next(state, new ConnectionInput.Opened(), At(0), Settings).State;
        plot.Dot("info", 0, row, 4);
        for (var now = 0.1; now <= 6; now = Math.Round(now + 0.1, 1))
        {
            ConnectionInput input = now == acknowledged ? new ConnectionInput.Acknowledged()
                : now == delivered ? new ConnectionInput.Delivered(Eth)
                : new ConnectionInput.Wake();
            (state, var effects) = ConnectionMachine.Next(state, input, At(now), Settings);
            if (input is not ConnectionInput.Wake)
            {
                plot.Dot(input is ConnectionInput.Delivered ? "ok" : "info", now, row, 4);
                var isData = input is ConnectionInput.Delivered;
                var (second, value) = isData ? (now + 0.1, row + 0.2) : (now - 0.15, row - 0.45);
                plot.Word(second, value, isData ? "first data" : "acknowledged");
            }

            if (effects.OfType<ConnectionEffect.Die>().FirstOrDefault() is { } death)
            {
                plot.Dot("bad", now, row, 5).Word(now - 0.6, row + 0.25, death.Cause.ToString());
                return;
            }
        }
    }

    private static Plot Clock()
    {
        var estimate = new ClockEstimate();
        var plot = new Plot(0, 14, -60, 90, step: 2);
        double[] delays = [40, 70, 16, 50, 80, 30, 60, 24, 90, 20, 50, 30, 70];
        for (var sample = 0; sample < delays.Length; sample++)
        {
            var (second, half) = (sample + 1, delays[sample] / 2);
            var truth = sample < 7 ? 20.0 : -30;
            var wrong = half * 0.6 * (sample % 2 == 0 ? 1 : -1);
            var (received, sent) = (At(second), At(second) - TimeSpan.FromMilliseconds(delays[sample]));
            var server = ((sent.Nanoseconds + received.Nanoseconds) / 2 / 1_000_000) + (long)(truth + wrong);
            estimate.Observe(sent, received, new VenueTime(server));
            var measured = truth + wrong;
            plot.Line("info", [(second, measured - half), (second, measured + half)]).Dot("info", second, measured);
            var best = estimate.Read(received)!.Value;
            var (offset, error) = (best.Offset / 1e6, best.Uncertainty.TotalMilliseconds);
            plot.Band("ok", second, second + 1, offset - error, offset + error)
                .Rule("ok", offset, second, second + 1);
        }

        return plot.Row("offset", 75, line: false).Row("+20 ms", 20).Row("-30 ms", -30)
            .Moment("bad", 7.5, "the exchange's clock is set back");
    }

    private static Instant At(double second) => Instant.From(TimeSpan.FromSeconds(100 + second));

    private static void Compare(string name, Plot plot)
    {
        var path = Path.Combine(Root(), "docs", "figures", $"{name}.svg");
        if (Environment.GetEnvironmentVariable("PHOENIX_FIGURES") == "write")
        {
            File.WriteAllText(path, plot.ToString());
        }

        File.ReadAllText(path).ReplaceLineEndings("\n").ShouldBe(plot.ToString());
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Phoenix.Actors.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No repository above.");
        }

        return folder;
    }
}
