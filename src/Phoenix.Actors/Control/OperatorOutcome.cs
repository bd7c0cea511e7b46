namespace Phoenix.Actors.Control;

/// <summary>What became of an operator's command.</summary>
public enum OperatorOutcome
{
    /// <summary>The venue's state confirms it.</summary>
    Done = 1,

    /// <summary>Everything stays as it was.</summary>
    Refused,

    /// <summary>It is in force, and was not confirmed in time.</summary>
    NotConfirmed,
}
