using Phoenix.Core.Primitives;

namespace Phoenix.Core.Streams.Evidence;

/// <summary>
/// Post-only orders refused because they would trade (−5022). Each says that the venue's touch has come to a price of
/// ours. Mostly our own book shows that too by the time of the reply: it was a race, and the next decision prices anew.
/// Several in a short time of which our book knows nothing say that it is behind. Mutated in place by its one owner.
/// </summary>
public sealed class PostOnlyRefusals
{
    /// <summary>Unexplained refusals within <see cref="Window"/> that are worth a question to the venue.</summary>
    public const int Patience = 3;

    private readonly Instant[] _unexplained = new Instant[Patience];
    private long _count;

    public static TimeSpan Window { get; } = TimeSpan.FromSeconds(2);

    /// <summary>One was refused that by our book would not have traded.</summary>
    /// <returns>Whether the book is to be compared with the venue's now.</returns>
    public bool Unexplained(Instant now)
    {
        _unexplained[_count % Patience] = now;
        return ++_count >= Patience && now - _unexplained[_count % Patience] <= Window;
    }
}
