using Akka.Streams.Stage;
using Akka.Streams.Supervision;

namespace Akka.Streams.Implementation;

/// <summary>Limits the rate: elements wait, or the stream fails.</summary>
internal sealed class ThrottleStage<T> : FlowStage<T, T>
{
    private readonly int _cost;
    private readonly TimeSpan _per;
    private readonly int _maximumBurst;
    private readonly Func<T, int> _costOf;
    private readonly ThrottleMode _mode;

    internal ThrottleStage(int cost, TimeSpan per, int maximumBurst, Func<T, int> costOf, ThrottleMode mode)
        : base("throttle")
    {
        if (cost <= 0) throw new ArgumentException("cost must be > 0", nameof(cost));
        if (per <= TimeSpan.Zero) throw new ArgumentException("per time must be > 0", nameof(per));
        if (per.Ticks < cost) throw new ArgumentException("Rates larger than 1 unit / tick are not supported");
        if (mode == ThrottleMode.Enforcing && maximumBurst <= 0)
        {
            throw new ArgumentException("maximumBurst must be > 0 in Enforcing mode", nameof(maximumBurst));
        }

        (_cost, _per, _maximumBurst, _costOf, _mode) = (cost, per, maximumBurst, costOf, mode);
    }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes)
    {
        // Told when the stream is run, as in Akka.NET.
        if (_maximumBurst < 0) throw new ArgumentException("maximumBurst must not be negative");
        return new Logic(this, inheritedAttributes);
    }

    private sealed class Logic(ThrottleStage<T> stage, Attributes inherited) : TimedFlowLogic<T, T>(stage.Shape)
    {
        private readonly Decider _decider = inherited.Decider();
        private TokenBucket _bucket;
        private T _waiting = default!;
        private bool _hasWaiting;

        public override void PreStart() => _bucket = new TokenBucket(stage._cost, stage._per, stage._maximumBurst, Now);

        public override void OnPush()
        {
            var element = Grab(In);
            int cost;
            try
            {
                cost = stage._costOf(element);
            }
            catch (Exception cause)
            {
                if (_decider(cause) == Directive.Stop) FailStage(cause);
                else Pull(In);
                return;
            }

            var delay = _bucket.Take(cost, Now);
            if (delay == TimeSpan.Zero)
            {
                Push(Out, element);
            }
            else if (stage._mode == ThrottleMode.Enforcing)
            {
                FailStage(new OverflowException("Maximum throttle throughput exceeded."));
            }
            else
            {
                (_waiting, _hasWaiting) = (element, true);
                ScheduleOnce(stage, delay);
            }
        }

        public override void OnUpstreamFinish()
        {
            if (!_hasWaiting) CompleteStage();
        }

        protected override void OnTimer(object timerKey)
        {
            Push(Out, _waiting);
            (_waiting, _hasWaiting) = (default!, false);
            if (IsClosed(In)) CompleteStage();
        }
    }
}

/// <summary>A bucket that fills evenly and holds a burst.</summary>
/// <remarks>It is kept as the time at which it was, or will be, empty; all in ticks times the rate, which is
/// exact.</remarks>
internal struct TokenBucket(int tokens, TimeSpan per, int capacity, TimeSpan now)
{
    private Int128 _emptyAt = ((Int128)now.Ticks * tokens) - ((Int128)capacity * per.Ticks);

    /// <summary>Takes what <paramref name="cost"/> needs, and says how long to wait until it is there.</summary>
    internal TimeSpan Take(int cost, TimeSpan now)
    {
        var scaledNow = (Int128)now.Ticks * tokens;
        _emptyAt = Int128.Max(_emptyAt, scaledNow - ((Int128)capacity * per.Ticks)) + ((Int128)cost * per.Ticks);
        var missing = _emptyAt - scaledNow;
        return missing <= 0 ? TimeSpan.Zero : TimeSpan.FromTicks((long)((missing + tokens - 1) / tokens));
    }
}
