using Phoenix.Core.Books;
using Phoenix.Core.MarketData;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams.Evidence;
using static Phoenix.Core.Tests.Books.BookScript;

namespace Phoenix.Core.Tests.Streams.Evidence;

/// <summary>A question to the venue tells a quiet market from a dead stream.</summary>
public sealed class BookProbeSpecs
{
    private static readonly StreamSettings Settings = new();
    private static readonly Instant Asked = new(5_000_000_000);
    private static readonly Instant Now = Asked + TimeSpan.FromMilliseconds(80);
    private readonly BookProbe _probe = new(Settings);
    private readonly OrderBook _book = new();

    public BookProbeSpecs() => _book.Load(Snapshot(100, [(10, 5), (9, 4)], [(12, 5), (13, 6)]));

    [Theory]
    [InlineData(100)]
    [InlineData(170)]
    public void The_same_levels_confirm_the_book_as_of_the_question(long updateId) =>
        Answer(Snapshot(updateId, [(10, 5), (9, 4)], [(12, 5), (13, 6)]))
            .ShouldBe(new ProbeFinding.Confirmed(Asked));

    [Fact]
    public void Other_levels_of_a_later_update_are_owed_by_the_stream() =>
        Answer(Snapshot(101, [(10, 4), (9, 4)], [(12, 5), (13, 6)])).ShouldBe(new ProbeFinding.Ahead(101));

    [Fact]
    public void Other_levels_of_the_same_update_show_that_our_book_is_wrong() =>
        Answer(Snapshot(100, [(10, 4), (9, 4)], [(12, 5), (13, 6)])).ShouldBe(new ProbeFinding.Different(100));

    [Fact]
    public void A_replica_behind_our_book_proves_nothing() =>
        Answer(Snapshot(99, [(10, 4)], [(12, 5)])).ShouldBeOfType<ProbeFinding.NoEvidence>();

    [Fact]
    public void A_level_that_the_venue_does_not_have_any_more_is_a_difference() =>
        Answer(Snapshot(101, [(10, 5)], [(12, 5), (13, 6)])).ShouldBe(new ProbeFinding.Ahead(101));

    [Fact]
    public void An_answer_to_a_question_that_was_given_up_proves_nothing()
    {
        var first = _probe.Ask(Asked);
        _probe.Ask(Now);
        _probe.Answered(first, Ok(Snapshot(100, [(10, 5), (9, 4)], [(12, 5), (13, 6)])), _book, Now)
            .ShouldBeOfType<ProbeFinding.NoEvidence>();
    }

    [Fact]
    public void An_answer_as_old_as_the_one_before_proves_nothing()
    {
        var same = Snapshot(100, [(10, 5), (9, 4)], [(12, 5), (13, 6)]);
        Answer(same).ShouldBeOfType<ProbeFinding.Confirmed>();
        _probe.Answered(_probe.Ask(Now + TimeSpan.FromSeconds(1)), Ok(same), _book, Now + TimeSpan.FromSeconds(2))
            .ShouldBeOfType<ProbeFinding.NoEvidence>();
    }

    [Fact]
    public void After_the_venues_clock_was_set_back_the_second_answer_counts_again()
    {
        var book = Snapshot(100, [(10, 5), (9, 4)], [(12, 5), (13, 6)]);
        Answer(book).ShouldBeOfType<ProbeFinding.Confirmed>();
        var back = book.EventTime + TimeSpan.FromSeconds(-60);

        AnswerAfter(TimeSpan.FromSeconds(1), book with { EventTime = back })
            .ShouldBeOfType<ProbeFinding.NoEvidence>();
        AnswerAfter(TimeSpan.FromSeconds(2), book with { EventTime = back + TimeSpan.FromSeconds(1) })
            .ShouldBeOfType<ProbeFinding.Confirmed>();
    }

    [Fact]
    public void A_stopped_replica_that_takes_turns_with_a_live_one_never_confirms()
    {
        var stopped = Snapshot(100, [(10, 5), (9, 4)], [(12, 5), (13, 6)]);
        Answer(stopped).ShouldBeOfType<ProbeFinding.Confirmed>();
        for (var second = 1; second < 20; second += 2)
        {
            var live = stopped with { EventTime = stopped.EventTime + TimeSpan.FromSeconds(second) };
            AnswerAfter(TimeSpan.FromSeconds(second), live).ShouldBeOfType<ProbeFinding.Confirmed>();
            AnswerAfter(TimeSpan.FromSeconds(second + 1), stopped).ShouldBeOfType<ProbeFinding.NoEvidence>();
        }
    }

    [Fact]
    public void Two_stopped_replicas_that_take_turns_confirm_no_more_than_each_once()
    {
        var older = Snapshot(99, [(10, 5), (9, 4)], [(12, 5), (13, 6)]);
        var newer = Snapshot(100, [(10, 5), (9, 4)], [(12, 5), (13, 6)]) with
        {
            EventTime = older.EventTime + TimeSpan.FromSeconds(2),
        };
        Answer(newer).ShouldBeOfType<ProbeFinding.Confirmed>();
        for (var second = 1; second < 20; second += 2)
        {
            AnswerAfter(TimeSpan.FromSeconds(second), older).ShouldBeOfType<ProbeFinding.NoEvidence>();
            AnswerAfter(TimeSpan.FromSeconds(second + 1), newer).ShouldBeOfType<ProbeFinding.NoEvidence>();
        }
    }

    [Fact]
    public void One_question_at_a_time_and_after_failures_ever_more_seldom()
    {
        var now = Asked;
        var asked = 0;
        for (; now < Asked + TimeSpan.FromMinutes(1); now += TimeSpan.FromMilliseconds(50))
        {
            if (_probe.IsDue(TimeSpan.FromSeconds(2), Settings.ProbeAfter, now))
            {
                asked++;
                _probe.Answered(_probe.Ask(now), Failed(retryAfter: null), _book, now);
            }
        }

        asked.ShouldBeInRange(10, 20);
        _probe.Answered(_probe.Ask(now), Failed(TimeSpan.FromMinutes(2)), _book, now);
        _probe.IsDue(TimeSpan.FromMinutes(1), Settings.ProbeAfter, now + TimeSpan.FromSeconds(119)).ShouldBeFalse();
        _probe.IsDue(TimeSpan.FromMinutes(1), Settings.ProbeAfter, now + TimeSpan.FromSeconds(120)).ShouldBeTrue();
    }

    [Fact]
    public void A_question_without_an_answer_is_given_up()
    {
        _probe.Ask(Asked);
        _probe.IsDue(TimeSpan.FromSeconds(4), Settings.ProbeAfter, Asked + TimeSpan.FromSeconds(4)).ShouldBeFalse();
        _probe.IsDue(TimeSpan.FromSeconds(5), Settings.ProbeAfter, Asked + TimeSpan.FromSeconds(5)).ShouldBeTrue();
    }

    private static VenueReply<BookSnapshot> Ok(BookSnapshot snapshot) => new VenueReply<BookSnapshot>.Ok(snapshot);

    private static VenueReply<BookSnapshot> Failed(TimeSpan? retryAfter) => new VenueReply<BookSnapshot>.Failed(
        new VenueError(VenueFailure.Unavailable, 0, "test") { RetryAfter = retryAfter });

    private ProbeFinding AnswerAfter(TimeSpan time, BookSnapshot snapshot) =>
        _probe.Answered(_probe.Ask(Asked + time), Ok(snapshot), _book, Now + time);

    private ProbeFinding Answer(BookSnapshot snapshot) =>
        _probe.Answered(_probe.Ask(Asked), Ok(snapshot), _book, Now);
}
