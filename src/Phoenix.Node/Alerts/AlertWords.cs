using Phoenix.Core.Alerts;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Alerts;

/// <summary>What is said of each alert, in the operator's language.</summary>
internal static class AlertWords
{
    /// <summary>What is the matter, in one line.</summary>
    public static string Title(AlertKey key, Language language) => language == Language.Chinese
        ? ChineseTitle(key.Rule, key.Subject)
        : EnglishTitle(key.Rule, key.Subject);

    /// <summary>What it means and what to do, in one line.</summary>
    public static string Advice(AlertRule rule, Language language) => language == Language.Chinese
        ? ChineseAdvice(rule)
        : EnglishAdvice(rule);

    /// <summary>What stands before the title: how urgent it is, or that it is over.</summary>
    public static string Mark(Notice notice, Language language)
    {
        var isChinese = language == Language.Chinese;
        return notice.Kind switch
        {
            NoticeKind.Resolved => isChinese ? "已恢复" : "OVER",
            NoticeKind.Passed => isChinese ? "已发生并恢复" : "WAS, IS OVER",
            _ => (notice.Severity, isChinese) switch
            {
                (AlertSeverity.Critical, true) => "严重",
                (AlertSeverity.Critical, false) => "CRITICAL",
                (_, true) => "警告",
                (_, false) => "WARNING",
            },
        };
    }

    private static string EnglishTitle(AlertRule rule, string subject) => rule switch
    {
        AlertRule.Silent => "the trading system does not answer",
        AlertRule.DeskSilent => $"{subject} tells nothing",
        AlertRule.Killed => "all trading is killed",
        AlertRule.LossStop => subject == AlertKey.Everything
            ? "all trading is stopped for a loss"
            : $"{subject} is stopped for a loss",
        AlertRule.DrawdownDeep => "the drawdown lets only the reducing side be quoted",
        AlertRule.Drawdown => "the drawdown is at its first threshold",
        AlertRule.PositionDiffers => $"the position in {subject} is another one than it should be",
        AlertRule.Unguarded => $"{subject} is halted: a judge gives no sign of life",
        AlertRule.SafeMode => "safe mode: nothing brings the connections back",
        AlertRule.StreamLost => $"{subject} does not come back",
        AlertRule.Banned => "the exchange bans this address",
        AlertRule.KeyTrouble => $"trouble with a key: {subject}",
        AlertRule.OrdersUnknown => $"{subject}: it is not known what became of orders",
        AlertRule.Halted => $"{subject} is not quoted",
        AlertRule.WaitsForOperator => $"{subject} waits for resume",
        AlertRule.HaltsRepeat => $"{subject} is halted again and again",
        AlertRule.RecoveriesRepeat => $"{subject} is lost again and again",
        AlertRule.BookContradicted => $"the book of {subject} is contradicted",
        _ => "this is a test",
    };

    private static string EnglishAdvice(AlertRule rule) => rule switch
    {
        AlertRule.Silent => "The exchange's countdown cancels what rests; a position stays. Look at the process.",
        AlertRule.DeskSilent => "Whatever else is shown of the symbol is old. Look at the machine's load and the log.",
        AlertRule.Killed => "It ends with resume --after-kill only, not with a restart.",
        AlertRule.LossStop => "Quotes are pulled and the position is taken off. Find out why, then resume.",
        AlertRule.DrawdownDeep => "If more is lost everything is closed. Look at positions and markets.",
        AlertRule.Drawdown => "Quoting goes on. Look at positions and markets.",
        AlertRule.PositionDiffers => "Somebody else trades on the account, or a fill was not told. See the log.",
        AlertRule.Unguarded => "A new judge is made by itself; if it lasts, look at the machine's load.",
        AlertRule.SafeMode => "Nothing is quoted until everything flows. Look at network and exchange.",
        AlertRule.StreamLost => "It is dialed for ever, at a bounded rate. Look at network and exchange.",
        AlertRule.Banned => "Nothing is sent until the ban is over. Does another program use this address?",
        AlertRule.KeyTrouble => "Check the key, its permissions and addresses, and that no other process uses it.",
        AlertRule.OrdersUnknown => "They count as if they rest. Compare with the exchange's list of orders.",
        AlertRule.Halted => "Each cause ends by itself when its condition ends; do not restart.",
        AlertRule.WaitsForOperator => "It was paused or flattened and comes back with resume only.",
        AlertRule.HaltsRepeat => "Each halt healed, but something brings them on. See the incidents' reports.",
        AlertRule.RecoveriesRepeat => "Each recovery worked, but something brings them on. Look at the network.",
        AlertRule.BookContradicted => "Quotes are pulled, the book is fetched anew. If it repeats, check the exchange.",
        _ => "Nothing is wrong.",
    };

