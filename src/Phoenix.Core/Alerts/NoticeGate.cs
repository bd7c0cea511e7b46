using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Alerts;

/// <summary>One message to a receiver.</summary>
/// <param name="Notices">At least one; with several the message is a summary.</param>
/// <param name="More">How many wait beside these; they follow.</param>
public sealed record Dispatch(ImmutableArray<Notice> Notices, int More);

/// <summary>
/// What one receiver is told and when: a bucket of tokens bounds the messages, and what has to wait is told together.
/// Of each alert one notice waits at most, so no more can wait than there are alerts. Mutated in place by its one
/// owner.
/// </summary>
public sealed class NoticeGate(GateSettings settings)
{
    /// <summary>Notices in one summary at most: the smallest message of a receiver has 2048 bytes.</summary>
    public const int MostTogether = 10;

    private readonly SortedDictionary<AlertKey, Notice> _waiting = [];

    /// <summary>When the bucket will be full; never further away than its whole depth.</summary>
    private Instant? _fullAt;

    public int Waiting => _waiting.Count;

    private TimeSpan PerToken => TimeSpan.FromMinutes(1) / settings.PerMinute;

    /// <summary>Something is to be told.</summary>
    public void Add(Notice notice) =>
        _waiting[notice.Key] = _waiting.TryGetValue(notice.Key, out var untold)
            ? Notice.Merge(untold, notice)
            : notice;

    /// <summary>What may be told now, which uses up a token; null when nothing waits or nothing may be told.</summary>
    public Dispatch? Next(Instant now)
    {
        var tokens = Tokens(now);
        if (_waiting.Count == 0 || tokens == 0)
        {
            return null;
        }

        _fullAt = Later(_fullAt ?? now, now) + PerToken;
        var together = tokens > 1 ? 1 : MostTogether;     // the last token is for all that waits
        ImmutableArray<Notice> told =
        [
            .. _waiting.Values
                .OrderByDescending(notice => notice.Severity)
                .ThenBy(notice => notice.At)
                .ThenBy(notice => notice.Key)
                .Take(together),
        ];
        foreach (var notice in told)
        {
            _waiting.Remove(notice.Key);
        }

        return new Dispatch(told, _waiting.Count);
    }

    /// <summary>A message that did not arrive waits again, and is told with what came since.</summary>
    public void PutBack(Dispatch dispatch, Instant now)
    {
        foreach (var notice in dispatch.Notices)
        {
            if (_waiting.TryGetValue(notice.Key, out var later))
            {
                _waiting[notice.Key] = Notice.Merge(notice, later);
            }
            else if (notice.Until is null || now - notice.At < settings.GiveUpAfter)
            {
                _waiting[notice.Key] = notice;
            }
        }
    }

    private int Tokens(Instant now)
    {
        var missing = _fullAt is { } full && full > now ? full - now : TimeSpan.Zero;
        return (int)(((PerToken * settings.Burst) - missing).Ticks / PerToken.Ticks);
    }

    private static Instant Later(Instant left, Instant right) => left > right ? left : right;
}
