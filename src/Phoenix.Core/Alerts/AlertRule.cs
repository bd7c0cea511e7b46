namespace Phoenix.Core.Alerts;

/// <summary>What the operator is told of. Where a rule for Prometheus says the same it has the same name.</summary>
public enum AlertRule
{
    /// <summary>The trading system as a whole does not answer.</summary>
    Silent = 1,

    /// <summary>A symbol's desk tells nothing.</summary>
    DeskSilent,

    /// <summary>The operator killed all trading.</summary>
    Killed,

    /// <summary>A symbol, or the account, is stopped for a loss.</summary>
    LossStop,

    /// <summary>The account's drawdown lets only the reducing side be quoted.</summary>
    DrawdownDeep,

    /// <summary>The account's drawdown is at its first threshold.</summary>
    Drawdown,

    /// <summary>A position is another one than our fills made it, or does not agree with the exchange.</summary>
    PositionDiffers,

    /// <summary>A judge of the system itself gives no sign of life.</summary>
    Unguarded,

    /// <summary>Connections do not come back whatever is made anew.</summary>
    SafeMode,

    /// <summary>A connection does not come back.</summary>
    StreamLost,

    /// <summary>The exchange bans this address.</summary>
    Banned,

    /// <summary>The exchange does not accept the key, or the user stream's key does not live.</summary>
    KeyTrouble,

    /// <summary>It is not known what became of an order.</summary>
    OrdersUnknown,

    /// <summary>A symbol is not quoted.</summary>
    Halted,

    /// <summary>A symbol is not quoted until a person says so.</summary>
    WaitsForOperator,

    /// <summary>A symbol is halted again and again.</summary>
    HaltsRepeat,

    /// <summary>A connection is lost again and again.</summary>
    RecoveriesRepeat,

    /// <summary>The exchange's own book, or another stream, speaks against ours.</summary>
    BookContradicted,

    /// <summary>Somebody wants to see whether messages arrive.</summary>
    Test,
}

/// <summary>How urgent an alert is; the later the more.</summary>
public enum AlertSeverity
{
    Warning = 1,
    Critical,
}

/// <summary>How urgent each rule is.</summary>
public static class AlertRuleExtensions
{
    public static AlertSeverity Severity(this AlertRule rule) => rule switch
    {
        AlertRule.Drawdown
            or AlertRule.Halted
            or AlertRule.WaitsForOperator
            or AlertRule.HaltsRepeat
            or AlertRule.RecoveriesRepeat
            or AlertRule.BookContradicted
            or AlertRule.Test => AlertSeverity.Warning,
        _ => AlertSeverity.Critical,
    };
}
