using Phoenix.Soak.Reports;
using Phoenix.Soak.Sockets;

namespace Phoenix.Soak.Kills;

/// <summary>
/// The real program, killed at random moments over real sockets: no order outlives the countdown, the next process
/// quotes only after it has compared the account, and its books equal the exchange's.
/// </summary>
internal sealed class KillsCommand(CommandLine line)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<string> _violations = [];
    private readonly List<KillNote> _notes = [];
    private readonly int _times = line.Number("--times", 50);
    private readonly int _seed = line.Number("--seed", 1);
    private readonly string _folder = Path.GetFullPath(line.Text("--out", "kills-report"));

    /// <summary>What broke; empty when nothing did.</summary>
    internal IReadOnlyList<string> Violations => _violations;

    internal async Task<int> Run()
    {
        Directory.CreateDirectory(_folder);
        using var venue = new NodeProcess("venue.log", _folder, [], "venue", "--seed", $"{_seed}");
        using var exchange = new HttpClient { BaseAddress = await venue.Address(Patience) };
        var configuration = Path.Combine(_folder, "external.conf");
        await File.WriteAllTextAsync(configuration, TradeOn(exchange.BaseAddress));
        var random = new Random(_seed);
        try
        {
            for (var number = 1; number <= _times; number++)
            {
                var round = new KillRound(number, random, exchange, _folder, configuration, _violations);
                _notes.Add(await round.Run());
                Console.WriteLine(_notes[^1]);
            }
        }
        catch (Exception broken) when (broken is TimeoutException or HttpRequestException or IOException)
        {
            _violations.Add($"{broken.Message}\n{venue.Transcript}");
        }

        Report();
        return _violations.Count == 0 ? 0 : 1;
    }

    private void Report()
    {
        var outlived = Spread.Of(
            _notes.Where(note => note.Rested > 0).Select(note => (double?)note.OutlivedMs).OfType<double>());
        Console.WriteLine($"{_notes.Count} kills, {_notes.Count(note => note.Rested > 0)} of them with orders resting, "
            + $"{_notes.Sum(note => note.Fills)} fills counted afterwards, {_violations.Count} violations");
        Console.WriteLine($"orders outlived the process: {outlived}");
        Console.WriteLine($"quoting again: {Spread.Of(_notes.Select(note => (double)note.QuotingAfterMs))}");
        foreach (var violation in _violations)
        {
            Console.WriteLine($"VIOLATION {violation}");
        }
    }

    /// <summary>Near to the market, so that fills come by themselves too.</summary>
    private static string TradeOn(Uri address) => $$"""
        phoenix {
          symbols = [ETHUSDC, BTCUSDC]
          symbol-defaults.signals.volatility.initial = 25
          symbol-defaults.grid { layers = 4, min-spread = 0.0001, min-decision-interval = 1s }
          symbol.ETHUSDC.grid { start-offset = 0.4, first-spacing = 0.4 }
          symbol.BTCUSDC {
            grid { layer-size = 0.002, start-offset = 11, first-spacing = 11, max-spacing = 700 }
            risk.net-max = 0.06
            signals.volatility.initial = 70
          }
          venue {
            mode = external
            external {
              rest-url = "http://{{address.Authority}}"
              stream-url = "ws://{{address.Authority}}"
              trading-url = "ws://{{address.Authority}}/ws-fapi/v1"
            }
          }
        }
        """;
}
