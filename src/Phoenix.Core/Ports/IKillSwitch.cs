namespace Phoenix.Core.Ports;

/// <summary>
/// Remembers, beyond the life of the process, that the operator has killed all trading. Writes take effect in the
/// order in which they are asked for. Safe from any thread; nothing of it throws for an operating error.
/// </summary>
public interface IKillSwitch
{
    /// <summary>Read once, before anything may quote.</summary>
    KillReading Read();

    /// <summary>Completes when it is kept for good: null, or why it is not. May be repeated.</summary>
    Task<string?> Engage();

    /// <summary>Completes when it is forgotten for good: null, or why it is not. May be repeated.</summary>
    Task<string?> Release();
}

/// <summary>What was found of an earlier kill.</summary>
/// <param name="IsEngaged">When in doubt, it is.</param>
/// <param name="Problem">Why it is in doubt, with the remedy; null if it is not.</param>
public sealed record KillReading(bool IsEngaged, string? Problem);

/// <summary>Remembers as long as the process lives.</summary>
public sealed class MemoryKillSwitch(bool isEngaged = false) : IKillSwitch
{
    private volatile bool _isEngaged = isEngaged;

    public KillReading Read() => new(_isEngaged, null);

    public Task<string?> Engage() => Write(true);

    public Task<string?> Release() => Write(false);

    private Task<string?> Write(bool isEngaged)
    {
        _isEngaged = isEngaged;
        return Task.FromResult<string?>(null);
    }
}
