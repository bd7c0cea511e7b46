namespace Akka.Actor.Internal;

/// <summary>What a supervisor knows of a child's name.</summary>
public interface IChildStats;

/// <summary>What a supervisor remembers of one child.</summary>
public class ChildRestartStats : IChildStats
{
    public ChildRestartStats(
        IInternalActorRef child, uint maxNrOfRetriesCount = 0, long restartTimeWindowStartTicks = 0)
    {
        Child = child;
        MaxNrOfRetriesCount = maxNrOfRetriesCount;
        RestartTimeWindowStartTicks = restartTimeWindowStartTicks;
    }

    public long Uid => Child.Path.Uid;

    public IInternalActorRef Child { get; }

    /// <summary>How many restarts were counted in the present window.</summary>
    public uint MaxNrOfRetriesCount { get; private set; }

    /// <summary>When the present window began, by the clock of the child's system.</summary>
    public long RestartTimeWindowStartTicks { get; private set; }

    /// <summary>Age among the siblings: iteration is in order of creation.</summary>
    internal int Order { get; init; }

    /// <summary>True once the parent has told it to stop: a restart waits for such a child to be gone.</summary>
    internal bool Stopping { get; set; }

    /// <summary>Counts a restart and says whether it is within the limit.</summary>
    /// <param name="maxNrOfRetries">0 never, negative without limit (one per window if there is a window).</param>
    /// <param name="withinTimeMilliseconds">Length of the window, not positive for none.</param>
    public bool RequestRestartPermission(int maxNrOfRetries, int withinTimeMilliseconds)
    {
        if (maxNrOfRetries == 0) return false;
        if (withinTimeMilliseconds <= 0) return maxNrOfRetries < 0 || ++MaxNrOfRetriesCount <= maxNrOfRetries;

        var limit = maxNrOfRetries < 0 ? 1 : maxNrOfRetries;
        var now = Child.Owner?.SupervisionClock ?? TimeSpan.Zero;
        var age = now - TimeSpan.FromTicks(RestartTimeWindowStartTicks);
        if (MaxNrOfRetriesCount > 0 && age.TotalMilliseconds <= withinTimeMilliseconds)
        {
            return ++MaxNrOfRetriesCount <= limit;
        }

        (MaxNrOfRetriesCount, RestartTimeWindowStartTicks) = (1, now.Ticks);
        return true;
    }
}
