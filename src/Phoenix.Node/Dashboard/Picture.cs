using System.Collections.Immutable;
using Phoenix.Actors.Control;
using Phoenix.Actors.Telemetry;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Streams.Freshness;
using Phoenix.Node.Logs;

namespace Phoenix.Node.Dashboard;

/// <summary>Turns how the tree stands into what a page is told; nothing else.</summary>
internal static class Picture
{
    private const int RecoveriesShown = 30;
    private const int FillsShown = 50;

    /// <param name="now">The actor system's clock.</param>
    /// <param name="unixMs">This machine's clock at the same moment.</param>
    public static DashboardFrame Of(
        PhoenixStatus status,
        ControlProtocol.InForce? operatorSays,
        BudgetReading budget,
        ImmutableArray<LogEntry> log,
        Instant now,
        long unixMs,
        bool answers)
    {
        var anyHalted = status.Symbols.Any(symbol => symbol.HaltsNow != HaltCauses.None);
        return new DashboardFrame(
            unixMs,
            answers,
            operatorSays?.State.IsKilled ?? false,
            status.Escalation.ToString(),
            status.Account is { } account
                ? new DashboardAccount(
                    account.Equity,
                    account.DayPeak,
                    account.Verdict.Describe(),
                    account.Notional,
                    account.NotionalMax)
                : null,
            Budget(budget),
            Connections(status, now, unixMs),
            [.. status.Symbols.Select(symbol => Symbol(symbol, operatorSays, At))],
            [.. status.Recoveries.TakeLast(RecoveriesShown).Select(recovery => Recovered(recovery, anyHalted, At))],
            log);

        long At(Instant at) => UnixMs(at, now, unixMs);
    }

    public static DashboardBudget Budget(BudgetReading budget) => new(
        budget.WeightUsed,
        budget.WeightLimit,
        budget.OrdersPerTenSecondsUsed,
        budget.OrdersPerTenSecondsLimit,
        budget.OrdersPerMinuteUsed,
        budget.OrdersPerMinuteLimit,
        (long)budget.ClosedFor.TotalMilliseconds);

    /// <param name="status">How the tree stands.</param>
    /// <param name="now">The actor system's clock.</param>
    /// <param name="unixMs">This machine's clock at the same moment.</param>
    public static ImmutableArray<DashboardConnection> Connections(PhoenixStatus status, Instant now, long unixMs) =>
    [
        .. status.Connections.Select(
            connection => Connection(connection, status.Streams, at => UnixMs(at, now, unixMs))),
    ];

    public static ImmutableArray<DashboardQuote> Quotes(DeskSample sample) =>
    [
        .. sample.Quotes.Select(quote => new DashboardQuote(
            quote.Id.ToString(),
            quote.Side.ToString(),
            quote.Price,
            quote.Remaining,
            quote.Phase.ToString(),
            quote.Origin.Layer,
            quote.Ahead)),
    ];

    /// <summary>What a chart keeps of one symbol; null before its first sample.</summary>
    public static HistoryPoint? PointOf(SymbolStatus symbol, long unixMs) => symbol.Sample is not { } sample
        ? null
        : new HistoryPoint(
            unixMs,
            sample.BestBid,
            sample.BestAsk,
            Nearest(sample, Side.Buy),
            Nearest(sample, Side.Sell),
            sample.Position,
            sample.Books.Profit.Sum);

    private static long UnixMs(Instant at, Instant now, long unixMs) => unixMs - (long)(now - at).TotalMilliseconds;

    private static decimal? Nearest(DeskSample sample, Side side) => sample.Quotes
        .Where(quote => quote.Side == side)
        .Select(quote => (decimal?)quote.Price)
        .OrderByDescending(price => price * side.Sign())
        .FirstOrDefault();

    private static DashboardConnection Connection(
        ConnectionStanding connection, ImmutableArray<StreamStanding> streams, Func<Instant, long> at)
    {
        var carried = streams
            .Where(stream => stream.Slot.Slot.ToString() == connection.Slot && stream.Epoch == connection.Epoch)
            .ToList();
        return new DashboardConnection(
            connection.Slot,
            connection.Phase.ToString().ToLowerInvariant(),
            carried.Count == 0 ? "" : carried.Max(stream => stream.Freshness).ToString(),
            connection.Epoch.Value,
            at(connection.Since),
            connection.Deaths,
            connection.LastCause?.ToString() ?? "",
            connection.LastDetail,
            connection.LastDeathAt is { } died ? at(died) : null,
            [
                .. carried.Select(stream => new DashboardStream(
                    stream.Stream.ToString(), stream.Freshness.ToString(), (long)stream.Age.TotalMilliseconds)
                {
                    LagMs = stream.Lag?.TotalMilliseconds,
                }),
            ]);
    }

    private static DashboardSymbol Symbol(
        SymbolStatus symbol, ControlProtocol.InForce? operatorSays, Func<Instant, long> at)
    {
        var halted = symbol.HaltsNow != HaltCauses.None;
        var told = new DashboardSymbol(
            symbol.Symbol.Name,
            operatorSays?.State.Of(symbol.Symbol).ToString() ?? "",
            halted ? symbol.HaltsNow.ToString() : "",
            HaltEnds.Of(symbol.HaltsNow))
        {
            HaltedSince = halted && symbol.Halts is [.., { Until: null } last] ? at(last.From) : null,
            Placed = symbol.Placed,
            Canceled = symbol.Cancels,
            Refused = symbol.Refused,
            Fills =
            [
                .. symbol.Fills.TakeLast(FillsShown).Select(fill => new DashboardFill(
                    at(fill.At), fill.Side.ToString(), fill.Price, fill.Quantity, fill.IsMaker)),
            ],
        };
        return symbol.Sample is { } sample ? Sampled(told, sample) : told;
    }

    private static DashboardSymbol Sampled(DashboardSymbol told, DeskSample sample) => told with
    {
        Mode = sample.Mode.ToString(),
        ModeCause = sample.ModeCause,
        Losses = sample.Losses.Describe(),
        Pace = sample.Pace.ToString(),
        PaceCause = sample.PaceCause.ToString(),
        Position = sample.Position,
        Bid = sample.BestBid,
        Ask = sample.BestAsk,
        BookAgeMs = (long)sample.BookAge.TotalMilliseconds,
        FrameToOrder = sample.FrameToOrder is { Count: > 0 } latency
            ? [latency.P50.TotalMicroseconds, latency.P99.TotalMicroseconds, latency.Max.TotalMicroseconds]
            : null,
        FillCount = sample.Fills,
        Profit = sample.Books.Profit,
        Uptime = sample.Books.Uptime,
        Markouts = sample.Books.Markouts,
        Quotes = Quotes(sample),
    };

    private static DashboardRecovery Recovered(Recovery recovery, bool anyHalted, Func<Instant, long> at) => new(
        recovery.Stream,
        recovery.Cause.ToString(),
        recovery.Detail,
        at(recovery.DiedAt),
        (long)recovery.DetectedAfter.TotalMilliseconds,
        recovery.UpAgainAt is { } up ? (long)(up - recovery.DiedAt).TotalMilliseconds : null,
        recovery.QuotingAgainAt is { } quoting ? (long)(quoting - recovery.DiedAt).TotalMilliseconds : null,
        recovery.UpAgainAt is null || (recovery.QuotingAgainAt is null && anyHalted));
}
