using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tracing;

/// <summary>
/// Decides before anything of it is written whether a decision is traced: by counting and not by chance, so that the
/// same decisions are traced in every run. Nothing is allocated. Mutated in place by its one owner.
/// </summary>
public sealed class TraceSampler(TraceSampling settings)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    /// <summary>What the decisions so far amount to, in traces; the first decision completes one.</summary>
    private decimal _due = 1 - settings.Share;
    private Instant? _windowBegan;
    private int _inWindow;

    /// <summary>Whether no decision is ever traced.</summary>
    public bool IsOff { get; } = settings.Share <= 0;

    /// <summary>One more decision.</summary>
    /// <param name="isNotable">Traced whatever the share; the limit per second holds for it too.</param>
    /// <param name="now">When it was taken.</param>
    public bool Wants(bool isNotable, Instant now)
    {
        if (IsOff)
        {
            return false;
        }

        _due += settings.Share;
        var isDue = _due >= 1;
        _due -= isDue ? 1 : 0; // spent even if the limit forbids it, so that no burst follows a busy second
        return (isDue || isNotable) && IsWithinLimit(now);
    }

    private bool IsWithinLimit(Instant now)
    {
        if (_windowBegan is not { } began || now - began >= Window)
        {
            (_windowBegan, _inWindow) = (now, 0);
        }

        return _inWindow < settings.MostPerSecond && ++_inWindow > 0;
    }
}
