using Phoenix.Core.Desk;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Freshness;

namespace Phoenix.Core.Incidents;

/// <summary>Something that may begin, belong to or end an incident.</summary>
public abstract record IncidentNote
{
    private IncidentNote()
    {
    }

    /// <summary>A connection ended.</summary>
    /// <param name="SilentFor">From the last good data to the discovery; zero for an announced death.</param>
    public sealed record Lost(string Slot, Epoch Epoch, DeathCause Cause, string Detail, TimeSpan SilentFor)
        : IncidentNote;

    /// <summary>The next incarnation dials.</summary>
    public sealed record Dialed(string Slot, Epoch Epoch) : IncidentNote;

    /// <summary>All that the connection promised flows.</summary>
    public sealed record Up(string Slot, Epoch Epoch) : IncidentNote;

    /// <summary>A verdict of the judge of freshness.</summary>
    public sealed record Judged(FreshnessVerdict Verdict) : IncidentNote;

    /// <summary>Something happened at a desk.</summary>
    public sealed record Desk(Symbol Symbol, DeskEvent Occurrence) : IncidentNote;

    /// <summary>How a desk stands.</summary>
    /// <param name="Notional">Price × remaining quantity of all open orders, in quote currency.</param>
    public sealed record Sampled(Symbol Symbol, int OpenOrders, decimal Notional, TimeSpan BookAge) : IncidentNote;

    /// <summary>Replacing a connection did not help, or a part failed by a bug: it is made anew.</summary>
    public sealed record PartFailed(string Part, string Problem) : IncidentNote;

    /// <summary>Time passed.</summary>
    public sealed record Tick : IncidentNote;

    /// <summary>The process stops: an incident that runs ends here.</summary>
    public sealed record Stop : IncidentNote;
}
