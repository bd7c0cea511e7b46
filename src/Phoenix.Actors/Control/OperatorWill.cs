using Phoenix.Core.Control;
using Phoenix.Core.Ports;

namespace Phoenix.Actors.Control;

/// <summary>
/// What the operator wants now. It outlives every actor, so that a desk that begins anew does not forget it: written
/// by control alone, before it tells any desk, and read by each desk as it begins.
/// </summary>
internal sealed class OperatorWill
{
    private volatile OperatorState _state;

    /// <param name="kill">What was found of an earlier run's kill.</param>
    public OperatorWill(KillReading kill)
    {
        _state = OperatorState.Free with { IsKilled = kill.IsEngaged };
        Problem = kill.Problem;
    }

    public OperatorState State
    {
        get => _state;
        set => _state = value;
    }

    /// <summary>Why it was in doubt at the start whether the kill switch is engaged; null if it was not.</summary>
    public string? Problem { get; }
}
