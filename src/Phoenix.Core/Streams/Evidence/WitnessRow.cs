using Phoenix.Core.Primitives;

namespace Phoenix.Core.Streams.Evidence;

/// <summary>
/// What a witness said against the book without taking it back in between. One statement may be chance, a row is proof.
/// Mutated in place by its one owner.
/// </summary>
/// <param name="toProve">Statements in a row that prove it.</param>
/// <param name="least">How long the row must last at least.</param>
public sealed class WitnessRow(int toProve, TimeSpan least)
{
    /// <summary>A row that has not grown for so long says nothing of now.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(10);

    private int _count;
    private Instant _since;
    private Instant _last;
    private bool _said;

    /// <summary>Whether a row proved it and goes on.</summary>
    public bool Stands(Instant now) => _said && now - _last < Memory;

    /// <summary>The book is another one now; what was proved is not taken back before something agrees.</summary>
    public void Forget() => _count = 0;

    public void Agree() => (_count, _said) = (0, false);

    /// <returns>Whether this statement completes the proof.</returns>
    public bool Disagree(Instant now)
    {
        if (_count == 0 || now - _last >= Memory)
        {
            (_since, _count) = (now, 0);
        }

        (_count, _last) = (_count + 1, now);
        if (_count < toProve || now - _since < least)
        {
            return false;
        }

        (_count, _said) = (0, true);
        return true;
    }
}
