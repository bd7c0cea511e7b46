using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Phoenix.Core.Decisions;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Node.Logs;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Decisions;

/// <summary>
/// Appends decisions to one file per symbol and hour, on a thread of its own and never while anybody waits. A file that
/// is cut off by a crash loses its last line only, and the folder stays within its bounds.
/// </summary>
internal sealed class DecisionFolder : IDecisionSink, IDisposable
{
    /// <summary>Decisions that wait to be written at most; a few seconds of the busiest trading.</summary>
    private const int Waiting = 1024;

    private const string Suffix = ".jsonl";

    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);

    private readonly DecisionSettings _settings;
    private readonly ILogger _log;
    private readonly BlockingCollection<Entry> _queue = new(Waiting);
    private readonly SortedDictionary<string, StreamWriter> _open = new(StringComparer.Ordinal);
    private readonly Thread _writer;
    private long _lost;

    public DecisionFolder(DecisionSettings settings, ILogger log)
    {
        (_settings, _log) = (settings, log);
        _writer = new Thread(Work) { IsBackground = true, Name = "decisions" };
        _writer.Start();
    }

    public void Offer(Symbol symbol, DecisionRecord record, DateTimeOffset time)
    {
        if (!_queue.TryAdd(new Entry(symbol, record, time)))
        {
            Interlocked.Increment(ref _lost);
        }
    }

    public void Dispose()
    {
        _queue.CompleteAdding();
        _writer.Join();
        _queue.Dispose();
    }

    /// <summary>The files of the folder that may speak of an order, the newest first.</summary>
    internal static IEnumerable<FileInfo> Files(string folder) => Directory.Exists(folder)
        ? new DirectoryInfo(folder).GetFiles($"*{Suffix}")
            .OrderByDescending(file => file.LastWriteTimeUtc)
            .ThenByDescending(file => file.Name, StringComparer.Ordinal)
        : [];

    private void Work()
    {
        while (!_queue.IsCompleted)
        {
            try
            {
                if (_queue.TryTake(out var entry, FlushInterval))
                {
                    Append(entry);
                }

                if (entry is null || _queue.Count == 0)
                {
                    Flush();
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                CloseAll();
                Interlocked.Increment(ref _lost);
                TellLost(failure.Message);
            }
        }

        CloseAll();
    }

    private void Append(Entry entry)
    {
        var name = string.Create(
            CultureInfo.InvariantCulture, $"{entry.Symbol.Name}-{entry.Time.UtcDateTime:yyyyMMdd-HH}{Suffix}");
        if (!_open.TryGetValue(name, out var file))
        {
            CloseAll(except: entry.Time);
            Directory.CreateDirectory(_settings.Folder);
            file = new StreamWriter(Path.Combine(_settings.Folder, name), append: true, new UTF8Encoding(false));
            _open[name] = file;
            ForgetOldest();
        }

        file.WriteLine(DecisionLine.Write(entry.Record, entry.Time));
    }

    private void Flush()
    {
        foreach (var file in _open.Values)
        {
            file.Flush();
        }

        TellLost("more came than could be written");
    }

    private void TellLost(string reason)
    {
        if (Interlocked.Exchange(ref _lost, 0) is > 0 and var lost)
        {
            _log.DecisionsLost(lost, reason);
        }
    }

    /// <summary>Those of other hours; all when none is named.</summary>
    private void CloseAll(DateTimeOffset? except = null)
    {
        var hour = except?.UtcDateTime.ToString("yyyyMMdd-HH", CultureInfo.InvariantCulture);
        foreach (var (name, file) in _open.ToList())
        {
            if (hour is null || !name.Contains(hour, StringComparison.Ordinal))
            {
                _open.Remove(name);
                Close(file);
            }
        }
    }

    private void Close(StreamWriter file)
    {
        try
        {
            file.Dispose();
        }
        catch (IOException failure)
        {
            _log.DecisionsLost(1, failure.Message);
        }
    }

    private void ForgetOldest()
    {
        var bytes = 0L;
        foreach (var file in Files(_settings.Folder))
        {
            bytes += file.Length;
            if (bytes > _settings.KeepSize && !_open.ContainsKey(file.Name))
            {
                file.Delete();
            }
        }
    }

    private sealed record Entry(Symbol Symbol, DecisionRecord Record, DateTimeOffset Time);
}
