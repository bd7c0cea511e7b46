using System.Collections.Immutable;
using Phoenix.Core.Desk;
using Phoenix.Core.ListenKeys;
using Phoenix.Core.Recording;
using Phoenix.Core.Streams.Connections;
using Phoenix.Core.Streams.Freshness;
using Phoenix.Core.Streams.Handover;
using Phoenix.Core.Streams.Links;
using Phoenix.Core.Streams.Reconnect;
using Phoenix.Core.Streams.Rotation;

namespace Phoenix.Actors.Recording;

/// <summary>Effects of machines as decisions: whether two are the same, and what to call one.</summary>
internal static class Decisions
{
    /// <summary>The place of the first one that differs; -1 when all are the same.</summary>
    public static int FirstDifference(ReadOnlySpan<object> left, ReadOnlySpan<object> right)
    {
        var common = Math.Min(left.Length, right.Length);
        for (var i = 0; i < common; i++)
        {
            if (!left[i].Equals(right[i]) && Text(left[i]) != Text(right[i])) // records hold arrays by reference
            {
                return i;
            }
        }

        return left.Length == right.Length ? -1 : common;
    }

    public static string Text(object effect) => GraphWriter.ToText(effect, typeof(object), settingsByName: true);

    /// <summary>For a timeline: a decision that changes how something stands; null for the daily round.</summary>
    public static string? Headline(object effect) => effect switch
    {
        DeskEffect.Announce announce => Headline(announce.Occurrence),
        DeskEffect.SuspectUserStream s => $"suspects the user stream {s.Epoch}: {s.Cause}, {s.Detail}",
        DeskEffect.CancelAll => "cancels all orders by one request",
        FreshnessVerdict v => $"{v.Stream} on {v.Slot} {v.Epoch} is {v.Freshness} (age {v.Age.TotalSeconds:0.00} s)",
        ReconnectEffect.Dial d => $"dials {d.Epoch}",
        ReconnectEffect.Escalate e => $"escalates after {e.Failures} failures, last {e.Cause}",
        ConnectionEffect.ReportUp => "every promised stream flows",
        ConnectionEffect.Die d => $"dies of {d.Cause}: {d.Detail}",
        LinkEffect.ReportUp => "is up",
        LinkEffect.Die d => $"dies of {d.Cause}: {d.Detail}",
        ListenKeyEffect.ReportLost l => $"is lost for {l.Epoch}: {l.Reason}",
        ListenKeyEffect.ReportFailure f => $"{f.Call} failed: {f.Error}",
        SuccessionEffect s => Headline(s),
        HandoverEffect h => Headline(h),
        MachineFailed f => $"threw {f.Type}",
        _ => null,
    };

    private static string? Headline(SuccessionEffect effect) => effect switch
    {
        SuccessionEffect.Dial d => $"dials the successor {d.Heir}",
        SuccessionEffect.TakeOver { ClosesOld: true } t => $"hands over to {t.Heir}",
        SuccessionEffect.TakeOver t => $"goes on with {t.Heir}, the old one died",
        SuccessionEffect.GiveUp g => $"gives up the successor {g.Heir}",
        _ => null,
    };

    private static string? Headline(HandoverEffect effect) => effect switch
    {
        HandoverEffect.AnnounceUp u => $"is up as {u.Epoch}",
        HandoverEffect.AnnounceDown d => $"is down, {d.Epoch} ended",
        HandoverEffect.BeginSuccessor => "makes a successor",
        HandoverEffect.AbandonSuccessor a => $"gives up the successor: {a.Reason}",
        HandoverEffect.AnnounceSucceeded s => $"{s.New} took over from {s.Old}",
        _ => null,
    };

    private static string? Headline(DeskEvent occurrence) => occurrence switch
    {
        DeskEvent.Halted { WasQuoting: true } halted => $"stops quoting: {halted.Causes}",
        DeskEvent.Halted waiting => $"does not quote: {waiting.Causes}",
        DeskEvent.Resumed => "quotes",
        DeskEvent.Synchronized sync => $"book in sync at update {sync.UpdateId}",
        DeskEvent.GapFound => "book misses an update",
        DeskEvent.Pulling pulling => $"pulls {pulling.Orders} quotes (attempt {pulling.Attempt})",
        DeskEvent.Pulled => "all quotes pulled",
        DeskEvent.Reconciled agreed => $"reconciled, {agreed.RecoveredFills} fills recovered",
        DeskEvent.Mismatched mismatch => $"does not agree with the exchange: {mismatch.Detail}",
        DeskEvent.PositionDiffers differs => $"position differs, {differs.Cause}: {differs.Detail}",
        DeskEvent.Alarmed alarm => alarm.Detail,
        DeskEvent.Drained => "nothing of ours rests",
        _ => null,
    };

    /// <summary>Splits the entries of a tape into each input with what followed from it.</summary>
    public static IEnumerable<(TapeEntry Input, ImmutableArray<object> Effects)> Groups(
        ImmutableArray<TapeEntry> entries)
    {
        var at = 0;
        while (at < entries.Length)
        {
            var input = entries[at++];
            var effects = ImmutableArray.CreateBuilder<object>();
            while (at < entries.Length && entries[at].Kind == EntryKind.Effect)
            {
                effects.Add(entries[at++].Payload);
            }

            yield return (input, effects.ToImmutable());
        }
    }
}
