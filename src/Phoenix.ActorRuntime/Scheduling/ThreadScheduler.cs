using System.Diagnostics;

namespace Akka.Actor;

/// <summary>The scheduler of real time: one background thread that sleeps until the next entry is due.</summary>
internal sealed class ThreadScheduler : RuntimeScheduler
{
    private readonly Action<Exception> _onError;
    private readonly TimerQueue _queue = new();
    private readonly object _lock = new();
    private readonly Thread _thread;
    private bool _stopped;

    internal ThreadScheduler(string systemName, Action<Exception> onError)
    {
        _onError = onError;
        _thread = new Thread(Run) { IsBackground = true, Name = systemName + "-scheduler" };
        _thread.Start();
    }

    public override DateTimeOffset Now => DateTimeOffset.UtcNow;

    public override TimeSpan MonotonicClock => Actor.MonotonicClock.Elapsed;

    public override void Dispose()
    {
        lock (_lock)
        {
            _stopped = true;
            Monitor.Pulse(_lock);
        }
    }

    internal override double NextDouble() => Random.Shared.NextDouble();

    internal override void Plan(TimerEntry entry)
    {
        lock (_lock)
        {
            if (_stopped) return;
            _queue.Add(entry);
            if (ReferenceEquals(_queue.Peek(), entry)) Monitor.Pulse(_lock);
        }
    }

    internal override void Remove(TimerEntry entry)
    {
        lock (_lock) _ = _queue.Remove(entry);
    }

    private void Run()
    {
        while (NextDue() is { } entry)
        {
            if (entry.IsCanceled) continue;
            try
            {
                entry.Fire();
            }
            catch (Exception error)
            {
                // An action that fails is not repeated.
                Remove(entry);
                _onError(error);
            }
        }
    }

    /// <summary>Waits for the next entry; null once the scheduler has stopped.</summary>
    private TimerEntry? NextDue()
    {
        lock (_lock)
        {
            while (!_stopped)
            {
                var now = MonotonicClock.Ticks;
                if (_queue.Peek() is not { } next)
                {
                    Monitor.Wait(_lock);
                }
                else if (next.DueTicks > now)
                {
                    var wait = (next.DueTicks - now + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;
                    Monitor.Wait(_lock, (int)Math.Min(wait, 60_000));
                }
                else
                {
                    return Take(now);
                }
            }

            return null;
        }
    }

    private TimerEntry Take(long now)
    {
        var due = _queue.Pop();
        if (due.IntervalTicks > 0 && !due.IsCanceled)
        {
            // After a pause of the host the missed firings are skipped, not made up for.
            var next = due.DueTicks + due.IntervalTicks;
            due.DueTicks = next > now ? next : now + due.IntervalTicks;
            _queue.Add(due);
        }

        return due;
    }
}

/// <summary>Time since the process began to ask.</summary>
internal static class MonotonicClock
{
    private static readonly long Start = Stopwatch.GetTimestamp();

    public static TimeSpan Elapsed => Stopwatch.GetElapsedTime(Start);

    public static TimeSpan ElapsedHighRes => Elapsed;
}
