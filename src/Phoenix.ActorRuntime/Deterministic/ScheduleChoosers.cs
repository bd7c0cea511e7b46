namespace Phoenix.ActorRuntime.Deterministic;

/// <summary>Chooses the next event among what is ready; the uniform choice is made by the runtime itself.</summary>
internal abstract class ScheduleChooser
{
    // No strategy may hold anybody back forever: a system that waits for it by sending itself messages would hang.
    private const long Patience = 10_000;

    /// <param name="ready">What is ready; empty only if a timer is due.</param>
    /// <param name="timerIsDue">Whether a timer is due as well.</param>
    /// <returns>An index of <paramref name="ready"/>, or its length for the timer.</returns>
    internal abstract int Choose(ReadOnlySpan<ReadyWork> ready, bool timerIsDue);

    /// <returns>Null for the uniform choice.</returns>
    internal static ScheduleChooser? For(ScheduleStrategy strategy, SeededSource chance) => strategy switch
    {
        ScheduleStrategy.Uniform => null,
        ScheduleStrategy.FirstComeFirstServed => new FirstComeFirstServed(),
        ScheduleStrategy.NewestFirst => new NewestFirst(chance),
        ScheduleStrategy.Bursts => new Bursts(chance),
        ScheduleStrategy.Priorities => new Priorities(chance),
        ScheduleStrategy.Starvation => new Starvation(chance),
        ScheduleStrategy.Shaken => Shake(chance),
        _ => throw new ArgumentOutOfRangeException(nameof(strategy), strategy, "No such strategy."),
    };

    private static ScheduleChooser? Shake(SeededSource chance) => chance.Next(8) switch
    {
        0 => null,
        1 => new Bursts(chance),
        2 or 3 => new NewestFirst(chance),
        4 or 5 => new Starvation(chance),
        _ => new Priorities(chance),
    };

    /// <returns>A number from 2 to the power of <paramref name="low"/> up to the power of <paramref name="high"/>,
    /// every magnitude alike.</returns>
    private static int DrawMagnitude(ref SeededSource chance, int low, int high) =>
        (int)Math.Pow(2, low + ((high - low) * chance.NextDouble()));

    private static int Oldest(ReadOnlySpan<ReadyWork> ready)
    {
        var best = 0;
        for (var i = 1; i < ready.Length; i++)
        {
            if (ready[i].Stamp < ready[best].Stamp) best = i;
        }

        return best;
    }

    private static int Newest(ReadOnlySpan<ReadyWork> ready)
    {
        var best = 0;
        for (var i = 1; i < ready.Length; i++)
        {
            if (ready[i].Stamp > ready[best].Stamp) best = i;
        }

        return best;
    }

    /// <summary>Whether somebody has been held back for too long, and who.</summary>
    private static bool LostPatience(ReadOnlySpan<ReadyWork> ready, out int oldest)
    {
        oldest = 0;
        if (ready.Length < 2) return false;
        oldest = Oldest(ready);
        return ready[Newest(ready)].Stamp - ready[oldest].Stamp > Patience;
    }

    private sealed class FirstComeFirstServed : ScheduleChooser
    {
        internal override int Choose(ReadOnlySpan<ReadyWork> ready, bool timerIsDue) =>
            ready.IsEmpty ? 0 : Oldest(ready);
    }

    private sealed class NewestFirst : ScheduleChooser
    {
        private readonly bool _timersFirst;
        private SeededSource _chance;

        internal NewestFirst(SeededSource chance) =>
            (_timersFirst, _chance) = (chance.Next(2) == 0, chance);

        internal override int Choose(ReadOnlySpan<ReadyWork> ready, bool timerIsDue)
        {
            if (_chance.Next(8) == 0) return _chance.Next(ready.Length + (timerIsDue ? 1 : 0));
            if (timerIsDue && (_timersFirst || ready.IsEmpty)) return ready.Length;
            return LostPatience(ready, out var oldest) ? oldest : Newest(ready);
        }
    }

    private sealed class Bursts(SeededSource chance) : ScheduleChooser
    {
        private SeededSource _chance = chance;
        private ulong _running;

        internal override int Choose(ReadOnlySpan<ReadyWork> ready, bool timerIsDue)
        {
            if (LostPatience(ready, out var oldest)) return oldest;
            if (_chance.Next(32) > 0)
            {
                for (var i = 0; i < ready.Length; i++)
                {
                    if (ready[i].Key == _running) return i;
                }
            }

            var choice = _chance.Next(ready.Length + (timerIsDue ? 1 : 0));
            _running = choice < ready.Length ? ready[choice].Key : 0;
            return choice;
        }
    }

    private sealed class Priorities : ScheduleChooser
    {
        private const ulong TimerKey = 0x71;

        private readonly Dictionary<ulong, long> _demoted = [];
        private readonly ulong _salt;
        private readonly int _meanGap;
        private SeededSource _chance;
        private long _lowest;
        private long _untilChange;

        internal Priorities(SeededSource chance)
        {
            _salt = chance.Next();
            _meanGap = DrawMagnitude(ref chance, 2, 10);
            _chance = chance;
            DrawChange();
        }

        internal override int Choose(ReadOnlySpan<ReadyWork> ready, bool timerIsDue)
        {
            if (LostPatience(ready, out var oldest)) return oldest;
            if (--_untilChange <= 0)
            {
                var falls = Highest(ready, timerIsDue);
                _demoted[falls < ready.Length ? ready[falls].Key : TimerKey] = --_lowest;
                DrawChange();
            }

            return Highest(ready, timerIsDue);
        }

        private int Highest(ReadOnlySpan<ReadyWork> ready, bool timerIsDue)
        {
            var (best, highest) = (ready.Length, timerIsDue ? PriorityOf(TimerKey) : long.MinValue);
            for (var i = 0; i < ready.Length; i++)
            {
                var priority = PriorityOf(ready[i].Key);
                if (priority > highest) (best, highest) = (i, priority);
            }

            return best;
        }

        private long PriorityOf(ulong key) =>
            _demoted.TryGetValue(key, out var low) ? low : (long)(Akka.Actor.Tracing.Mix(_salt, key) >> 1);

        private void DrawChange() => _untilChange = 1 + _chance.Next(2 * _meanGap);
    }

    private sealed class Starvation(SeededSource chance) : ScheduleChooser
    {
        private SeededSource _chance = chance;
        private ulong _victim;
        private int _left;

        internal override int Choose(ReadOnlySpan<ReadyWork> ready, bool timerIsDue)
        {
            var candidates = ready.Length + (timerIsDue ? 1 : 0);
            if (--_left < 0)
            {
                _left = DrawMagnitude(ref _chance, 2, 10);
                _victim = ready.IsEmpty || _chance.Next(4) == 0 ? 0 : ready[_chance.Next(ready.Length)].Key;
            }

            var choice = _chance.Next(candidates);
            if (choice == ready.Length || ready[choice].Key != _victim || candidates == 1) return choice;
            return (choice + 1 + _chance.Next(candidates - 1)) % candidates;
        }
    }
}
