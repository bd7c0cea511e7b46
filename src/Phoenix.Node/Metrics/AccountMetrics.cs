using System.Diagnostics.Metrics;
using Phoenix.Core.Ports;
using Phoenix.Core.Risk;

namespace Phoenix.Node.Metrics;

/// <summary>How the account stands, and what the exchange's limits leave it. Silent until either is known.</summary>
internal sealed class AccountMetrics
{
    private readonly Meter _meter;
    private AccountStanding? _standing;
    private IRateBudget? _budget;

    public AccountMetrics(Meter meter)
    {
        _meter = meter;
        Standing("phoenix.account.equity", "Equity of the account, in quote currency.", now => now.Equity);
        Standing("phoenix.account.day_peak", "The highest equity since the exchange's day began.", now => now.DayPeak);
        Standing("phoenix.account.run_peak", "The highest equity since the start of the run.", now => now.RunPeak);
        meter.CreateObservableGauge(
            "phoenix.account.drawdown", Drawdowns, "1", "Share of the highest equity, of day and run, that is lost.");
        Standing(
            "phoenix.account.notional", "Worth of all symbols if everything executed that may.", now => now.Notional);
        Standing("phoenix.account.notional_limit", "What that worth may be at most.", now => now.NotionalMax);
        Standing(
            "phoenix.account.stopped",
            "Whether all trading is stopped for a loss of the account.",
            now => now.Stops.Account is null ? 0 : 1);
        Budget("phoenix.budget.weight_used", null, "Request weight of the last minute.", now => now.WeightUsed);
        Budget("phoenix.budget.weight_limit", null, "Request weight allowed in a minute.", now => now.WeightLimit);
        Orders(
            "phoenix.budget.orders_used",
            "Orders and amends of the window.",
            now => (now.OrdersPerTenSecondsUsed, now.OrdersPerMinuteUsed));
        Orders(
            "phoenix.budget.orders_limit",
            "Orders and amends allowed in the window.",
            now => (now.OrdersPerTenSecondsLimit, now.OrdersPerMinuteLimit));
        Budget(
            "phoenix.budget.closed",
            "s",
            "How long nothing may be asked of the exchange yet.",
            now => now.ClosedFor.TotalSeconds);
        Budget(
            "phoenix.budget.banned",
            null,
            "Whether the address is banned by the exchange.",
            now => now.IsBanned ? 1 : 0);
    }

    public void Note(AccountStanding standing) => Volatile.Write(ref _standing, standing);

    public void Watch(IRateBudget budget) => Volatile.Write(ref _budget, budget);

    private void Standing(string name, string help, Func<AccountStanding, decimal> figure) =>
        _meter.CreateObservableGauge(
            name,
            () => Volatile.Read(ref _standing) is { } now ? [new Measurement<double>((double)figure(now))] : Nothing,
            null,
            help);

    private void Budget(string name, string? unit, string help, Func<BudgetReading, double> figure) =>
        _meter.CreateObservableGauge(
            name,
            () => Volatile.Read(ref _budget)?.Read() is { } now ? [new Measurement<double>(figure(now))] : Nothing,
            unit,
            help);

    private void Orders(string name, string help, Func<BudgetReading, (int TenSeconds, int Minute)> figures) =>
        _meter.CreateObservableGauge(name, () => Windows(figures), null, help);

    private Measurement<double>[] Windows(Func<BudgetReading, (int TenSeconds, int Minute)> figures)
    {
        if (Volatile.Read(ref _budget)?.Read() is not { } now)
        {
            return Nothing;
        }

        var (tenSeconds, minute) = figures(now);
        return [new(tenSeconds, Tag.Named("window", "10s")), new(minute, Tag.Named("window", "1m"))];
    }

    private Measurement<double>[] Drawdowns() => Volatile.Read(ref _standing) is { } now
        ?
        [
            new(Fallen(now.Equity, now.DayPeak), Tag.Named("since", "day")),
            new(Fallen(now.Equity, now.RunPeak), Tag.Named("since", "run")),
        ]
        : Nothing;

    private static Measurement<double>[] Nothing => [];

    /// <summary>Unknown against a peak that nothing can be a share of.</summary>
    private static double Fallen(decimal equity, decimal peak) =>
        peak > 0 ? (double)((peak - equity) / peak) : double.NaN;
}
