using Phoenix.Core.Primitives;

namespace Phoenix.Binance.RateBudget;

/// <summary>
/// After a pause one request tries whether the venue takes more; the others wait for its answer. So the end of a pause
/// costs one refusal at most, and not one for everybody who waited. Not safe for several threads.
/// </summary>
internal sealed class Reopening
{
    /// <summary>An answer that takes longer does not come; then the next request tries.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private bool _isPending;
    private Instant? _triedAt;

    /// <summary>
    /// How long after the end of a pause whoever is refused should come: what protects first, then the questions on
    /// which quoting depends, then orders, reducing ones before others, and last what only confirms.
    /// </summary>
    public static TimeSpan TurnOf(RequestPriority priority) => TimeSpan.FromMilliseconds(priority switch
    {
        RequestPriority.Protect => 0,
        RequestPriority.Query => 200,
        RequestPriority.Reduce => 400,
        RequestPriority.Place => 500,
        _ => 1_000,
    });

    /// <summary>A pause is over.</summary>
    public void Begin() => (_isPending, _triedAt) = (true, null);

    /// <summary>The venue answered.</summary>
    public void End() => (_isPending, _triedAt) = (false, null);

    /// <summary>Whether a request has to wait; an order is never the one that tries.</summary>
    public bool MustWait(RequestPriority priority, Instant now) =>
        _isPending
        && (priority is RequestPriority.Place or RequestPriority.Reduce || (_triedAt is { } at && now - at < Patience));

    public void NoteSent(Instant now) => _triedAt = _isPending ? now : null;
}
