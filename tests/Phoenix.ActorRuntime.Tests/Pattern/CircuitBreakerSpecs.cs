using Akka.Configuration;
using Akka.Pattern;
using Akka.TestKit;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Pattern;

/// <summary>The circuit breaker, in the time of a test scheduler.</summary>
public sealed class CircuitBreakerSpecs() : TestKit(
    ConfigurationFactory.ParseString("""
        akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
        """))
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ResetTimeout = TimeSpan.FromSeconds(1);

    private TestScheduler Time => (TestScheduler)Sys.Scheduler;

    [Fact]
    public async Task Calls_go_through_while_it_is_closed_and_a_success_resets_the_count()
    {
        var breaker = NewBreaker(maxFailures: 3);
        await FailOnce(breaker);
        await FailOnce(breaker);
        breaker.CurrentFailureCount.ShouldBe(2);
        (await breaker.WithCircuitBreaker(_ => Task.FromResult("hi"))).ShouldBe("hi");
        breaker.CurrentFailureCount.ShouldBe(0);
        breaker.IsClosed.ShouldBeTrue();
    }

    [Fact]
    public async Task The_last_permitted_failure_opens_it_and_calls_fail_at_once()
    {
        var breaker = NewBreaker(maxFailures: 2);
        var opened = new TaskCompletionSource();
        breaker.OnOpen(opened.SetResult);
        await FailOnce(breaker);
        breaker.IsClosed.ShouldBeTrue();
        await FailOnce(breaker);
        await opened.Task;
        breaker.IsOpen.ShouldBeTrue();
        breaker.LastCaughtException.ShouldBeOfType<InvalidOperationException>();
        var refusal = await Refused(breaker);
        refusal.InnerException.ShouldBeOfType<InvalidOperationException>();
        breaker.Succeed();
        breaker.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task After_the_reset_timeout_one_call_decides()
    {
        var breaker = NewBreaker();
        await FailOnce(breaker);
        Time.Advance(ResetTimeout - TimeSpan.FromMilliseconds(1));
        breaker.IsOpen.ShouldBeTrue();
        Time.Advance(TimeSpan.FromMilliseconds(1));
        await AwaitConditionAsync(() => breaker.IsHalfOpen);

        var one = new TaskCompletionSource<int>();
        var call = breaker.WithCircuitBreaker(_ => one.Task);
        (await Refused(breaker)).RemainingDuration.ShouldBe(TimeSpan.Zero);
        one.SetResult(1);
        (await call).ShouldBe(1);
        breaker.IsClosed.ShouldBeTrue();
        breaker.CurrentFailureCount.ShouldBe(0);
        breaker.LastCaughtException.ShouldBeNull();
    }

    [Fact]
    public async Task A_failure_while_half_open_opens_it_again_for_longer()
    {
        var breaker = NewBreaker().WithExponentialBackoff(TimeSpan.FromMinutes(1));
        await FailOnce(breaker);
        Time.Advance(ResetTimeout);
        await AwaitConditionAsync(() => breaker.IsHalfOpen);
        await FailOnce(breaker);
        breaker.IsOpen.ShouldBeTrue();
        Time.Advance(ResetTimeout);
        await Task.Yield();
        breaker.IsOpen.ShouldBeTrue();
        Time.Advance(ResetTimeout);
        await AwaitConditionAsync(() => breaker.IsHalfOpen);
    }

    [Fact]
    public void Failures_and_successes_can_be_reported()
    {
        var breaker = NewBreaker();
        breaker.Fail();
        breaker.IsOpen.ShouldBeTrue();
        breaker.LastCaughtException.ShouldBeOfType<UserCalledFailException>();
        Time.Advance(ResetTimeout);
        AwaitCondition(() => breaker.IsHalfOpen);
        breaker.Succeed();
        breaker.IsClosed.ShouldBeTrue();
    }

    [Fact]
    public void A_synchronous_call_returns_its_result_or_throws_its_exception()
    {
        var breaker = NewBreaker();
        breaker.WithSyncCircuitBreaker(() => 3).ShouldBe(3);
        Should.Throw<InvalidOperationException>(
            () => breaker.WithSyncCircuitBreaker(() => throw new InvalidOperationException("no")));
        Should.Throw<OpenCircuitException>(() => breaker.WithSyncCircuitBreaker(() => 3));
    }

    [Fact]
    public void Factors_out_of_range_are_refused()
    {
        Should.Throw<ArgumentException>(() => NewBreaker().WithRandomFactor(1.1));
        Should.Throw<ArgumentException>(
            () => new CircuitBreaker(Sys.Scheduler, 1, CallTimeout, ResetTimeout, ResetTimeout, 0.9));
    }

    private static async Task<OpenCircuitException> Refused(CircuitBreaker breaker) =>
        await Should.ThrowAsync<OpenCircuitException>(
            async () => await breaker.WithCircuitBreaker(_ => Task.FromResult(1)));

    private static Task<InvalidOperationException> FailOnce(CircuitBreaker breaker) =>
        Should.ThrowAsync<InvalidOperationException>(
            breaker.WithCircuitBreaker(_ => Task.FromException<int>(new InvalidOperationException("no"))));

    private CircuitBreaker NewBreaker(int maxFailures = 1) =>
        new(Sys.Scheduler, maxFailures, CallTimeout, ResetTimeout);
}
