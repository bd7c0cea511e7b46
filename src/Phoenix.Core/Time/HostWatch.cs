using Phoenix.Core.Primitives;

namespace Phoenix.Core.Time;

/// <summary>What a tick said about this process and its machine.</summary>
/// <param name="Pause">How late the tick was; null when it was on time. We were away, whatever the reason.</param>
/// <param name="Step">
/// How far the wall clock moved against the monotonic one; null when it did not. Somebody set it, or the machine slept
/// and its monotonic clock with it.
/// </param>
public readonly record struct HostFinding(TimeSpan? Pause, TimeSpan? Step);

/// <summary>
/// Listens to a ticker that should be regular. A late tick is evidence about us: collected garbage, a suspended
/// machine, a starved pool. The wall clock is compared with the monotonic one and takes part in nothing else. Mutated
/// in place by its one owner.
/// </summary>
public sealed class HostWatch(TimeSpan interval, TimeSpan pauseLimit)
{
    /// <summary>Less is the slewing of a disciplined clock.</summary>
    public static readonly TimeSpan StepLimit = TimeSpan.FromMilliseconds(200);

    private (Instant At, DateTimeOffset Wall)? _last;

    public HostFinding Tick(Instant now, DateTimeOffset wall)
    {
        var last = _last;
        _last = (now, wall);
        if (last is not { } before)
        {
            return default;
        }

        var passed = now - before.At;
        var step = wall - before.Wall - passed;
        return new HostFinding(
            passed - interval >= pauseLimit ? passed - interval : null, step.Duration() >= StepLimit ? step : null);
    }
}
