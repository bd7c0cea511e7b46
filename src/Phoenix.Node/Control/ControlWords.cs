using Phoenix.Actors.Control;
using Phoenix.Actors.Telemetry;
using Phoenix.Core.Control;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Streams.Escalation;
using Phoenix.Node.Dashboard;
using Phoenix.Node.Settings;
using Phoenix.Node.Status;

namespace Phoenix.Node.Control;

/// <summary>Between the words of the endpoint and those of the trading system.</summary>
internal static class ControlWords
{
    public const string Pause = "pause";
    public const string Resume = "resume";
    public const string Flatten = "flatten";
    public const string Kill = "kill";
    public const string Strategy = "strategy";
    public const string Reload = "reload";
    public const string Status = "status";

    /// <summary>Where the endpoint has its paths.</summary>
    public const string Root = "/control/";

    /// <summary>The command; null if there is none of that name, or the symbol is none.</summary>
    public static OperatorCommand? Command(string verb, ControlRequest request)
    {
        Symbol? symbol = request.Symbol is { Length: > 0 } name ? SymbolOf(name) : null;
        if (request.Symbol is { Length: > 0 } && symbol is null)
        {
            return null;
        }

        return verb switch
        {
            Pause => new OperatorCommand.Pause(symbol),
            Resume => new OperatorCommand.Resume(symbol, request.AfterKill),
            Flatten => new OperatorCommand.Flatten(symbol),
            Kill when symbol is null => new OperatorCommand.Kill(),
            Strategy when StrategyWords.KindOf(request.Strategy) is { } kind =>
                new OperatorCommand.Choose(symbol, kind),
            _ => null,
        };
    }

    /// <summary>For the log: <c>pause ETHUSDC</c>, <c>resume all after kill</c>.</summary>
    public static string Describe(OperatorCommand command) => command switch
    {
        OperatorCommand.Pause pause => $"{Pause} {Target(pause)}",
        OperatorCommand.Resume { AfterKill: true } resume => $"{Resume} {Target(resume)} after kill",
        OperatorCommand.Resume resume => $"{Resume} {Target(resume)}",
        OperatorCommand.Flatten flatten => $"{Flatten} {Target(flatten)}",
        OperatorCommand.Choose choose => $"{Strategy} {Target(choose)} {StrategyWords.Of(choose.Strategy)}",
        _ => Kill,
    };

    public static ControlReply Reply(ControlProtocol.Answered? answer) => answer is null
        ? new ControlReply(
            ControlReply.NotConfirmed, "the trading system does not answer; ask again, nothing is done twice", [])
        : new ControlReply(
            answer.Outcome switch
            {
                OperatorOutcome.Done => ControlReply.Done,
                OperatorOutcome.Refused => ControlReply.Refused,
                _ => ControlReply.NotConfirmed,
            },
            answer.Detail,
            [
                .. answer.Desks.Select(desk => new ControlledSymbol(
                    desk.Symbol.Name,
                    desk.Stance.ToString(),
                    desk.IsConfirmed,
                    desk.Halts.ToString(),
                    desk.Position,
                    desk.OpenOrders,
                    desk.Missing)),
            ]);

    /// <param name="status">How the tree stands.</param>
    /// <param name="inForce">What the operator wants.</param>
    /// <param name="budget">What is used of the exchange's limits.</param>
    /// <param name="node">The process itself, at the same moment.</param>
    public static ControlStatus StatusOf(
        PhoenixStatus status, ControlProtocol.InForce inForce, BudgetReading budget, NodeReport node)
    {
        var isKilled = inForce.State.IsKilled;
        var escalation = status.Escalation == EscalationLevel.Calm ? "" : status.Escalation.ToString();
        return new ControlStatus(
            isKilled,
            isKilled ? inForce.Problem : null,
            [.. status.Symbols.Select(symbol => Report(symbol, inForce.State, status.At))],
            StatusLine.Of(status))
        {
            Node = node with { Escalation = escalation },
            Connections = Picture.Connections(status, status.At, node.At),
            Budget = Picture.Budget(budget),
            LeftOut = [.. status.LeftOut.Select(left => $"{left.Symbol}: {left.Reason}")],
            Account = status.Account is { } account
                ? new AccountReport(
                    account.Equity,
                    account.DayPeak,
                    account.RunPeak,
                    account.Verdict.Describe(),
                    account.Notional,
                    account.NotionalMax)
                : null,
        };
    }

    private static SymbolReport Report(SymbolStatus symbol, OperatorState state, Instant now) => new(
        symbol.Symbol.Name,
        state.Of(symbol.Symbol).ToString(),
        symbol.HaltsNow.ToString(),
        symbol.Sample?.Mode.ToString(),
        symbol.Sample?.Position,
        symbol.Sample?.OpenOrders,
        symbol.Sample?.Fills,
        symbol.Sample?.BestBid,
        symbol.Sample?.BestAsk,
        (long?)symbol.Sample?.BookAge.TotalMilliseconds)
    {
        ModeCause = symbol.Sample?.ModeCause ?? "",
        Losses = symbol.Sample?.Losses.Describe() ?? "",
        Ends = HaltEnds.Of(symbol.HaltsNow),
        HaltedForMs = symbol.HaltsNow != HaltCauses.None && symbol.Halts is [.., { Until: null } last]
            ? (long)(now - last.From).TotalMilliseconds
            : null,
        Profit = symbol.Sample?.Books.Profit.Sum,
        Quotes = symbol.Sample is { } sample ? Picture.Quotes(sample) : [],
    };

    private static string Target(OperatorCommand command) => command.Target?.Name ?? "all";

    private static Symbol? SymbolOf(string name) =>
        name.Length <= 32 && name.All(char.IsAsciiLetterOrDigit) ? new Symbol(name) : null;
}
