using Phoenix.Core.Desk;
using Phoenix.Core.Readiness;
using Phoenix.Core.Streams;

namespace Phoenix.Core.Tests.Desk;

/// <summary>Best quotes unlike the book: a new snapshot first, then a new connection.</summary>
public sealed class BestQuoteSpecs
{
    private readonly DeskFixture _desk = DeskFixture.Quoting();

    [Fact]
    public void Quotes_that_agree_change_nothing()
    {
        Quotes(50, DeskFixture.Bid);
        _desk.Events.ShouldNotContain(occurrence => occurrence is DeskEvent.BookContradicted);
        _desk.Desk.Halts.ShouldBe(HaltCauses.None);
    }

    [Fact]
    public void The_first_contradiction_pulls_and_fetches_the_book_anew()
    {
        _desk.AnswersSnapshots = false;
        _desk.Live(TimeSpan.FromSeconds(1));
        Quotes(4, DeskFixture.Bid - 7);
        _desk.Live(TimeSpan.FromMilliseconds(100));
        _desk.Count<DeskEffect.FetchSnapshot>().ShouldBe(1);
        _desk.Count<DeskEffect.AccuseStream>().ShouldBe(0);
        (_desk.Desk.Halts & HaltCauses.BookUnsynchronized).ShouldNotBe(HaltCauses.None);
        _desk.RestingCount.ShouldBe(0);
    }

    [Fact]
    public void The_second_within_half_a_minute_replaces_the_connection()
    {
        Quotes(12, DeskFixture.Bid - 7);
        _desk.Effects.OfType<DeskEffect.AccuseStream>().First().Cause.ShouldBe(DeathCause.BookContradicted);
        (_desk.Desk.Halts & HaltCauses.BookDoubted).ShouldNotBe(HaltCauses.None);
    }

    [Fact]
    public void A_doubt_told_by_ids_that_the_venue_has_left_behind_ends_by_itself()
    {
        _desk.Live(TimeSpan.FromSeconds(60));
        Quotes(12, DeskFixture.Bid - 7);
        _desk.MarketDown();
        _desk.CountFrom(100);
        _desk.MarketUp();

        _desk.Live(TimeSpan.FromSeconds(25));
        (_desk.Desk.Halts & HaltCauses.BookDoubted).ShouldNotBe(HaltCauses.None);
        _desk.Live(TimeSpan.FromSeconds(10));
        _desk.Desk.Halts.ShouldBe(HaltCauses.None);
    }

    private void Quotes(int count, long bid)
    {
        for (var quote = 0; quote < count; quote++)
        {
            _desk.BestQuote(bid);
            _desk.Live(TimeSpan.FromMilliseconds(100));
        }
    }
}
