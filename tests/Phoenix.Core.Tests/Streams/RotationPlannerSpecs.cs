using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Freshness;
using Phoenix.Core.Streams.Rotation;

namespace Phoenix.Core.Tests.Streams;

/// <summary>Goal: connections are replaced one at a time, each in time, and only while nothing is in doubt.</summary>
public sealed class RotationPlannerSpecs
{
    private static readonly StreamSettings Settings = new();
    private static readonly SlotId A = new(StreamRoute.Public, 'A');
    private static readonly SlotId B = new(StreamRoute.Public, 'B');
    private static readonly SlotId Other = new(StreamRoute.Market, 'A');
    private static readonly StreamId Depth = new(new Symbol("ETHUSDC"), StreamKind.Depth);
    private static readonly Instant Start = new(1_000_000_000);
    private readonly RotationPlanner _planner = new(Settings, [A, B, Other]);

    [Fact]
    public void A_connection_is_due_at_its_age_and_its_share_of_the_spread()
    {
        Up(a: 0.5, b: 1);
        var due = Start + Settings.RotateAfter + (Settings.RotateSpread / 2);

        _planner.Next(due - TimeSpan.FromTicks(1)).ShouldBeNull();
        _planner.Next(due).ShouldBe(A);
    }

    [Fact]
    public void Only_one_rotates_at_a_time_and_the_next_one_follows()
    {
        Up(a: 0, b: 0);
        var late = Start + TimeSpan.FromDays(1);

        _planner.Next(late).ShouldBe(A);
        _planner.Next(late).ShouldBeNull();
        _planner.Up(A, 0, late);
        _planner.Next(late).ShouldBe(B);
    }

    [Fact]
    public void A_sibling_that_is_down_must_come_back_first()
    {
        Up(a: 0, b: 1);
        _planner.Lost(B);
        var late = Start + Settings.RotateAfter;

        _planner.Next(late).ShouldBeNull();
        _planner.Up(B, 0, late);
        _planner.Next(late).ShouldBe(A);
    }

    [Fact]
    public void A_sibling_in_doubt_must_recover_first()
    {
        Up(a: 0, b: 1);
        var late = Start + Settings.RotateAfter;
        _planner.Judged(Verdict(B, Freshness.Suspect));

        _planner.Next(late).ShouldBeNull();
        _planner.Judged(Verdict(B, Freshness.Live));
        _planner.Next(late).ShouldBe(A);
    }

    [Fact]
    public void A_quiet_sibling_is_not_in_doubt()
    {
        Up(a: 0, b: 1);
        _planner.Judged(Verdict(B, Freshness.Suspect));
        _planner.Judged(Verdict(B, Freshness.Quiet));

        _planner.Next(Start + Settings.RotateAfter).ShouldBe(A);
    }

    [Fact]
    public void After_a_failure_the_old_one_stays_for_a_while()
    {
        Up(a: 0, b: 1);
        var late = Start + Settings.RotateAfter;
        _planner.Next(late).ShouldBe(A);
        _planner.Judged(Verdict(A with { IsSecondBerth = true }, Freshness.Suspect));
        _planner.Failed(A, late);

        _planner.Next(late + Settings.RotateRetry - TimeSpan.FromTicks(1)).ShouldBeNull();
        _planner.Next(late + Settings.RotateRetry).ShouldBe(A);
    }

    [Fact]
    public void A_death_during_the_rotation_ends_it()
    {
        Up(a: 0, b: 0);
        var late = Start + Settings.RotateAfter;
        _planner.Next(late).ShouldBe(A);
        _planner.Lost(A);
        _planner.Rotating.ShouldBeNull();
        _planner.Up(A, 0, late);
        _planner.Next(late).ShouldBe(B);
    }

    private static FreshnessVerdict Verdict(SlotId slot, Freshness freshness) =>
        new(Depth, slot, new Epoch(1), freshness, TimeSpan.Zero, Cause: null, CountsAsDeath: false);

    private void Up(double a, double b)
    {
        _planner.Up(A, a, Start);
        _planner.Up(B, b, Start);
    }
}
