using Microsoft.Extensions.Logging;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;

namespace Phoenix.Actors.Exchange;

/// <summary>Log lines of the exchange.</summary>
internal static partial class ExchangeLog
{
    [LoggerMessage(2050, LogLevel.Information, "start-up {Number}/9: {Step}")]
    public static partial void StepReached(this ILogger log, int number, StartUpStep step);

    [LoggerMessage(2051, LogLevel.Warning, "the exchange cannot be asked for its rules: {Problem}")]
    public static partial void ConnectFailed(this ILogger log, string problem);

    [LoggerMessage(2052, LogLevel.Error, "a part of the exchange failed and is re-created: {Problem}")]
    public static partial void PartFailed(this ILogger log, string problem);

    [LoggerMessage(2053, LogLevel.Error, "{Symbol} is not quoted, its settings do not fit the venue's rules: {Reason}")]
    public static partial void SymbolLeftOut(this ILogger log, Symbol symbol, string reason);

    [LoggerMessage(2054, LogLevel.Information, "{Symbol} is traded from now on")]
    public static partial void SymbolAdded(this ILogger log, Symbol symbol);

    [LoggerMessage(2055, LogLevel.Warning, "{Symbol} is not added: {Reason}, {Detail}")]
    public static partial void SymbolRefused(this ILogger log, Symbol symbol, SymbolRefusal reason, string detail);

    [LoggerMessage(2056, LogLevel.Information, "{Symbol} is to be traded no more: its quotes are pulled")]
    public static partial void SymbolLeaving(this ILogger log, Symbol symbol);

    [LoggerMessage(2057, LogLevel.Information, "{Symbol} is traded no more; nothing of ours rests in it")]
    public static partial void SymbolRemoved(this ILogger log, Symbol symbol);
}
