using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Evidence;

namespace Phoenix.Core.Tests.Streams.Evidence;

/// <summary>Trades and mark prices speak against a book only when they do so again and again.</summary>
public sealed class WitnessSpecs
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly TradeWitness _trades = new();
    private readonly MarkWitness _marks = new(0.03m);
    private Instant _now = Instant.From(TimeSpan.FromSeconds(100));

    public WitnessSpecs() => Frames(20);

    [Fact]
    public void A_row_of_trades_outside_shows_a_sick_book_after_two_seconds_and_not_before()
    {
        var prints = Outside(100);
        prints.ShouldBe((int)(TradeWitness.Least / Interval) + 1);
        _trades.Contradicts(_now).ShouldBeTrue();
    }

    [Fact]
    public void A_sweep_of_many_trades_at_once_proves_nothing()
    {
        Frames(1);
        for (var print = 0; print < 50; print++)
        {
            Print(120, TimeSpan.Zero).ShouldBeNull();
        }

        _trades.Contradicts(_now).ShouldBeFalse();
    }

    [Fact]
    public void One_trade_inside_ends_the_row_and_what_was_said()
    {
        Outside(100);
        Print(101, TimeSpan.Zero).ShouldBeNull();
        _trades.Contradicts(_now).ShouldBeFalse();
        Outside(15).ShouldBe(15);
    }

    [Fact]
    public void Few_trades_outside_prove_nothing_however_long_they_take()
    {
        for (var print = 1; print < TradeWitness.ToProve; print++)
        {
            Frames(10);
            Print(120, TimeSpan.Zero).ShouldBeNull();
        }

        Frames(10);
        Print(120, TimeSpan.Zero).ShouldNotBeNull().Cause.ShouldBe(DeathCause.BookContradicted);
    }

    [Fact]
    public void What_the_book_was_within_the_reach_counts_for_a_trade()
    {
        Frames(1, bid: 110);
        Frames(9);
        Print(111, TimeSpan.FromSeconds(0.8)).ShouldBeNull();
        Outside(19).ShouldBe(19);
    }

    [Fact]
    public void Trades_that_the_book_has_not_reached_yet_or_has_forgotten_are_not_judged()
    {
        for (var print = 0; print < 100; print++)
        {
            _now += Interval;
            Print(120, TimeSpan.Zero).ShouldBeNull();
        }

        Frames(40);
        for (var print = 0; print < 100; print++)
        {
            Frames(1);
            Print(120, TimeSpan.FromSeconds(8)).ShouldBeNull();
        }
    }

    [Fact]
    public void What_was_said_is_forgotten_when_nobody_says_it_again()
    {
        Outside(100);
        _trades.Forget();
        _trades.Contradicts(_now + WitnessRow.Memory - Interval).ShouldBeTrue();
        _trades.Contradicts(_now + WitnessRow.Memory).ShouldBeFalse();
    }

    [Fact]
    public void The_third_far_mark_in_a_row_contradicts_and_a_near_one_takes_it_back()
    {
        Mark(104).ShouldBeNull();
        Mark(104).ShouldBeNull();
        Mark(100).ShouldBeNull();
        Mark(96).ShouldBeNull();
        Mark(96).ShouldBeNull();
        Mark(96).ShouldNotBeNull().Cause.ShouldBe(DeathCause.BookContradicted);
        _marks.Contradicts(_now).ShouldBeTrue();
        Mark(97.2m).ShouldBeNull();
        _marks.Contradicts(_now).ShouldBeFalse();
    }

    [Fact]
    public void Without_a_band_any_mark_will_do()
    {
        var marks = new MarkWitness(0);
        for (var mark = 0; mark < 10; mark++)
        {
            marks.Marked(1, 100, 1, _now).ShouldBeNull();
        }
    }

    /// <summary>The middle of the book is 100.</summary>
    private Contradiction? Mark(decimal mark) => _marks.Marked(mark, 100, 1, _now += TimeSpan.FromSeconds(1));

    /// <summary>A trade far outside after each frame, until it is told; how many that took.</summary>
    private int Outside(int most)
    {
        for (var print = 1; print <= most; print++)
        {
            Frames(1);
            if (Print(120, TimeSpan.Zero) is not null)
            {
                return print;
            }
        }

        return most;
    }

    private Contradiction? Print(long price, TimeSpan age) => _trades.Printed(new Price(price), Stamp(age), 7, _now);

    private void Frames(int count, long bid = 100)
    {
        for (var frame = 0; frame < count; frame++)
        {
            _now += Interval;
            _trades.Touched(new Price(bid), new Price(bid + 2), Stamp(TimeSpan.Zero));
        }
    }

    private VenueTime Stamp(TimeSpan age) => new((_now - age).Nanoseconds / 1_000_000);
}
