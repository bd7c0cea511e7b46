using System.Collections.Immutable;
using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace Phoenix.Node.Logs;

/// <summary>One line of the log, for whoever shows it.</summary>
/// <param name="Number">Of all lines since the start, from 1.</param>
/// <param name="At">Unix milliseconds.</param>
internal sealed record LogEntry(long Number, long At, string Level, string Part, string Text);

/// <summary>Remembers the last lines of the log. Safe from any thread.</summary>
internal sealed class LogTail : ILogEventSink
{
    /// <summary>Lines remembered.</summary>
    public const int Kept = 200;

    private readonly Lock _gate = new();
    private readonly Queue<LogEntry> _lines = new();
    private long _count;

    public void Emit(LogEvent logEvent)
    {
        var part = logEvent.Properties.TryGetValue("Part", out var value) && value is ScalarValue { Value: string text }
            ? text
            : "";
        var message = string.Concat(logEvent.MessageTemplate.Tokens.Select(token => Text(token, logEvent)));
        lock (_gate)
        {
            _lines.Enqueue(new LogEntry(
                ++_count, logEvent.Timestamp.ToUnixTimeMilliseconds(), logEvent.Level.ToString(), part, message));
            if (_lines.Count > Kept)
            {
                _lines.Dequeue();
            }
        }
    }

    /// <summary>As on the console: words without quotation marks.</summary>
    private static string Text(MessageTemplateToken token, LogEvent logEvent) => token switch
    {
        PropertyToken property when logEvent.Properties.TryGetValue(property.PropertyName, out var value) =>
            value is ScalarValue scalar
                ? scalar.Value is IFormattable number
                    ? number.ToString(property.Format, CultureInfo.InvariantCulture)
                    : scalar.Value?.ToString() ?? ""
                : value.ToString(property.Format, CultureInfo.InvariantCulture),
        _ => token.ToString() ?? "",
    };

    /// <summary>What was written after the line of that number, oldest first.</summary>
    public ImmutableArray<LogEntry> Since(long number)
    {
        lock (_gate)
        {
            return _count <= number ? [] : [.. _lines.Where(line => line.Number > number)];
        }
    }
}