    private static string ChineseTitle(AlertRule rule, string subject) => rule switch
    {
        AlertRule.Silent => "交易系统无响应",
        AlertRule.DeskSilent => $"{subject} 没有状态上报",
        AlertRule.Killed => "全部交易已被紧急终止",
        AlertRule.LossStop => subject == AlertKey.Everything ? "账户触发亏损止损，全部交易已停止" : $"{subject} 触发止损，已停止交易",
        AlertRule.DrawdownDeep => "账户回撤过大，仅允许减仓报价",
        AlertRule.Drawdown => "账户回撤达到预警线",
        AlertRule.PositionDiffers => $"{subject} 持仓与应有持仓不符",
        AlertRule.Unguarded => $"{subject} 已暂停：监护组件无心跳",
        AlertRule.SafeMode => "已进入安全模式：连接无法恢复",
        AlertRule.StreamLost => $"连接 {subject} 迟迟未恢复",
        AlertRule.Banned => "本机 IP 被交易所封禁",
        AlertRule.KeyTrouble => $"密钥异常：{subject}",
        AlertRule.OrdersUnknown => $"{subject} 有订单状态长时间未知",
        AlertRule.Halted => $"{subject} 已停止报价",
        AlertRule.WaitsForOperator => $"{subject} 等待人工恢复",
        AlertRule.HaltsRepeat => $"{subject} 反复停止报价",
        AlertRule.RecoveriesRepeat => $"连接 {subject} 反复断开",
        AlertRule.BookContradicted => $"{subject} 盘口与交易所不一致",
        _ => "这是一条测试消息",
    };

    private static string ChineseAdvice(AlertRule rule) => rule switch
    {
        AlertRule.Silent => "交易所倒计时会撤销挂单，持仓保留。请检查进程。",
        AlertRule.DeskSilent => "该交易对的其他数据均已过时。请检查机器负载和日志。",
        AlertRule.Killed => "只能用 resume --after-kill 恢复，重启无效。",
        AlertRule.LossStop => "挂单已撤，持仓正在平掉。查明原因后执行 resume。",
        AlertRule.DrawdownDeep => "若继续亏损将全部平仓。请检查持仓和行情。",
        AlertRule.Drawdown => "报价继续。请检查持仓和行情。",
        AlertRule.PositionDiffers => "可能有他人使用该账户，或成交回报丢失。请查看日志。",
        AlertRule.Unguarded => "系统会自动重建监护组件；若持续存在，请检查机器负载。",
        AlertRule.SafeMode => "所有连接恢复之前不报价。请检查网络和交易所状态。",
        AlertRule.StreamLost => "系统会按限定频率持续重连。请检查网络和交易所状态。",
        AlertRule.Banned => "封禁结束前不发送任何请求。是否有其他程序共用此 IP？",
        AlertRule.KeyTrouble => "请检查密钥、权限、IP 白名单，以及是否有其他进程在使用。",
        AlertRule.OrdersUnknown => "这些订单按仍在挂单计入风险。请与交易所的订单列表核对。",
        AlertRule.Halted => "每个原因都会在条件解除后自行恢复，请勿重启。",
        AlertRule.WaitsForOperator => "已被人工暂停或平仓，只有执行 resume 才会恢复。",
        AlertRule.HaltsRepeat => "每次都已自行恢复，但诱因仍在。请查看事故报告。",
        AlertRule.RecoveriesRepeat => "每次都已自行恢复，但诱因仍在。请检查网络。",
        AlertRule.BookContradicted => "挂单已撤，正在重新获取盘口。若反复出现，请检查交易所状态。",
        _ => "一切正常。",
    };
}
