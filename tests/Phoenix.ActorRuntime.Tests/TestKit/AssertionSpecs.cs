using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Extensions;
using Akka.TestKit.Internal;
using Akka.TestKit.Internal.StringMatcher;
using Akka.TestKit.Xunit2;
using Akka.TestKit.Xunit2.Attributes;
using Akka.TestKit.Xunit2.Internals;
using Xunit.Sdk;

namespace Phoenix.ActorRuntime.Tests.Kit;

/// <summary>How the kit fails, logs and bounds what a test waits for.</summary>
public sealed class AssertionSpecs
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    private readonly XunitAssertions _assertions = new();

    [Fact]
    public void Failures_are_those_of_xunit()
    {
        Should.Throw<FailException>(() => _assertions.Fail("F {0}", 5)).Message.ShouldBe("F 5");
        Should.Throw<TrueException>(() => _assertions.AssertTrue(false, "F {0}", 5)).Message.ShouldBe("F 5");
        Should.Throw<FalseException>(() => _assertions.AssertFalse(true, "F {0}", 5)).Message.ShouldBe("F 5");
        _assertions.AssertTrue(true);
        _assertions.AssertFalse(false);
    }

    [Fact]
    public void Sequences_are_equal_if_their_items_are()
    {
        _assertions.AssertEqual(new List<int> { 1, 2 }, [1, 2]);
        Should.Throw<AkkaEqualException>(() => _assertions.AssertEqual(new[] { 1, 2 }, [1, 3])).Message.ShouldEndWith(
            "Expected: [1, 2]" + Environment.NewLine + "Actual:   [1, 3]");
        Should.Throw<AkkaEqualException>(() => _assertions.AssertEqual("a", null!)).Message.ShouldEndWith(
            "Actual:   null");
        Should.Throw<AkkaEqualException>(() => _assertions.AssertEqual(1, 1, (_, _) => false, "never"));
    }

    [Fact]
    public async Task Tasks_are_not_awaited_without_end()
    {
        var never = new TaskCompletionSource<int>().Task;

        (await never.AwaitWithTimeout(Moment)).ShouldBeFalse();
        (await Task.FromResult(1).AwaitWithTimeout(Moment)).ShouldBeTrue();
        (await Task.FromResult(1).WithTimeout(Moment)).ShouldBe(1);
        (await Assert.ThrowsAsync<TaskCanceledException>(() => never.WithTimeout(Moment))).Message.ShouldBe(
            "Task timed out after 0.02 seconds");
    }

    [Fact]
    public void Less_than_nothing_is_without_end()
    {
        var second = TimeSpan.FromSeconds(1);

        (-second).IsInfinite().ShouldBeTrue();
        (-second).IsInfiniteTimeout().ShouldBeFalse();
        Timeout.InfiniteTimeSpan.IsInfiniteTimeout().ShouldBeTrue();
        TimeSpan.Zero.IsPositiveFinite().ShouldBeTrue();
        second.Min(Timeout.InfiniteTimeSpan).ShouldBe(second);
        Timeout.InfiniteTimeSpan.Min(second).ShouldBe(second);
        Should.Throw<ArgumentException>(() => (-second).EnsureIsPositiveFinite("max")).ParamName.ShouldBe("max");
    }

    [Fact]
    public void A_path_is_met_with_and_without_its_system()
    {
        var matcher = new EqualsStringAndPathMatcher("/user/a");

        matcher.IsMatch("/user/a").ShouldBeTrue();
        matcher.IsMatch("akka://any/user/a").ShouldBeTrue();
        matcher.IsMatch("user/a").ShouldBeFalse();
        new EqualsStringAndPathMatcher("/user/a", canBeRelative: false).IsMatch("akka://any/user/a").ShouldBeFalse();
    }

    [Fact]
    public void A_breaker_remembers_what_it_was()
    {
        using var system = ActorSystem.Create("breaker", Akka.TestKit.Configs.TestConfigs.DefaultConfig);
        var breaker = new TestBreaker(Akka.Pattern.CircuitBreaker.Create(
            system.Scheduler, 1, TimeSpan.FromSeconds(9), TimeSpan.FromHours(1)));

        breaker.Instance.Fail();

        breaker.OpenLatch.Wait(TimeSpan.FromSeconds(9)).ShouldBeTrue();
        breaker.ClosedLatch.IsSet.ShouldBeFalse();
    }

    [Fact]
    public void A_fact_of_windows_is_skipped_elsewhere() =>
        new WindowsFactAttribute().Skip.ShouldBe(OperatingSystem.IsWindows() ? null : "Skipped under Unix platforms");
}
