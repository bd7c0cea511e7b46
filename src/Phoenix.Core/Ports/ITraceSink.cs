using Phoenix.Core.Settings;
using Phoenix.Core.Tracing;

namespace Phoenix.Core.Ports;

/// <summary>Where the parts of traces go, and which decisions are traced.</summary>
public interface ITraceSink
{
    TraceSampling Sampling { get; }

    /// <summary>Takes it over; never waits, from whatever thread. Too many are lost, and counted.</summary>
    void Offer(TraceRecord record);
}

/// <summary>Traces nothing.</summary>
public sealed class NoTraces : ITraceSink
{
    private NoTraces()
    {
    }

    public static NoTraces Instance { get; } = new();

    public TraceSampling Sampling { get; } = new() { Share = 0 };

    public void Offer(TraceRecord record)
    {
        // Nobody asked for them.
    }
}
