using System.Diagnostics;
using System.Globalization;
using Phoenix.Soak.Reports;

namespace Phoenix.Soak.Simulated;

/// <summary>
/// Simulates hours of trading over many seeds until enough are done, writes what each gave, and ends with a report.
/// </summary>
internal sealed class SimulateCommand
{
    private readonly double _hours;
    private readonly int _seeds;
    private readonly ulong _firstSeed;
    private readonly int _parallel;
    private readonly string _profile;
    private readonly TimeSpan _length;
    private readonly string _folder;
    private readonly ResultsFile _file;
    private readonly List<SeedResult> _results = [];
    private readonly HashSet<ulong> _done = [];
    private readonly Lock _gate = new();
    private readonly long _began = Stopwatch.GetTimestamp();
    private long _nextLine;
    private double _newHours;
    private ulong _nextSeed;

    internal SimulateCommand(CommandLine line)
    {
        _seeds = line.Number("--seeds", 0);
        _hours = _seeds > 0
            ? double.MaxValue
            : double.Parse(line.Text("--hours", "10"), CultureInfo.InvariantCulture);
        _firstSeed = (ulong)line.Number("--seed", 1);
        _parallel = line.Number("--parallel", 1);
        _profile = line.Text("--profile", "quiet");
        _length = line.Time("--length", TimeSpan.FromHours(1));
        _folder = line.Text("--out", "soak-report");
        Directory.CreateDirectory(_folder);
        var path = Path.Combine(_folder, "results.jsonl");
        if (!line.Has("--resume")) File.Delete(path);
        _file = new ResultsFile(path);
        _results.AddRange(_file.Read().Where(result => result.Profile == _profile));
        _done.UnionWith(_results.Select(result => result.Seed));
        _nextSeed = _firstSeed;
    }

    private string Wanted => _seeds > 0 ? $"{_seeds} seeds" : $"{_hours:0}";

    private double DoneHours => _results.Sum(result => result.VirtualSeconds) / 3600;

    internal int Run()
    {
        var workers = Enumerable.Range(0, _parallel).Select(_ => new Thread(Work)).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        Console.WriteLine();
        var perHour = _newHours / Stopwatch.GetElapsedTime(_began).TotalHours;
        var report = new SimulationReport(_results, Replay, perHour);
        report.Print(Console.Out);
        var html = Path.Combine(_folder, "report.html");
        File.WriteAllText(html, report.ToHtml());
        Console.WriteLine($"report: {html}");
        return _results.Exists(result => result.Violation is not null) || report.Leaks.Count > 0 ? 1 : 0;
    }

    /// <summary>The command that runs one seed again, with the system's log.</summary>
    private string Replay(ulong seed) => string.Create(
        CultureInfo.InvariantCulture,
        $"dotnet run -c Release --project tests/Phoenix.Soak -- replay --seed {seed} --profile {_profile} "
            + $"--length {_length.TotalSeconds}s");

    private void Work()
    {
        while (TakeSeed() is { } seed)
        {
            Keep(new SeedRun(seed, _profile, _length, print: null).Run());
        }
    }

    private ulong? TakeSeed()
    {
        lock (_gate)
        {
            if (DoneHours >= _hours || (_seeds > 0 && _done.Count >= _seeds)) return null;
            while (!_done.Add(_nextSeed))
            {
                _nextSeed++;
            }

            return _nextSeed;
        }
    }

    private void Keep(SeedResult result)
    {
        _file.Add(result);
        lock (_gate)
        {
            _results.Add(result);
            _newHours += result.VirtualSeconds / 3600;
            if (result.Violation is { } broken)
            {
                Console.WriteLine($"seed {result.Seed}: {broken}\n  {Replay(result.Seed)}");
            }

            if (Stopwatch.GetTimestamp() < _nextLine) return;
            _nextLine = Stopwatch.GetTimestamp() + (5 * Stopwatch.Frequency);
            var speed = _newHours / Stopwatch.GetElapsedTime(_began).TotalHours;
            Console.WriteLine($"{_results.Count} seeds, {DoneHours:0.0} hours of {Wanted}, {speed:0} h per hour, "
                + $"{_results.Count(other => other.Violation is not null)} violations");
        }
    }
}
