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
            foreach (var make in Contestants)
            {
                await using var by = make();
                var measured = Measure(by, messages, quick).ToList();

                // The first round is for the compiler.
                if (round >= 0) report.Add(measured);
            }
        }

        report.Print(Console.Out);
        if (json is not null) report.WriteJson(json);
        return 0;
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
        .. HandOff.PingPong(by, messages / 10),
        .. HandOff.WakeUp(by, quick ? 100 : 500),
    ];
}
