using Phoenix.Core.Primitives;

namespace Phoenix.Core.Orders;

/// <summary>
/// Placements of one kind that the venue refuses for what they are: without margin, against a rule of which our copy is
/// old, with a key that may not trade. The same request meets the same refusal, so after <see cref="Patience"/> of them
/// in a row none is sent for a while; then one attempt shows whether it goes again, and each that does not doubles the
/// while. Mutated in place by its one owner.
/// </summary>
public sealed class RefusalStreak
{
    /// <summary>Refusals in a row before there is a pause.</summary>
    public const int Patience = 3;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private int _count;
    private int _pauses;
    private Instant _until;

    /// <summary>No pause is longer, so that it heals by itself once the cause is gone.</summary>
    public static TimeSpan LongestPause { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether nothing of the kind may be sent.</summary>
    public bool IsPaused(Instant now) => now < _until;

    /// <summary>One was refused; what was on its way when a pause began says nothing new.</summary>
    /// <returns>The pause that begins with it, or null.</returns>
    public TimeSpan? Refused(Instant now)
    {
        if (IsPaused(now) || ++_count < Patience)
        {
            return null;
        }

        var pause = FirstPause * (1 << Math.Min(_pauses++, 8));
        pause = pause < LongestPause ? pause : LongestPause;
        _until = now + pause;
        return pause;
    }

    /// <summary>One was accepted.</summary>
    public void Accepted() => (_count, _pauses, _until) = (0, 0, default);
}
