using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Microsoft.Extensions.Logging;
using Phoenix.Actors.Telemetry;

namespace Phoenix.Node.Hosting;

/// <summary>Starts the actors that only listen, before anything can be published.</summary>
internal static class Listeners
{
    /// <summary>Does nothing unless the log wants to know that much.</summary>
    public static void LogForDebugging(ActorSystem system, ILogger log)
    {
        if (!log.IsEnabled(Microsoft.Extensions.Logging.LogLevel.Debug)) return;
        var logger = system.ActorOf(Props.Create(() => new DebugLogger(log)), "debug-logger");
        system.EventStream.Subscribe<SystemEvent.DeskReported>(logger);
        system.EventStream.Subscribe<SystemEvent.DeskSampled>(logger);
    }

    /// <returns>Completed when every one of <paramref name="symbols"/> symbols is left out.</returns>
    public static Task<ImmutableArray<LeftOutSymbol>> WatchLeftOut(ActorSystem system, int symbols)
    {
        var all = new TaskCompletionSource<ImmutableArray<LeftOutSymbol>>(
            TaskCreationOptions.RunContinuationsAsynchronously);
        var watch = system.ActorOf(Props.Create(() => new LeftOutWatch(symbols, all)), "left-out-watch");
        system.EventStream.Subscribe<SystemEvent.SymbolLeftOut>(watch);
        return all.Task;
    }
}
