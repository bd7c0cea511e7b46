namespace Phoenix.Core.Control;

/// <summary>What the operator wants of a symbol; the last word counts.</summary>
public enum OperatorStance
{
    /// <summary>It is quoted whenever nothing else speaks against it.</summary>
    Free = 1,

    /// <summary>Nothing of ours rests; the position stays as it is.</summary>
    Paused,

    /// <summary>Nothing of ours rests, and the position is brought to 0 at once.</summary>
    Flat,

    /// <summary>Nothing of ours rests, and only a word of its own ends that, even after a restart.</summary>
    Killed,
}
