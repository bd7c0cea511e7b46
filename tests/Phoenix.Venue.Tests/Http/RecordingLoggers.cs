using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Phoenix.Venue.Tests.Http;

/// <summary>Remembers which lines were logged, and lets a test wait for one.</summary>
internal sealed class RecordingLoggers : ILoggerFactory
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _awaited = new();

    internal ConcurrentQueue<(string Category, LogLevel Level, int Id)> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Recorder(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("It only records.");

    public void Dispose() => Lines.Clear();

    /// <summary>Completes when a line with that id is, or was, logged.</summary>
    internal Task Line(int id) => Gate(id).Task.WaitAsync(TimeSpan.FromSeconds(20));

    private TaskCompletionSource Gate(int id) =>
        _awaited.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private sealed class Recorder(RecordingLoggers owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            owner.Lines.Enqueue((category, logLevel, eventId.Id));
            if (category.StartsWith("Phoenix", StringComparison.Ordinal)) owner.Gate(eventId.Id).TrySetResult();
        }
    }
}
