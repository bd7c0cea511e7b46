using Microsoft.Extensions.Logging;

namespace Phoenix.Simulation;

/// <summary>Prints the log of a simulated run with virtual time, for looking at one seed by hand.</summary>
public sealed class ConsoleLogs(Func<TimeSpan> elapsed, Action<string> print) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new Line(categoryName, elapsed, print);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("There is one destination.");

    public void Dispose()
    {
    }

    private sealed class Line(string category, Func<TimeSpan> elapsed, Action<string> print) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            print($"{elapsed().TotalSeconds,10:0.000} {logLevel,-11} {category,-22} {formatter(state, exception)}");
    }
}
