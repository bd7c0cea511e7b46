namespace Phoenix.Benchmarks.Actors;

/// <summary>All benchmarks of the actor runtime, contestants in turn within every round.</summary>
internal static class ActorBenchmarks
{
    internal static async Task<int> RunAsync(bool quick, string? json)
    {
        var report = new Report();
        var rounds = quick ? 3 : 7;
        var messages = quick ? 400_000 : 2_000_000;
        for (var round = -1; round < rounds; round++)
        {
            // The first round is for the compiler.
            var taken = round < 0 ? new Report() : report;
            foreach (var make in Contestants)
            {
                await using var by = make();
                taken.Add(Measure(by, messages, quick));
            }

            taken.Add(await Lifecycle.CreateAsync("actor", quick ? 20_000 : 100_000));
            taken.Add(await Lifecycle.RestartAsync("actor", quick ? 200 : 2_000));
        }

        Console.WriteLine(ActorContestant.IsAkka ? "Akka.NET" : "Phoenix.ActorRuntime");
        report.Print(Console.Out);
        if (json is not null) report.WriteJson(json);
        var exceeded = Budgets.Exceeded(report.Summarize());
        foreach (var line in exceeded) Console.WriteLine("OVER BUDGET " + line);
        return exceeded.Count == 0 ? 0 : 1;
    }

    private static Func<IContestant>[] Contestants =>
    [
        () => new ChannelContestant(),
        () => new PoolContestant(),
        ActorContestant.Default,
        ActorContestant.OnTeller,
    ];

    private static IEnumerable<Measurement> Measure(IContestant by, int messages, bool quick) =>
    [
        .. HandOff.Throughput(by, tellers: 1, receivers: 1, messages),
        .. HandOff.Throughput(by, tellers: 8, receivers: 1, messages),
        .. HandOff.Throughput(by, tellers: 1, receivers: 8, messages),
        .. HandOff.InBursts(by, messages),
        .. HandOff.PingPong(by, messages / 10),
        .. HandOff.WakeUp(by, quick ? 100 : 500),
    ];
}
