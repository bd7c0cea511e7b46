using Akka.Actor;
using Akka.Streams.Implementation;

namespace Akka.Streams.Stage;

/// <summary>A logic with timers by key; a key has at most one timer.</summary>
/// <remarks>A timer is a message of the system's scheduler to the island's actor. Cancelling is final: a tick that was
/// on its way already is recognised by its number and dropped.</remarks>
public abstract class TimerGraphStageLogic : GraphStageLogic
{
    private readonly Dictionary<object, Timer> _timers = [];
    private long _lastNumber;

    protected TimerGraphStageLogic(Shape shape)
        : base(shape)
    {
    }

    protected abstract void OnTimer(object timerKey);

    protected void ScheduleOnce(object timerKey, TimeSpan delay) => Schedule(timerKey, delay, TimeSpan.Zero);

    protected void ScheduleRepeatedly(object timerKey, TimeSpan interval) =>
        ScheduleRepeatedly(timerKey, interval, interval);

    protected void ScheduleRepeatedly(object timerKey, TimeSpan initialDelay, TimeSpan interval) =>
        Schedule(timerKey, initialDelay, interval);

    protected void CancelTimer(object timerKey)
    {
        if (_timers.Remove(timerKey, out var timer)) timer.Plan.Cancel();
    }

    protected bool IsTimerActive(object timerKey) => _timers.ContainsKey(timerKey);

    protected override void AfterPostStop()
    {
        base.AfterPostStop();
        foreach (var timer in _timers.Values) timer.Plan.Cancel();
        _timers.Clear();
    }

    private void Schedule(object key, TimeSpan delay, TimeSpan interval)
    {
        CancelTimer(key);
        var island = Interpreter.Island;
        var tick = new Tick(this, key, ++_lastNumber);
        var plan = island.Materializer.SystemImpl.StartTimer(delay, interval, island.Actor, tick);
        _timers.Add(key, new Timer(tick.Number, interval > TimeSpan.Zero, plan));
    }

    private void OnTick(Tick tick)
    {
        if (!_timers.TryGetValue(tick.Key, out var timer) || timer.Number != tick.Number) return;
        if (!timer.Repeats) _timers.Remove(tick.Key);
        OnTimer(tick.Key);
    }

    private sealed record Timer(long Number, bool Repeats, RuntimeTimer Plan);

    private sealed class Tick(TimerGraphStageLogic stage, object key, long number) : IslandSignal(stage)
    {
        internal object Key => key;

        internal long Number => number;

        internal override void Run() => stage.OnTick(this);
    }
}
