using System.Collections.Immutable;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Node.Settings;

/// <summary>The trading system's part of the settings.</summary>
internal static class TradingReader
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    public static PhoenixSettings Read(ConfigSource source, KeyReader phoenix)
    {
        var symbols = Symbols(phoenix, "symbols");
        RefuseStrayBlocks(source, symbols);
        var streams = Streams(phoenix.Block("streams"));
        phoenix.Demand(
            symbols.Length <= streams.MostSymbols,
            "symbols",
            streams.WatchTrades ? "streams.watch-trades" : "streams.watch-best",
            $"expected at most {streams.MostSymbols}: a connection carries {MarketConnectionPlan.MostStreams} streams",
            "name less, or set streams.watch-trades and streams.watch-best to 0");
        return new PhoenixSettings
        {
            Symbols = [.. symbols.Select(symbol => ReadSymbol(source, symbol))],
            Streams = streams,
            Reconnect = Reconnect(phoenix.Block("reconnect")),
            ListenKey = ListenKey(phoenix.Block("listen-key")),
            UserStream = UserStream(phoenix.Block("user-stream")),
            UserRotation = UserRotation(phoenix.Block("user-stream").Block("rotation")),
            Reconcile = Reconcile(phoenix.Block("reconcile")),
            Trading = Trading(phoenix.Block("trading")),
            DeadMansSwitch = DeadMansSwitch(phoenix.Block("dead-mans-switch")),
            Flatten = ControlReader.Flatten(phoenix.Block("flatten")),
            Pacing = PacingReader.Read(phoenix.Block("pacing")),
            Losses = RiskReader.Losses(phoenix.Block("risk")),
            Guard = RiskReader.Guard(phoenix.Block("risk"), phoenix.Block("risk").Block("guard")),
        };
    }

    /// <summary>A list of symbols, each once.</summary>
    public static ImmutableArray<Symbol> Symbols(KeyReader block, string key)
    {
        var names = block.List(key, "expected a list of symbols", "write for example [ETHUSDC]");
        Demand(names.Length > 0, "expected at least one symbol", "write for example [ETHUSDC]");
        var stranger = names.FirstOrDefault(name => !IsSymbol(name));
        Demand(stranger is null, $"expected symbols like ETHUSDC, not \"{stranger}\"", "correct it, or remove it");
        var twice = names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1)?.Key;
        var most = MarketConnectionPlan.MostStreams; // one stream of each symbol on each connection
        Demand(names.Length <= most, $"expected at most {most} symbols, a connection's most streams", "name less");
        Demand(twice is null, $"{twice} stands there more than once", "name it once");
        return [.. names.Where(IsSymbol).Distinct(StringComparer.Ordinal).Select(name => new Symbol(name))];

        void Demand(bool holds, string expected, string remedy) => block.Demand(holds, key, key, expected, remedy);
    }

    private static bool IsSymbol(string name) => name.Length is > 0 and <= 32 && name.All(char.IsAsciiLetterOrDigit);

    private static void RefuseStrayBlocks(ConfigSource source, ImmutableArray<Symbol> symbols)
    {
        var names = symbols.Select(symbol => symbol.Name).ToList();
        foreach (var block in source.BlocksBelow("phoenix.symbol").Except(names, StringComparer.Ordinal))
        {
            var remedy = NearestName.Of(block, names) is { } meant
                ? $"did you mean {meant}? If not, add it to phoenix.symbols, or remove the block"
                : "add it to phoenix.symbols, or remove the block";
            source.RefuseBelow($"phoenix.symbol.{block}", "a block for a symbol that is not traded", remedy);
        }
    }

    private static SymbolSettings ReadSymbol(ConfigSource source, Symbol symbol)
    {
        var block = new KeyReader(source, $"phoenix.symbol.{symbol.Name}", "phoenix.symbol-defaults");
        var settings = new SymbolSettings
        {
            Symbol = symbol,
            Strategy = StrategyReader.Kind(block),
            Grid = Grid(block.Block("grid")),
            AvellanedaStoikov = StrategyReader.AvellanedaStoikov(block.Block("avellaneda-stoikov")),
            Glft = StrategyReader.Glft(block.Block("glft")),
            Signals = StrategyReader.Signals(block.Block("signals")),
            Floor = StrategyReader.Floor(block.Block("floor")),
            Modes = StrategyReader.Modes(block.Block("modes")),
            Risk = Risk(block.Block("risk")),
        };
        Contradictions.Of(block, settings);
        return settings;
    }

    private static GridSettings Grid(KeyReader block)
    {
        const decimal MostMoney = 1_000_000m;
        var grid = new GridSettings
        {
            Layers = block.Count("layers", 1, 40),
            LayerSize = block.Positive("layer-size", MostMoney),
            SizeDecay = block.Positive("size-decay", 1),
            StartOffset = block.Positive("start-offset", MostMoney),
            FirstSpacing = block.Positive("first-spacing", MostMoney),
            SpacingMultiplier = block.Number("spacing-multiplier", 1, 10),
            MaxSpacing = block.Positive("max-spacing", MostMoney),
            MinSpread = block.Number("min-spread", 0, 0.1m),
            LayerReduction = block.Number("layer-reduction", 0, 1),
            SkewCoefficient = block.Number("skew-coefficient", 0, 0.1m),
            MaxSkewBps = block.Number("max-skew-bps", 0, 1000),
            SkewDeadBand = block.Number("skew-dead-band", 0, 1),
            MinLayerGap = block.Number("min-layer-gap", 0, MostMoney),
            NearTolerance = block.Number("near-tolerance", 0, 0.99m),
            FarTolerance = block.Number("far-tolerance", 0, 0.99m),
            MinDecisionInterval = block.Duration("min-decision-interval", Least),
        };
        block.Demand(
            grid.MaxSpacing >= grid.FirstSpacing,
            "max-spacing",
            "first-spacing",
            $"expected at least first-spacing ({grid.FirstSpacing})",
            "raise it, or lower first-spacing");
        block.Demand(
            grid.MinLayerGap <= grid.MaxSpacing,
            "min-layer-gap",
            "max-spacing",
            $"expected at most max-spacing ({grid.MaxSpacing})",
            "lower it, or raise max-spacing");
        return grid;
    }

    private static RiskSettings Risk(KeyReader block)
    {
        var risk = new RiskSettings
        {
            NetMax = block.Positive("net-max", 1_000_000),
            WorstCaseFraction = block.Positive("worst-case-fraction", 1),
            ReduceOnlyAbove = block.Positive("reduce-only-above", 1),
            ReduceOnlyUntil = block.Positive("reduce-only-until", 1),
            MaxDeviation = block.Positive("max-deviation", 1),
            MarkDeviation = block.Positive("mark-deviation", 1),
            OrderShareMax = block.Positive("order-share-max", 1),
            OrderNotionalMax = block.Positive("order-notional-max", 1_000_000_000),
            NotionalMax = block.Positive("notional-max", 1_000_000_000),
        };
        block.Demand(
            risk.ReduceOnlyUntil <= risk.ReduceOnlyAbove,
            "reduce-only-until",
            "reduce-only-above",
            $"expected at most reduce-only-above ({risk.ReduceOnlyAbove})",
            "lower it");
        return risk;
    }

    private static StreamSettings Streams(KeyReader block)
    {
        var streams = new StreamSettings
        {
            Connections = block.Count("connections", 1, 4),
            BehindSuspectAfter = block.Duration("behind-suspect-after", Least),
            BehindDeadAfter = block.Duration("behind-dead-after", Least),
            HaltAfter = block.Duration("halt-after", Least),
            DeadAfter = block.Duration("dead-after", Least),
            DeathDebounce = block.Duration("death-debounce", TimeSpan.Zero),
            ConnectTimeout = block.Duration("connect-timeout", Least),
            AcknowledgeTimeout = block.Duration("acknowledge-timeout", Least),
            FirstDataTimeout = block.Duration("first-data-timeout", Least),
            ProbeAfter = block.Duration("probe-after", Least),
            ProbeGrace = block.Duration("probe-grace", Least),
            LagLimit = block.Duration("lag-limit", Least),
            LagGrace = block.Duration("lag-grace", Least),
            WatchTrades = block.Count("watch-trades", 0, 1) == 1,
            WatchBest = block.Count("watch-best", 0, 1) == 1,
            MarkBand = block.Number("mark-band", 0, 1),
            CheckInterval = block.Duration("check-interval", Least),
            AuditInterval = block.Duration("audit-interval", TimeSpan.FromSeconds(1)),
            RotateAfter = block.Duration("rotate-after", Least),
            RotateSpread = block.Duration("rotate-spread", TimeSpan.Zero),
            RotateOverlap = block.Duration("rotate-overlap", Least),
            RotateRetry = block.Duration("rotate-retry", Least),
            WatchTimeout = block.Duration("watch-timeout", Least),
            PauseLimit = block.Duration("pause-limit", Least),
        };
        block.DemandAtLeast(streams.RotateAfter, "rotate-after", streams.RotateOverlap, "rotate-overlap");
        block.DemandAtLeast(streams.HaltAfter, "halt-after", streams.ProbeAfter, "probe-after");
        block.DemandAtLeast(streams.HaltAfter, "halt-after", streams.LagLimit, "lag-limit");
        block.DemandAtLeast(
            streams.BehindDeadAfter, "behind-dead-after", streams.BehindSuspectAfter, "behind-suspect-after");
        block.DemandAtLeast(streams.DeadAfter, "dead-after", streams.HaltAfter, "halt-after");
        block.DemandAtLeast(streams.HaltAfter, "halt-after", streams.CheckInterval, "check-interval");
        Contradictions.Of(block, streams);
        return streams;
    }

    private static ReconnectSettings Reconnect(KeyReader block)
    {
        var reconnect = new ReconnectSettings
        {
            MinPause = block.Duration("min-pause", TimeSpan.Zero),
            MinBackoff = block.Duration("min-backoff", Least),
            MaxBackoff = block.Duration("max-backoff", Least),
            StableAfter = block.Duration("stable-after", TimeSpan.Zero),
            EscalateAfter = block.Count("escalate-after", 1, 1000),
            MaxAttempts = block.Count("max-attempts", 2, 300),
            AttemptBurst = block.Count("attempt-burst", 1, 299),
            AttemptReserve = block.Count("attempt-reserve", 0, 298),
            LimitedPause = block.Duration("limited-pause", Least),
            RebuildInterval = block.Duration("rebuild-interval", Least),
        };
        block.DemandAtLeast(reconnect.MaxBackoff, "max-backoff", reconnect.MinBackoff, "min-backoff");
        block.Demand(
            reconnect.AttemptBurst < reconnect.MaxAttempts,
            "attempt-burst",
            "max-attempts",
            $"expected less than max-attempts ({reconnect.MaxAttempts})",
            "lower it");
        block.Demand(
            reconnect.AttemptReserve < reconnect.AttemptBurst,
            "attempt-reserve",
            "attempt-burst",
            $"expected less than attempt-burst ({reconnect.AttemptBurst})",
            "lower it");
        return reconnect;
    }

    private static ListenKeySettings ListenKey(KeyReader block)
    {
        var key = new ListenKeySettings
        {
            Channel = block.Choice("channel", ("rest", KeyChannel.Rest), ("websocket", KeyChannel.WebSocket)),
            KeepAliveInterval = block.Duration("keep-alive-interval", Least),
            KeepAliveJitter = block.Duration("keep-alive-jitter", TimeSpan.Zero),
            CheckInterval = block.Duration("check-interval", Least),
            Validity = block.Duration("validity", Least),
            MinRetry = block.Duration("min-retry", Least),
            MaxRetry = block.Duration("max-retry", Least),
        };
        block.Demand(
            key.KeepAliveInterval < key.Validity,
            "keep-alive-interval",
            "validity",
            $"expected less than validity ({DurationText.Format(key.Validity)})",
            "lower it");
        block.Demand(
            key.KeepAliveJitter < key.KeepAliveInterval,
            "keep-alive-jitter",
            "keep-alive-interval",
            $"expected less than keep-alive-interval ({DurationText.Format(key.KeepAliveInterval)})",
            "lower it");
        block.DemandAtLeast(key.MaxRetry, "max-retry", key.MinRetry, "min-retry");
        return key;
    }

    private static UserStreamSettings UserStream(KeyReader block) => new()
    {
        ProbeInterval = block.Duration("probe-interval", Least),
        ProbeTimeout = block.Duration("probe-timeout", Least),
        EchoTimeout = block.Duration("echo-timeout", Least),
    };

    private static UserRotationSettings UserRotation(KeyReader block)
    {
        var rotation = new UserRotationSettings
        {
            After = block.Duration("after", Least),
            Jitter = block.Duration("jitter", TimeSpan.Zero),
            Overlap = block.Duration("overlap", Least),
            Deadline = block.Duration("deadline", Least),
            Retry = block.Duration("retry", Least),
        };
        block.Demand(
            rotation.Jitter < rotation.After,
            "jitter",
            "after",
            $"expected less than after ({DurationText.Format(rotation.After)})",
            "lower it");
        Contradictions.Of(block, rotation);
        return rotation;
    }

    private static ReconcileSettings Reconcile(KeyReader block)
    {
        var reconcile = new ReconcileSettings
        {
            Interval = block.Duration("interval", Least),
            RetryInterval = block.Duration("retry-interval", Least),
            MismatchLimit = block.Count("mismatch-limit", 1, 100),
        };
        block.DemandAtLeast(reconcile.Interval, "interval", reconcile.RetryInterval, "retry-interval");
        return reconcile;
    }

    private static TradingSettings Trading(KeyReader block)
    {
        var trading = new TradingSettings
        {
            Owner = block.Text(
                "owner",
                text => text.Length is >= 1 and <= 8 && text.All(char.IsAsciiLetterOrDigit),
                "expected 1 to 8 letters or digits"),
            ReplyTimeout = block.Duration("reply-timeout", Least),
            ProbeInterval = block.Duration("probe-interval", Least),
            ConnectTimeout = block.Duration("connect-timeout", Least),
            MaxInFlight = block.Count("max-in-flight", 1, 10_000),
            Amend = block.Choice("amend", ("on", true), ("off", false)),
            OrdersPer10Seconds = block.Count("orders-per-10-seconds", 1, 300),
            OrdersPerMinute = block.Count("orders-per-minute", 1, 1200),
            PullRetry = block.Duration("pull-retry", Least),
            QueryRetry = block.Duration("query-retry", Least),
            SettleTime = block.Duration("settle-time", Least),
        };
        block.Demand(
            trading.OrdersPerMinute >= trading.OrdersPer10Seconds,
            "orders-per-minute",
            "orders-per-10-seconds",
            $"expected at least orders-per-10-seconds ({trading.OrdersPer10Seconds})",
            "raise it");
        return trading;
    }

    private static DeadMansSwitchSettings DeadMansSwitch(KeyReader block)
    {
        var guard = new DeadMansSwitchSettings
        {
            Countdown = block.Duration("countdown", TimeSpan.FromSeconds(1)),
            Refresh = block.Duration("refresh", Least),
        };
        block.Demand(
            guard.Refresh * 3 <= guard.Countdown,
            "refresh",
            "countdown",
            $"expected at most a third of countdown ({DurationText.Format(guard.Countdown)})",
            "lower it, or raise countdown");
        return guard;
    }
}
