using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Evidence;

namespace Phoenix.Core.Tests.Streams.Evidence;

/// <summary>Between two best quotes of one connection the touch is known; otherwise nothing is said.</summary>
public sealed class BestQuoteWitnessSpecs
{
    private static readonly Epoch A = new(1);
    private static readonly Epoch B = new(2);
    private readonly BestQuoteWitness _witness = new();
    private readonly Instant _now = Instant.From(TimeSpan.FromSeconds(100));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_third_frame_in_a_row_with_another_touch_contradicts_whichever_stream_is_first(bool isQuoteFirst)
    {
        Contradiction? found = null;
        Quote(A, 10, 100);
        for (var pair = 1; pair <= BestQuoteWitness.ToProve; pair++)
        {
            found.ShouldBeNull();
            var (frame, next) = ((10 * pair) + 5, (10 * pair) + 10);
            found = isQuoteFirst
                ? Quote(A, next, 100) ?? Frame(frame, 101)
                : Frame(frame, 101) ?? Quote(A, next, 100);
        }

        found.ShouldNotBeNull().Cause.ShouldBe(DeathCause.BookContradicted);
        _witness.Contradicts(_now).ShouldBeTrue();
    }

    [Fact]
    public void A_frame_that_ends_with_the_very_update_of_a_quote_has_its_touch()
    {
        for (var update = 10; update <= 100; update += 10)
        {
            Quote(A, update, update).ShouldBeNull();
            Frame(update, update).ShouldBeNull();
        }

        _witness.Contradicts(_now).ShouldBeFalse();
    }

    [Fact]
    public void After_the_ids_began_anew_it_sees_again()
    {
        Quote(A, 100_000, 100);
        Quote(A, 100_010, 100);

        _witness.StartOver();
        Contradiction? found = null;
        for (var update = 10; update <= 50; update += 10)
        {
            Quote(A, update, 100);
            found ??= Frame(update + 5, 101) ?? Quote(A, update + 9, 100);
        }

        found.ShouldNotBeNull();
    }

    [Fact]
    public void A_wrong_quantity_at_the_right_price_contradicts_too()
    {
        Quote(A, 10, 100);
        for (var pair = 1; pair < BestQuoteWitness.ToProve; pair++)
        {
            Frame((10 * pair) + 5, 100, quantity: 2).ShouldBeNull();
            Quote(A, (10 * pair) + 10, 100).ShouldBeNull();
        }

        Frame((10 * BestQuoteWitness.ToProve) + 5, 100, quantity: 2);
        Quote(A, (10 * BestQuoteWitness.ToProve) + 10, 100).ShouldNotBeNull();
    }

    [Fact]
    public void After_the_newest_quote_nothing_is_known_yet()
    {
        Quote(A, 10, 100);
        for (var update = 11; update < 50; update++)
        {
            Frame(update, 101).ShouldBeNull();
        }
    }

    [Fact]
    public void Many_frames_against_one_pair_are_one_statement_as_a_lost_quote_would_make()
    {
        Quote(A, 10, 100);
        for (var update = 11; update < 30; update++)
        {
            Frame(update, 101);
        }

        Quote(A, 30, 100).ShouldBeNull();
        Frame(31, 100).ShouldBeNull();
        Quote(A, 40, 101).ShouldBeNull();
        _witness.Contradicts(_now).ShouldBeFalse();
    }

    [Fact]
    public void One_pair_that_agrees_ends_the_row_and_what_was_said()
    {
        The_third_frame_in_a_row_with_another_touch_contradicts_whichever_stream_is_first(isQuoteFirst: false);
        Quote(A, 50, 100);
        Frame(55, 100).ShouldBeNull();
        Quote(A, 60, 100).ShouldBeNull();
        _witness.Contradicts(_now).ShouldBeFalse();
    }

    [Fact]
    public void Quotes_of_two_connections_are_no_pair()
    {
        for (var feed = 1; feed <= 20; feed++)
        {
            Quote(new Epoch(feed), 10 * feed, 100).ShouldBeNull();
            Frame((10 * feed) + 5, 101).ShouldBeNull();
        }
    }

    [Fact]
    public void A_sibling_that_says_the_same_later_says_nothing_new()
    {
        Quote(A, 10, 100);
        Quote(B, 10, 100);
        Frame(15, 101);
        Quote(A, 20, 100).ShouldBeNull();
        Quote(B, 20, 100).ShouldBeNull();
        Frame(25, 101);
        Quote(A, 30, 100).ShouldBeNull();
        Quote(B, 30, 100).ShouldBeNull();
    }

    [Fact]
    public void A_book_that_was_discarded_is_not_held_against_the_next()
    {
        Quote(A, 10, 100);
        Frame(15, 101);
        Quote(A, 20, 100);
        Frame(25, 101);
        Quote(A, 30, 100);
        Frame(35, 101);
        _witness.Forget();
        Quote(A, 40, 100).ShouldBeNull();
    }

    private Contradiction? Quote(Epoch feed, long update, long bid) =>
        _witness.Quoted(feed, update, Level(bid, 1), Level(bid + 1, 1), _now);

    private Contradiction? Frame(long update, long bid, long quantity = 1) =>
        _witness.Touched(update, Level(bid, quantity), Level(bid + 1, quantity), _now);

    private static BookLevel Level(long price, long quantity) => new(new Price(price), new Quantity(quantity));
}
