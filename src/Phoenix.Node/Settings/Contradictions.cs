using System.Globalization;
using Phoenix.Core.Settings;

namespace Phoenix.Node.Settings;

/// <summary>
/// Settings that are fine each by itself and cannot both be meant: what one of them asks for could never happen because
/// of the other. A limit that is merely tighter than another one is no contradiction, the tighter one counts.
/// </summary>
internal static class Contradictions
{
    /// <summary>After that the venue closes a connection: a fact of the venue.</summary>
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Of one symbol.</summary>
    public static void Of(KeyReader block, SymbolSettings symbol)
    {
        OfSizes(block, symbol);
        OfPrices(block, symbol);
        OfModes(block, symbol);
    }

    /// <summary>Of the market streams.</summary>
    public static void Of(KeyReader block, StreamSettings streams)
    {
        block.Demand(
            streams.RotateAfter + streams.RotateSpread < Day,
            "rotate-after",
            "rotate-spread",
            $"expected less than 24h with rotate-spread ({DurationText.Format(streams.RotateSpread)}) added, "
                + "for then the venue cuts the connection",
            "lower one of them");
        block.Demand(
            streams.WatchTimeout >= 4 * streams.CheckInterval,
            "watch-timeout",
            "check-interval",
            $"expected at least four times check-interval ({DurationText.Format(streams.CheckInterval)}), "
                + "or a monitor that is well counts as dead",
            "raise it, or lower check-interval");
    }

    /// <summary>Of the user stream's replacement.</summary>
    public static void Of(KeyReader block, UserRotationSettings rotation) =>
        block.Demand(
            rotation.After + rotation.Deadline + rotation.Retry + rotation.Deadline < Day,
            ["after", "deadline", "retry"],
            "expected that two attempts (deadline, retry, deadline) fit in before the venue cuts the stream at 24h",
            "lower it, or lower deadline or retry");

    /// <summary>Two servers of this process cannot listen on one port.</summary>
    public static void OfPorts(KeyReader phoenix, NodeSettings settings)
    {
        (string Key, int Port, bool IsUsed)[] ports =
        [
            ("venue.embedded.port", settings.Venue.Embedded.Port, settings.Venue.Mode == VenueMode.Embedded),
            ("dashboard.port", settings.Dashboard.Port, settings.Dashboard.Enabled),
            ("control.port", settings.Control.Port, true),
            ("metrics.port", settings.Metrics.Port, true),
        ];
        for (var i = 0; i < ports.Length; i++)
        {
            var later = ports[i];
            var taken = ports.Take(i).FirstOrDefault(one => one.IsUsed && one.Port == later.Port);
            phoenix.Demand(
                later.Port == 0 || !later.IsUsed || taken.Key is null,
                later.Key,
                taken.Key ?? later.Key,
                $"phoenix.{taken.Key} is the same port",
                "choose another one");
        }
    }

    private static void OfSizes(KeyReader block, SymbolSettings symbol)
    {
        var (name, grid, risk) = (symbol.Symbol.Name, symbol.Grid, symbol.Risk);
        block.Demand(
            risk.NetMax * risk.WorstCaseFraction >= grid.LayerSize,
            ["risk.net-max", "risk.worst-case-fraction", "grid.layer-size"],
            $"net-max times worst-case-fraction must hold one layer of {name}, or nothing could ever be quoted",
            $"raise it, or lower grid.layer-size ({grid.LayerSize})");
        block.Demand(
            risk.NetMax * risk.OrderShareMax >= grid.LayerSize,
            ["risk.order-share-max", "risk.net-max", "grid.layer-size"],
            $"net-max times order-share-max must hold one layer of {name}, or nothing could ever be quoted",
            $"raise it, or lower grid.layer-size ({grid.LayerSize})");
        var (held, all) = (risk.NetMax * risk.WorstCaseFraction, SideOf(grid));
        block.Demand(
            held < grid.LayerSize || held >= all,
            ["grid.layers", "grid.layer-size", "grid.size-decay", "risk.net-max", "risk.worst-case-fraction"],
            $"the layers of one side of {name} are {Plain(all)} in all, net-max times worst-case-fraction holds "
                + $"{Plain(held)}: the outer ones could never be quoted",
            "lower layers, layer-size or size-decay, or raise risk.net-max or risk.worst-case-fraction");
    }

    private static void OfPrices(KeyReader block, SymbolSettings symbol)
    {
        var (grid, risk) = (symbol.Grid, symbol.Risk);
        block.Demand(
            risk.MaxDeviation <= risk.MarkDeviation,
            "risk.max-deviation",
            "risk.mark-deviation",
            $"expected at most mark-deviation ({risk.MarkDeviation}), or quotes are wanted that risk then refuses",
            "lower it, or raise mark-deviation");
        block.Demand(
            grid.MinSpread / 2 < risk.MaxDeviation,
            "grid.min-spread",
            "risk.max-deviation",
            $"expected less than twice risk.max-deviation ({risk.MaxDeviation}), or nothing could ever be quoted",
            "lower it, or raise risk.max-deviation");
        block.Demand(
            symbol.Modes.FarTo <= risk.MaxDeviation || symbol.Modes.FarLayers == 0,
            "modes.far-to",
            "risk.max-deviation",
            $"expected at most risk.max-deviation ({risk.MaxDeviation}): no order may be farther from the mid",
            "lower it, or raise risk.max-deviation");
    }

    /// <summary>Each mode is more urgent than the one before, so it begins later.</summary>
    private static void OfModes(KeyReader block, SymbolSettings symbol)
    {
        var (modes, risk) = (symbol.Modes, symbol.Risk);
        block.Demand(
            modes.PinAbove <= modes.GrindFrom,
            "modes.pin-above",
            "modes.grind-from",
            $"expected at most grind-from ({modes.GrindFrom}), where the next mode begins",
            "lower it, or raise grind-from");
        block.Demand(
            modes.GrindFrom <= risk.ReduceOnlyAbove,
            "modes.grind-from",
            "risk.reduce-only-above",
            $"expected at most risk.reduce-only-above ({risk.ReduceOnlyAbove}), where the next mode begins",
            "lower it, or raise risk.reduce-only-above");
        block.Demand(
            modes.SliceUntilRatio >= modes.GrindUntil,
            "modes.slice-until-ratio",
            "modes.grind-until",
            $"expected at least grind-until ({modes.GrindUntil}), or no slice is ever taken while grinding",
            "raise it, or lower grind-until");
    }

    /// <summary>What all layers of one side are together, in base currency.</summary>
    private static decimal SideOf(GridSettings grid)
    {
        var (all, size) = (0m, grid.LayerSize);
        for (var layer = 0; layer < grid.Layers; layer++)
        {
            all += size;
            size *= grid.SizeDecay;
        }

        return all;
    }

    private static string Plain(decimal value) =>
        value.ToString("0.########", CultureInfo.InvariantCulture);
}
