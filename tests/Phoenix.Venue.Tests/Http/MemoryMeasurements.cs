namespace Phoenix.Venue.Tests.Http;

/// <summary>Specs that measure this process's memory: they run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MemoryMeasurements
{
    internal const string Name = "memory measurements";
}
