using Phoenix.Core.Primitives;

namespace Phoenix.Core.Streams.Evidence;

/// <summary>
/// The mark price as a witness of the book: it follows the market within a fraction of a percent, so a book whose
/// middle is far from it, mark after mark, is not the venue's, or not one to quote on. Mutated in place by its one
/// owner.
/// </summary>
/// <param name="band">Share of the mark price that the middle may be off; zero believes any.</param>
public sealed class MarkWitness(decimal band)
{
    /// <summary>Marks in a row, one each second.</summary>
    public const int ToProve = 3;

    private readonly WitnessRow _row = new(ToProve, TimeSpan.Zero);

    /// <summary>Whether the distance was told of and lasts.</summary>
    public bool Contradicts(Instant now) => _row.Stands(now);

    public Contradiction? Marked(decimal mark, decimal middle, long updateId, Instant now)
    {
        if (band == 0 || Math.Abs(middle - mark) <= band * mark)
        {
            _row.Agree();
            return null;
        }

        return _row.Disagree(now)
            ? new Contradiction(
                DeathCause.BookContradicted, updateId, $"the middle is {middle} and the mark price {mark}")
            : null;
    }
}
