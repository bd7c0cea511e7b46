using Akka.Actor;
using Phoenix.Core.Ports;
using Phoenix.Core.Recording;
using Phoenix.Core.Settings;

namespace Phoenix.Actors.Recording;

/// <summary>
/// The contract of the flight recorder. It stands outside the tree it records, and survives its restarts.
/// </summary>
public static class FlightRecorderProtocol
{
    /// <summary>The name under which it is created.</summary>
    public const string Name = "flight-recorder";

    /// <summary>Marks what the recorder may be told.</summary>
    public interface ICommand;

    /// <summary>Marks what the recorder tells.</summary>
    public interface IEvent;

    /// <summary>The process stops: hand over an incident that still runs.</summary>
    public sealed record Finish : ICommand
    {
        public static Finish Instance { get; } = new();
    }

    /// <summary>Everything was handed over.</summary>
    /// <param name="Incidents">Over the whole run.</param>
    /// <param name="Entries">Inputs and effects that were recorded.</param>
    /// <param name="Differences">Inputs at which a machine that walked behind decided otherwise; 0 in health.</param>
    public sealed record Finished(int Incidents, long Entries, long Differences) : IEvent;

    /// <summary>Props of the recorder; create it before the tree, so that it hears everything.</summary>
    /// <param name="program">Version of the program, for the recordings.</param>
    public static Props Create(
        FlightRecorder recorder,
        PhoenixSettings settings,
        RecorderSettings bounds,
        string program,
        IIncidentSink sink,
        Microsoft.Extensions.Logging.ILoggerFactory logs) =>
        Props.Create(() => new FlightRecorderActor(recorder, settings, bounds, program, sink, logs));
}
