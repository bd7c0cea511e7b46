using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Signals;

/// <summary>
/// Cuts time into steps and keeps of each the deepest trade of either side, measured from the mid at the end of the
/// step before. Steps without a known mid are not observed: they shorten the window instead of passing for quiet.
/// Mutated in place by its one owner.
/// </summary>
internal sealed class ArrivalSampler
{
    private readonly ArrivalDepths _buys;
    private readonly ArrivalDepths _sells;
    private readonly ArrivalDepths _parities;
    private readonly double _stepSeconds;
    private readonly long _stepNanoseconds;
    private readonly int _windowSteps;
    private long _deepestBuy;
    private long _deepestSell;

    /// <summary>In ticks times two, 0 when unknown: now, and when the step began.</summary>
    private long _mid;
    private long _midBefore;

    public ArrivalSampler(IntensitySettings settings)
    {
        (_stepSeconds, _stepNanoseconds) = (settings.Step.TotalSeconds, settings.Step.Ticks * 100);
        _windowSteps = (int)(settings.Window.Ticks / settings.Step.Ticks);
        (_buys, _sells) = (new(_windowSteps, settings.Distances), new(_windowSteps, settings.Distances));
        _parities = new ArrivalDepths(_windowSteps, 1);
    }

    /// <summary>The number of the step that is under way.</summary>
    public long Step { get; private set; }

    /// <summary>Time that the window really holds.</summary>
    public double ObservedSeconds => _buys.Steps * _stepSeconds;

    /// <summary>
    /// Where a quote nearest to the mid can rest, in half-ticks: half a tick off a mid that usually lies on half a
    /// tick, at the mid otherwise.
    /// </summary>
    public int NearestHalfTicks => 2 * _parities.Reached >= _parities.Steps ? 1 : 0;

    /// <summary>Updates or trades were lost: this step is not observed, nor is the mid known until the next.</summary>
    public void Lose() => (_mid, _midBefore) = (0, 0);

    public void Observe(Price bestBid, Price bestAsk, Instant at)
    {
        Advance(at);
        if (bestBid.Ticks <= 0 || bestBid >= bestAsk)
        {
            Lose();
            return;
        }

        _mid = bestBid.Ticks + bestAsk.Ticks;
    }

    public void Trade(Side aggressor, Price price, Instant at)
    {
        Advance(at);
        if (_midBefore == 0 || price.Ticks <= 0)
        {
            return;
        }

        var depth = aggressor.Sign() * ((2 * price.Ticks) - _midBefore);
        if (aggressor == Side.Buy)
        {
            _deepestBuy = Math.Max(_deepestBuy, depth);
        }
        else
        {
            _deepestSell = Math.Max(_deepestSell, depth);
        }
    }

    /// <summary>Steps in which trades went beyond each distance from <see cref="NearestHalfTicks"/> on.</summary>
    public void CountBeyond(Side quotes, Span<long> counts) =>
        (quotes == Side.Buy ? _sells : _buys).CountBeyond(NearestHalfTicks, counts);

    /// <summary>Ends the steps that are over; those that nothing happened in began with the mid of now.</summary>
    private void Advance(Instant at)
    {
        var step = at.Nanoseconds / _stepNanoseconds;
        if (step <= Step)
        {
            return;
        }

        End();
        _midBefore = _mid;
        if (step - Step > _windowSteps)
        {
            Forget();
        }

        for (var idle = Math.Min(step - Step - 1, _windowSteps); idle > 0; idle--)
        {
            End();
        }

        Step = step;
    }

    /// <summary>All that is remembered lies before the window, whether or not there is anything newer.</summary>
    private void Forget()
    {
        _buys.Clear();
        _sells.Clear();
        _parities.Clear();
    }

    private void End()
    {
        if (_midBefore != 0)
        {
            _buys.Push(_deepestBuy);
            _sells.Push(_deepestSell);
            _parities.Push(_midBefore % 2);
        }

        (_deepestBuy, _deepestSell) = (0, 0);
    }
}
