using Serilog.Core;
using Serilog.Events;

namespace Phoenix.Node.Logs;

/// <summary>
/// Gives each line of the log that is written while an incident runs the incident's name, which is also that of its
/// report and recording. Safe from any thread.
/// </summary>
internal sealed class IncidentMark : ILogEventEnricher
{
    /// <summary>Of the property in the file.</summary>
    public const string Property = "Incident";

    private volatile string? _name;

    /// <summary>Null while none runs.</summary>
    public string? Name
    {
        get => _name;
        set => _name = value;
    }

    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        if (_name is { } name)
        {
            logEvent.AddPropertyIfAbsent(propertyFactory.CreateProperty(Property, name));
        }
    }
}
