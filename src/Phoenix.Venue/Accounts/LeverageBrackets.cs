using System.Collections.Frozen;
using System.Collections.Immutable;
using Phoenix.Core.Primitives;

namespace Phoenix.Venue.Accounts;

/// <summary>One step of a contract's margin schedule.</summary>
/// <param name="InitialLeverage">The highest leverage at which a position may be this large.</param>
/// <param name="Floor">Exclusive, in quote currency.</param>
/// <param name="Cap">Inclusive, in quote currency.</param>
/// <param name="MaintenanceRate">Share of the notional that must be left.</param>
/// <param name="Cumulative">What keeps the maintenance margin continuous from step to step.</param>
internal sealed record LeverageBracket(
    int Number, int InitialLeverage, decimal Floor, decimal Cap, decimal MaintenanceRate, decimal Cumulative);

/// <summary>
/// The margin schedule of a contract: maintenance margin is notional × rate − cumulative amount of the step.
/// </summary>
/// <remarks>
/// Values of GET /fapi/v1/leverageBracket of October 2024, as published by a trading bot that stores them. A contract
/// without one of its own uses that of ETHUSDC.
/// </remarks>
internal sealed class LeverageBrackets
{
    private static readonly FrozenDictionary<string, LeverageBrackets> Known = new Dictionary<string, LeverageBrackets>(
        StringComparer.Ordinal)
    {
        ["ETHUSDC"] = Build(
        [
            (125, 50_000m, 0.004m),
            (100, 500_000m, 0.005m),
            (75, 1_000_000m, 0.0065m),
            (50, 5_000_000m, 0.01m),
            (20, 50_000_000m, 0.02m),
            (10, 100_000_000m, 0.05m),
            (5, 150_000_000m, 0.1m),
            (4, 300_000_000m, 0.125m),
            (3, 400_000_000m, 0.15m),
            (2, 500_000_000m, 0.25m),
            (1, 800_000_000m, 0.5m),
        ]),
        ["ETHUSDT"] = Build(
        [
            (125, 50_000m, 0.004m),
            (100, 600_000m, 0.005m),
            (75, 3_000_000m, 0.0065m),
            (50, 12_000_000m, 0.01m),
            (25, 50_000_000m, 0.02m),
            (20, 65_000_000m, 0.025m),
            (10, 150_000_000m, 0.05m),
            (5, 320_000_000m, 0.1m),
            (4, 400_000_000m, 0.125m),
            (3, 530_000_000m, 0.15m),
            (2, 800_000_000m, 0.25m),
            (1, 1_200_000_000m, 0.5m),
        ]),
        ["BTCUSDT"] = Build(
        [
            (125, 50_000m, 0.004m),
            (100, 600_000m, 0.005m),
            (75, 3_000_000m, 0.0065m),
            (50, 12_000_000m, 0.01m),
            (25, 70_000_000m, 0.02m),
            (20, 100_000_000m, 0.025m),
            (10, 230_000_000m, 0.05m),
            (5, 480_000_000m, 0.1m),
            (4, 600_000_000m, 0.125m),
            (3, 800_000_000m, 0.15m),
            (2, 1_200_000_000m, 0.25m),
            (1, 1_800_000_000m, 0.5m),
        ]),
        ["BTCUSDC"] = Build(
        [
            (125, 50_000m, 0.004m),
            (100, 500_000m, 0.005m),
            (50, 10_000_000m, 0.01m),
            (20, 80_000_000m, 0.025m),
            (10, 150_000_000m, 0.05m),
            (5, 300_000_000m, 0.1m),
            (4, 450_000_000m, 0.125m),
            (3, 600_000_000m, 0.15m),
            (2, 800_000_000m, 0.25m),
            (1, 1_000_000_000m, 0.5m),
        ]),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private LeverageBrackets(ImmutableArray<LeverageBracket> steps) => Steps = steps;

    internal ImmutableArray<LeverageBracket> Steps { get; }

    internal int MaxLeverage => Steps[0].InitialLeverage;

    internal static LeverageBrackets Of(Symbol symbol) =>
        Known.TryGetValue(symbol.Name, out var own) ? own : Known["ETHUSDC"];

    /// <summary>The step of a position of that size; beyond the schedule, its last one.</summary>
    internal LeverageBracket At(decimal notional)
    {
        foreach (var step in Steps)
        {
            if (notional <= step.Cap) return step;
        }

        return Steps[^1];
    }

    /// <summary>Maintenance margin of a position of that size, not rounded.</summary>
    internal decimal Maintenance(decimal notional)
    {
        var step = At(notional);
        return (notional * step.MaintenanceRate) - step.Cumulative;
    }

    /// <summary>The largest position allowed at a leverage.</summary>
    internal decimal CapAt(int leverage)
    {
        var cap = Steps[0].Cap;
        foreach (var step in Steps)
        {
            if (step.InitialLeverage >= leverage) cap = step.Cap;
        }

        return cap;
    }

    private static LeverageBrackets Build(ImmutableArray<(int Leverage, decimal Cap, decimal Rate)> rows)
    {
        var steps = ImmutableArray.CreateBuilder<LeverageBracket>(rows.Length);
        var (floor, rate, cumulative) = (0m, rows[0].Rate, 0m);
        foreach (var row in rows)
        {
            cumulative += floor * (row.Rate - rate);
            steps.Add(new LeverageBracket(steps.Count + 1, row.Leverage, floor, row.Cap, row.Rate, cumulative));
            (floor, rate) = (row.Cap, row.Rate);
        }

        return new LeverageBrackets(steps.MoveToImmutable());
    }
}
