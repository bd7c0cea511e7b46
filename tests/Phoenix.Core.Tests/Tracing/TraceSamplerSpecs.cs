using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Tracing;

namespace Phoenix.Core.Tests.Tracing;

/// <summary>Goal: as many decisions are traced as the settings say, the same ones in every run.</summary>
public sealed class TraceSamplerSpecs
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(1, "1111111111")]
    [InlineData(0.5, "1010101010")]
    [InlineData(0.3, "1000100100")]
    [InlineData(0.1, "1000000000")]
    [InlineData(0, "0000000000")]
    public void The_share_is_kept_by_counting(double share, string expected)
    {
        var sampler = Sampler((decimal)share);

        string.Concat(Enumerable.Range(0, 10).Select(second => Wants(sampler, second) ? '1' : '0')).ShouldBe(expected);
    }

    [Fact]
    public void However_many_come_no_more_than_the_limit_are_traced_within_a_second()
    {
        var sampler = Sampler(1, mostPerSecond: 3);

        Enumerable.Range(0, 10).Count(_ => Wants(sampler, 5)).ShouldBe(3);
        sampler.Wants(false, Instant.From(6 * Second) - TimeSpan.FromTicks(1)).ShouldBeFalse();
        Enumerable.Range(0, 10).Count(_ => Wants(sampler, 6)).ShouldBe(3);
    }

    [Fact]
    public void A_turn_that_the_limit_forbade_is_not_made_up_for()
    {
        var sampler = Sampler(0.5m, mostPerSecond: 1);
        Enumerable.Range(0, 10).Count(_ => Wants(sampler, 5)).ShouldBe(1);

        Enumerable.Range(0, 4).Select(second => Wants(sampler, 6 + second)).ShouldBe([true, false, true, false]);
    }

    [Fact]
    public void A_notable_decision_is_traced_out_of_its_turn_and_takes_nobodys()
    {
        var sampler = Sampler(0.5m);

        Wants(sampler, 0).ShouldBeTrue();
        sampler.Wants(isNotable: true, Instant.From(Second)).ShouldBeTrue();
        Wants(sampler, 2).ShouldBeTrue();
        Wants(sampler, 3).ShouldBeFalse();
    }

    [Fact]
    public void The_limit_holds_for_notable_decisions_too()
    {
        var sampler = Sampler(0.1m, mostPerSecond: 2);

        Enumerable.Range(0, 10).Count(_ => sampler.Wants(isNotable: true, default)).ShouldBe(2);
    }

    [Fact]
    public void Where_nothing_is_to_be_traced_nothing_is_notable()
    {
        Sampler(0).IsOff.ShouldBeTrue();
        Sampler(0).Wants(isNotable: true, default).ShouldBeFalse();
    }

    [Fact]
    public void Deciding_allocates_nothing()
    {
        var sampler = Sampler(0.3m);
        Wants(sampler, 0);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var second = 1; second < 10_000; second++)
        {
            Wants(sampler, second);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static TraceSampler Sampler(decimal share, int mostPerSecond = 1_000) =>
        new(new TraceSampling { Share = share, MostPerSecond = mostPerSecond });

    private static bool Wants(TraceSampler sampler, int second) =>
        sampler.Wants(isNotable: false, Instant.From(second * Second));
}
