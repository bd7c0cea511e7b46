using Phoenix.Core.Primitives;
using Phoenix.Core.Risk;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.Risk;

/// <summary>
/// Cosmetic moves pause when four fifths are spent; risk never does; and what is spent always comes back.
/// </summary>
public sealed class CancelBudgetSpecs
{
    private static readonly Instant Start = Instant.From(TimeSpan.FromHours(5));
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(1.2);
    private readonly CancelBudget _budget = new(new CancelSettings { PerMinute = 50 });

    [Fact]
    public void Cosmetic_cancels_pause_at_four_fifths()
    {
        Take(CancelPurpose.Cosmetic, Start).ShouldBe(40);

        _budget.SpentShare(Start).ShouldBe(0.8);
        _budget.IsCosmeticPaused(Start).ShouldBeTrue();
        _budget.TryTake(CancelPurpose.Cosmetic, Start, out var roomAt).ShouldBeFalse();
        roomAt.ShouldBe(Start + Each);
        _budget.Refused.ShouldBe(2);

        var justBefore = new Instant(roomAt.Nanoseconds - 1);
        _budget.IsCosmeticPaused(justBefore).ShouldBeTrue();
        _budget.TryTake(CancelPurpose.Cosmetic, justBefore, out _).ShouldBeFalse();
        _budget.TryTake(CancelPurpose.Cosmetic, roomAt, out _).ShouldBeTrue();
    }

    [Fact]
    public void Only_risk_spends_the_reserve_and_it_is_never_refused()
    {
        Take(CancelPurpose.Cosmetic, Start);
        for (var cancel = 0; cancel < 10; cancel++)
        {
            _budget.TryTake(CancelPurpose.Risk, Start, out _).ShouldBeTrue();
        }

        _budget.SpentShare(Start).ShouldBe(1);
        _budget.Overdrawn.ShouldBe(0);
        _budget.TryTake(CancelPurpose.Risk, Start, out var roomAt).ShouldBeTrue();
        roomAt.ShouldBe(Start);
        _budget.Overdrawn.ShouldBe(1);
    }

    [Fact]
    public void However_much_risk_took_a_minute_later_all_of_it_is_back()
    {
        for (var cancel = 0; cancel < 1000; cancel++)
        {
            _budget.TryTake(CancelPurpose.Risk, Start, out _).ShouldBeTrue();
        }

        _budget.SpentShare(Start).ShouldBe(1);
        _budget.SpentShare(Start + TimeSpan.FromSeconds(30)).ShouldBe(0.5);
        _budget.SpentShare(Start + TimeSpan.FromMinutes(1)).ShouldBe(0);
        Take(CancelPurpose.Cosmetic, Start + TimeSpan.FromMinutes(1)).ShouldBe(40);
    }

    [Fact]
    public void What_is_spent_comes_back_evenly_and_not_at_a_moment()
    {
        Take(CancelPurpose.Cosmetic, Start);
        for (var later = 1; later <= 1000; later++)
        {
            Take(CancelPurpose.Cosmetic, Start + (Each * later)).ShouldBe(1, $"after {later}");
        }
    }

    [Fact]
    public void A_clock_that_stands_or_goes_back_gives_nothing()
    {
        Take(CancelPurpose.Cosmetic, Start);

        _budget.TryTake(CancelPurpose.Cosmetic, Start - TimeSpan.FromHours(1), out var roomAt).ShouldBeFalse();
        roomAt.ShouldBe(Start + Each);
        Take(CancelPurpose.Cosmetic, Start + Each).ShouldBe(1);
    }

    [Fact]
    public void The_settings_are_the_limit()
    {
        var budget = new CancelBudget(new CancelSettings { PerMinute = 3, Reserve = 0.5m });

        budget.TryTake(CancelPurpose.Cosmetic, Start, out _).ShouldBeTrue();
        budget.TryTake(CancelPurpose.Cosmetic, Start, out var roomAt).ShouldBeFalse();
        roomAt.ShouldBe(Start + TimeSpan.FromSeconds(10));
    }

    private int Take(CancelPurpose purpose, Instant now)
    {
        var taken = 0;
        while (_budget.TryTake(purpose, now, out _))
        {
            taken++;
        }

        return taken;
    }
}
