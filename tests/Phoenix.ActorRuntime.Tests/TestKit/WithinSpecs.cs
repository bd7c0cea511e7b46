using Akka.Actor;
using Xunit.Sdk;

namespace Phoenix.ActorRuntime.Tests.Kit;

/// <summary>Limits around a piece of a test, and waiting for conditions.</summary>
public sealed class WithinSpecs() : Akka.TestKit.Xunit2.TestKit("akka.test.timefactor = 2")
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(30);

    [Fact]
    public void Expectations_share_what_is_left()
    {
        var left = Within(TimeSpan.FromMinutes(1), () => (Remaining, RemainingOrDefault));

        left.Remaining.ShouldBeInRange(TimeSpan.FromMinutes(1.9), TimeSpan.FromMinutes(2));
        left.RemainingOrDefault.ShouldBeLessThanOrEqualTo(left.Remaining);
    }

    [Fact]
    public void Nothing_remains_outside() => Should.Throw<InvalidOperationException>(() => Remaining);

    [Fact]
    public void An_inner_limit_cannot_last_longer_than_the_outer_one() =>
        Within(TimeSpan.FromSeconds(10), () =>
            Within(TimeSpan.FromMinutes(10), () => Remaining.ShouldBeLessThan(TimeSpan.FromSeconds(21))));

    [Fact]
    public void What_is_over_too_early_fails() =>
        Should.Throw<FailException>(() => Within(TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(10), () => { }, "slow"))
            .Message.ShouldMatch("Failed: Block took .*, should have at least been 00:00:09. slow");

    [Fact]
    public void What_takes_too_long_fails_unless_a_message_was_the_last_it_waited_for()
    {
        var looks = TimeSpan.FromMilliseconds(1);
        Should.Throw<FailException>(() => Within(looks, () => ExpectNoMsg(Moment), TimeSpan.Zero)).Message.ShouldMatch(
            "Failed: Block took .*, exceeding 00:00:00.0020000.");
        Within(looks, () => ExpectNoMsg(Moment), TimeSpan.FromMinutes(1));

        Within(looks, () =>
        {
            _ = ReceiveOne(Moment);
            TestActor.Tell("last");
            ExpectMsg("last");
        });
    }

    [Fact]
    public void A_minimum_that_does_not_fit_fails_at_once() =>
        Should.Throw<TrueException>(() => Within(TimeSpan.FromSeconds(1), () =>
                Within(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), () => { })))
            .Message.ShouldStartWith("Required min time 00:01:00 not possible, only ");

    [Fact]
    public void A_limit_must_be_one() =>
        Should.Throw<ArgumentException>(() => Within(Timeout.InfiniteTimeSpan, () => { }));

    [Fact]
    public async Task Limits_hold_across_awaits()
    {
        var answer = await WithinAsync(TimeSpan.FromSeconds(5), async () =>
        {
            TestActor.Tell("answer");
            return await ExpectMsgAsync<string>();
        });

        answer.ShouldBe("answer");
    }

    [Fact]
    public void Waits_are_stretched()
    {
        Dilated(TimeSpan.FromSeconds(3)).ShouldBe(TimeSpan.FromSeconds(6));
        RemainingOrDilated(TimeSpan.FromSeconds(1)).ShouldBe(TimeSpan.FromSeconds(2));
        RemainingOrDilated(null).ShouldBe(TimeSpan.FromSeconds(6));
        Should.Throw<ArgumentException>(() => Dilated(TimeSpan.FromSeconds(-1)));
    }

    [Fact]
    public void A_condition_is_awaited()
    {
        var looks = 0;

        AwaitCondition(() => ++looks == 3);

        looks.ShouldBe(3);
        Should.Throw<FailException>(() => AwaitCondition(() => false, Moment)).Message.ShouldBe(
            $"Timeout {Moment * 2} expired while waiting for condition.");
        AwaitConditionNoThrow(() => false, Moment).ShouldBeFalse();
    }

    [Fact]
    public async Task An_assertion_is_repeated_and_its_last_failure_is_the_tests()
    {
        var looks = 0;
        await AwaitAssertAsync(() => (++looks).ShouldBe(3), interval: TimeSpan.FromMilliseconds(1));

        looks.ShouldBe(3);
        Should.Throw<InvalidOperationException>(() =>
            AwaitAssert(() => throw new InvalidOperationException("never"), Moment)).Message.ShouldBe("never");
    }
}
