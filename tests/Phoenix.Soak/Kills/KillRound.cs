using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Phoenix.Node.Summary;
using Phoenix.Soak.Sockets;

namespace Phoenix.Soak.Kills;

/// <summary>
/// One kill: a process quotes and is filled, dies by signal 9 at a random moment, and the next one takes over, at once
/// or after the exchange's countdown. Judged by what the exchange shows.
/// </summary>
internal sealed class KillRound(
    int number, Random random, HttpClient exchange, string folder, string configuration, List<string> violations)
{
    /// <summary>The countdown of the settings, and what two looks at the exchange may miss.</summary>
    private static readonly TimeSpan MostOutlived = TimeSpan.FromSeconds(10.5);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(7);
    private static readonly TimeSpan Traded = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private static readonly Dictionary<string, string> Keys = new()
    {
        ["PHOENIX_API_KEY"] = "phoenix-sim-key",
        ["PHOENIX_API_SECRET"] = "phoenix-sim-secret",
    };

    /// <exception cref="TimeoutException">The next process did not quote, or did not end.</exception>
    internal async Task<KillNote> Run()
    {
        var isPatient = number % 2 == 1;
        var lives = random.NextDouble() * LongestLife;
        using (var doomed = Start("doomed"))
        {
            await Fills(lives);
            doomed.Kill();
            await doomed.Exit(Patience);
        }

        await Strike(); // somebody takes what still rests
        var killed = await Look();
        var outlived = isPatient ? await Gone(killed) : (long?)null;
        var (quotingAfter, summary) = await Next(await Look(), isPatient);
        return new KillNote(number, lives, killed.OpenOrders, outlived, quotingAfter, summary.Fills);
    }

    private NodeProcess Start(string name, params string[] arguments) => new(
        $"{number}-{name}.log", folder, Keys, ["--config", configuration, .. arguments]);

    /// <summary>Time passes, and now and then an order that rests is filled.</summary>
    private async Task Fills(TimeSpan span)
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < span)
        {
            var next = random.NextDouble() * TimeSpan.FromMilliseconds(600);
            var left = span - waited.Elapsed;
            await Task.Delay(next < left ? next : left);
            await Strike();
        }
    }

    /// <summary>Refused when nothing rests, which is no matter.</summary>
    private async Task Strike() => (await exchange.PostAsJsonAsync("venue/faults", new { verb = "fill" })).Dispose();

    private async Task<ExchangeLook> Look() => new(await exchange.GetFromJsonAsync<JsonElement>("venue/state"));

    /// <summary>By the exchange's clock: from the kill to the first look that shows no order.</summary>
    private async Task<long> Gone(ExchangeLook killed)
    {
        var look = killed;
        while (look.OpenOrders > 0 && look.NowMs - killed.NowMs <= Patience.TotalMilliseconds)
        {
            await Task.Delay(Pause);
            look = await Look();
        }

        var outlived = look.NowMs - killed.NowMs;
        if (outlived > MostOutlived.TotalMilliseconds)
        {
            violations.Add($"kill {number}: orders outlived the process by {outlived} ms");
        }

        return outlived;
    }

    private async Task<(long QuotingAfterMs, RunSummary Summary)> Next(ExchangeLook before, bool isExact)
    {
        var summaryFile = Path.Combine(folder, $"{number}.json");
        using var next = Start("next", "--summary", summaryFile);
        var quotingAfter = await FirstOrder(next, before);
        await Fills(Traded);
        next.Terminate();
        if (await next.Exit(Patience) is var code and not 0)
        {
            violations.Add($"kill {number}: the next process ended with exit code {code}:\n{next.Transcript}");
        }

        var summary = SummaryFile.FromJson(await File.ReadAllTextAsync(summaryFile));
        Compare(summary, before, await Look(), isExact);
        return (quotingAfter, summary);
    }

    /// <summary>Looks from the start on: no order of the next process may rest before it asked all questions.</summary>
    private async Task<long> FirstOrder(NodeProcess next, ExchangeLook before)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var look = await Look();
            if (look.Desks.Except(before.Desks).Any())
            {
                if (!look.HasReconciledSince(before))
                {
                    violations.Add($"kill {number}: the next process quoted before it had compared the account");
                }

                if (look.Desks.GroupBy(desk => desk.Symbol).FirstOrDefault(desks => desks.Count() > 1) is { } both)
                {
                    violations.Add($"kill {number}: orders of {string.Join(" and ", both)} rest together");
                }

                return waited.ElapsedMilliseconds;
            }

            if (waited.Elapsed > Patience || next.HasExited)
            {
                throw new TimeoutException($"kill {number}: the next process does not quote:\n{next.Transcript}");
            }

            await Task.Delay(Pause);
        }
    }

    /// <summary>
    /// Positions always; what the run brought only if no order of an earlier one could be filled after it began.
    /// </summary>
    private void Compare(RunSummary summary, ExchangeLook before, ExchangeLook after, bool isExact)
    {
        foreach (var symbol in summary.Symbols)
        {
            Same($"position in {symbol.Symbol}", symbol.Position, after.PositionIn(symbol.Symbol));
        }

        Same("open orders", 0, after.OpenOrders);
        if (isExact)
        {
            Same("fills", summary.Fills, after.Trades - before.Trades);
            Same("fees", summary.Symbols.Sum(symbol => symbol.Fees), after.Fees - before.Fees);
            Same("realized", summary.Symbols.Sum(symbol => symbol.Realized), after.Realized - before.Realized);
        }
    }

    private void Same<T>(string what, T ours, T venues)
        where T : IEquatable<T>
    {
        if (!ours.Equals(venues))
        {
            violations.Add($"kill {number}: {what}: ours {ours}, the exchange's {venues}");
        }
    }
}
