using System.Collections.Immutable;

namespace Phoenix.Core.Readiness;

/// <summary>What ends each cause of a halt, for people.</summary>
public static class HaltEnds
{
    private static readonly ImmutableArray<HaltCauses> Single =
        [.. Enum.GetValues<HaltCauses>().Where(cause => cause != HaltCauses.None)];

    /// <summary>One line for each cause that holds.</summary>
    public static ImmutableArray<string> Of(HaltCauses causes) =>
        [.. Single.Where(cause => (causes & cause) != 0).Select(cause => $"{cause} ends {End(cause)}")];

    private static string End(HaltCauses cause) => cause switch
    {
        HaltCauses.MarketDataDown => "when the symbol's stream delivers again",
        HaltCauses.BookUnsynchronized => "with a snapshot that bridges the stream",
        HaltCauses.BookStale => "with the next good frame",
        HaltCauses.BookCrossed => "with a frame that uncrosses the book",
        HaltCauses.UserStreamDown => "when a user connection is proven",
        HaltCauses.TradingDown => "when a session answers",
        HaltCauses.NotReconciled => "when orders, fills and position agree with the exchange",
        HaltCauses.SwitchNotArmed => "when the exchange confirms the countdown",
        HaltCauses.Stopping => "with the process",
        HaltCauses.BookDoubted => "when the exchange's own book confirms ours, or an update as new as the doubt comes",
        HaltCauses.SafeMode => "when every connection flows and has for long enough",
        HaltCauses.Unwatched => "with the stale monitor's next sign of life",
        HaltCauses.Paused => "with a frame that was stamped after the pause",
        HaltCauses.MarketClosed => "when the exchange trades the symbol again",
        HaltCauses.LossStop => "with resume, or with the day where the settings say so",
        HaltCauses.Unguarded => "with the risk guard's next word",
        HaltCauses.PausedByOperator or HaltCauses.Flattened => "with resume",
        HaltCauses.Flattening => "when the exchange shows position 0",
        HaltCauses.Killed => "with resume --after-kill",
        _ => "by a rule of its own",
    };
}
