using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Phoenix.Core.Ports;
using Phoenix.Core.Recording;
using Phoenix.Node.Logs;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Incidents;

/// <summary>
/// Writes incidents to files, on a thread of its own and never while anybody waits: what is handed over beyond a few
/// is refused. A file is there whole or not at all, and the folder stays within its bounds.
/// </summary>
internal sealed class IncidentFolder : IIncidentSink, IDisposable
{
    private const int Waiting = 8;
    private const string DraftSuffix = ".tmp";

    private readonly IncidentFolderSettings _settings;
    private readonly ILogger _log;
    private readonly BlockingCollection<Action> _queue = new(Waiting);
    private readonly Thread _writer;
    private readonly IncidentMark _mark;

    /// <param name="settings">Where, and how many.</param>
    /// <param name="log">Gets what could not be written.</param>
    /// <param name="mark">Names the running incident to the lines of the log.</param>
    public IncidentFolder(IncidentFolderSettings settings, ILogger log, IncidentMark mark)
    {
        (_settings, _log, _mark) = (settings, log, mark);
        _writer = new Thread(Work) { IsBackground = true, Name = "incidents" };
        _writer.Start();
    }

    public bool Offer(IncidentPapers papers) => _queue.TryAdd(() => Write(papers));

    public void Runs(string? name) => _mark.Name = name;

    public Task Flush()
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _queue.TryAdd(written.SetResult) ? written.Task : Task.CompletedTask;
    }

    public void Dispose()
    {
        _queue.CompleteAdding();
        _writer.Join();
        _queue.Dispose();
    }

    private void Work()
    {
        foreach (var work in _queue.GetConsumingEnumerable())
        {
            work();
        }
    }

    private void Write(IncidentPapers papers)
    {
        try
        {
            Directory.CreateDirectory(_settings.Folder);
            if (papers.Recording is { } recording)
            {
                Replace(PathOf(papers.Name, IncidentPapers.RecordingSuffix), f => RecordingFile.Write(recording, f));
            }

            Replace(PathOf(papers.Name, IncidentPapers.ReportSuffix), file =>
            {
                using var text = new StreamWriter(file, leaveOpen: true);
                text.Write(papers.Report);
            });
            ForgetOldest();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            _log.IncidentNotWritten(papers.Name, failure.Message);
        }
    }

    private string PathOf(string name, string suffix) => Path.Combine(_settings.Folder, name + suffix);

    /// <summary>Written beside it first, and renamed.</summary>
    private static void Replace(string path, Action<Stream> write)
    {
        using (var draft = File.Create(path + DraftSuffix))
        {
            write(draft);
        }

        File.Move(path + DraftSuffix, path, overwrite: true);
    }

    /// <summary>The newest incident stays whatever its size.</summary>
    private void ForgetOldest()
    {
        var incidents = new DirectoryInfo(_settings.Folder).GetFiles("incident-*")
            .GroupBy(file => file.Name.Split('.')[0], StringComparer.Ordinal)
            .OrderByDescending(files => files.Key, StringComparer.Ordinal)
            .ToList();
        var bytes = 0L;
        for (var i = 0; i < incidents.Count; i++)
        {
            bytes += incidents[i].Sum(file => file.Length);
            if (i > 0 && (i >= _settings.KeepIncidents || bytes > _settings.KeepSize))
            {
                incidents[i].ToList().ForEach(file => file.Delete());
            }
        }
    }
}
