using System.Collections.Immutable;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Settings;

/// <summary>Everything the trading system is told, once, at its start.</summary>
public sealed record PhoenixSettings
{
    public required ImmutableArray<SymbolSettings> Symbols { get; init; }

    public StreamSettings Streams { get; init; } = new();

    public ReconnectSettings Reconnect { get; init; } = new();

    public ListenKeySettings ListenKey { get; init; } = new();

    public UserStreamSettings UserStream { get; init; } = new();

    public UserRotationSettings UserRotation { get; init; } = new();

    public ReconcileSettings Reconcile { get; init; } = new();

    public TradingSettings Trading { get; init; } = new();

    public DeadMansSwitchSettings DeadMansSwitch { get; init; } = new();

    public FlattenSettings Flatten { get; init; } = new();

    public PacingSettings Pacing { get; init; } = new();

    public LossSettings Losses { get; init; } = new();

    public GuardSettings Guard { get; init; } = new();
}

/// <summary>What one symbol is told.</summary>
public sealed record SymbolSettings
{
    public required Symbol Symbol { get; init; }

    public GridSettings Grid { get; init; } = new();

    public RiskSettings Risk { get; init; } = new();

    public ModeSettings Modes { get; init; } = new();

    public SignalSettings Signals { get; init; } = new();

    public FloorSettings Floor { get; init; } = new();

    /// <summary>What makes the prices. Default <see cref="StrategyKind.Grid"/>.</summary>
    public StrategyKind Strategy { get; init; } = StrategyKind.Grid;

    public AvellanedaStoikovSettings AvellanedaStoikov { get; init; } = new();

    public GlftSettings Glft { get; init; } = new();
}
