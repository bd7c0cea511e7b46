using Microsoft.Extensions.Logging.Abstractions;
using Phoenix.Core.Alerts;
using Phoenix.Core.Primitives;
using Phoenix.Node.Checks;
using Phoenix.Node.Settings;
using Phoenix.Venue.Market;

namespace Phoenix.Node.Alerts;

/// <summary>Says of each receiver whether its secrets are found and, if asked to, whether a message arrives.</summary>
internal static class AlertCheck
{
    /// <param name="settings">Of the node that would run.</param>
    /// <param name="sends">Whether each receiver gets a test message.</param>
    /// <param name="time">By which is waited.</param>
    public static async IAsyncEnumerable<CheckLine> Run(NodeSettings settings, bool sends, TimeProvider time)
    {
        foreach (var sink in settings.Alerts.Sinks)
        {
            yield return await Of(sink, settings, sends, time);
        }
    }

    private static async Task<CheckLine> Of(SinkSettings settings, NodeSettings node, bool sends, TimeProvider time)
    {
        var subject = $"alerts to {settings.Name}";
        var words = new AlertText(node.Alerts.Node, node.Language, AlertService.ClockZero(time));
        try
        {
            using var sink = new AlertSink(
                settings, words, new SeededChance(1), time, NullLogger.Instance);
            if (!sends)
            {
                return CheckLine.Ok(subject, "address found; --send-test-alert tries it");
            }

            var now = Instant.Read(time);
            var test = new AlertCondition(new AlertKey(AlertRule.Test, AlertKey.Everything), "", now);
            return await sink.Send(new Notice(NoticeKind.Raised, test, now, null), CancellationToken.None) is { } reason
                ? CheckLine.Warning(subject, $"the test message did not arrive: {reason}")
                : CheckLine.Ok(subject, "a test message arrived");
        }
        catch (BadInputException bad)
        {
            return CheckLine.Failed(subject, bad.Message);
        }
    }
}
