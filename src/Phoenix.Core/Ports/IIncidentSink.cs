using Phoenix.Core.Recording;

namespace Phoenix.Core.Ports;

/// <summary>Where incidents are kept.</summary>
public interface IIncidentSink
{
    /// <summary>Takes it over to be written some time later; never waits.</summary>
    /// <returns>False when too many wait already: this one is lost.</returns>
    bool Offer(IncidentPapers papers);

    /// <summary>Which incident runs from now on, by the name of its papers; null when none does.</summary>
    void Runs(string? name);

    /// <summary>Completes when everything taken over is written.</summary>
    Task Flush();
}

/// <summary>What is kept of an incident; papers of the same name belong together.</summary>
/// <param name="Name">Fit for a file name; later incidents have greater ones.</param>
/// <param name="Report">Markdown; replaces an earlier one of the same name.</param>
/// <param name="Recording">Null when it was handed over before.</param>
public sealed record IncidentPapers(string Name, string Report, FlightRecording? Recording)
{
    /// <summary>What a recording's name ends with.</summary>
    public const string RecordingSuffix = ".flight.gz";

    /// <summary>What a report's name ends with.</summary>
    public const string ReportSuffix = ".md";
}
