using System.Collections.Immutable;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Simulation;

/// <summary>What a simulated world is made of; everything else follows from the seed.</summary>
public sealed record WorldOptions
{
    public static PhoenixSettings DefaultSettings { get; } = new()
    {
        Symbols =
        [
            new SymbolSettings { Symbol = new Symbol("ETHUSDC") },
            new SymbolSettings
            {
                Symbol = new Symbol("BTCUSDC"),
                Grid = new GridSettings
                {
                    LayerSize = 0.002m,
                    StartOffset = 30m,
                    FirstSpacing = 30m,
                    MaxSpacing = 700m,
                },
                Risk = new RiskSettings { NetMax = 0.06m },
            },
        ],
    };

    public PhoenixSettings Settings { get; init; } = DefaultSettings;

    /// <summary>Bends the venue's port before the system gets it: how bugs are planted.</summary>
    public Func<IVenueRest, IVenueRest> BendRest { get; init; } = rest => rest;

    /// <summary>Bends the sockets before the adapters get them: how bugs are planted.</summary>
    public Func<IWebSocketTransport, IWebSocketTransport> BendSockets { get; init; } = sockets => sockets;

    /// <summary>Where the system's log goes when a run is looked at; nowhere by default.</summary>
    public Action<string>? Print { get; init; }

    /// <summary>Which invariants are checked; all by default.</summary>
    public ImmutableArray<string> Checked { get; init; } = ["S1", "S2", "S3", "S4"];
}
