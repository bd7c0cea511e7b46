using Akka.Actor;

namespace Phoenix.ActorRuntime.Deterministic;

/// <summary>What happens to the machine that the system runs on.</summary>
public sealed partial class DeterministicRuntime
{
    /// <summary>The system stands still, as in a collection of garbage or on a suspended machine: the environment goes
    /// on, no message is handled, and timers that fall due meanwhile fire late.</summary>
    /// <exception cref="DeterminismException">Something left the thread, waited, or took too long.</exception>
    public void Pause(TimeSpan virtualTime)
    {
        using var driving = new Driving(this);
        var end = _scheduler.ElapsedTicks + virtualTime.Ticks;
        var held = new List<TimerEntry>();
        while (_scheduler.Peek() is { } next && next.DueTicks <= end)
        {
            if (next.IsEnvironment)
            {
                _ = FireTimer(end);
            }
            else
            {
                held.Add(_scheduler.Hold());
            }
        }

        held.ForEach(_scheduler.Release);
        ThrowIfViolated();
        _scheduler.AdvanceTo(end);
    }

    /// <summary>Somebody sets the system's wall clock; time itself and its monotonic clock do not notice.</summary>
    public void StepClock(TimeSpan by) => _scheduler.WallStep += by;
}
