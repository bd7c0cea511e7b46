using Microsoft.Extensions.Logging;

namespace Phoenix.Venue.Http;

/// <summary>
/// What the web server underneath may say: only what is critical. The venue itself reports what its operator can act
/// on, a taken port or a failed request, in a line of its own.
/// </summary>
internal sealed class ForeignLoggers(ILoggerFactory inner) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new OnlyCritical(inner.CreateLogger(categoryName));

    /// <exception cref="NotSupportedException">Always: the loggers belong to the caller.</exception>
    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("The venue writes to the loggers it was given.");

    public void Dispose()
    {
        // The inner factory belongs to the caller.
    }

    private sealed class OnlyCritical(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Critical && inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Critical) inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
