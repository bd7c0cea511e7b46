using Akka.Pattern;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Pattern;

/// <summary>Calls that take too long, in real time.</summary>
public sealed class CircuitBreakerTimeoutSpecs : TestKit
{
    [Fact]
    public async Task A_call_that_takes_too_long_is_a_failure()
    {
        var breaker = NewBreaker();
        var never = new TaskCompletionSource<int>();
        await Should.ThrowAsync<TimeoutException>(breaker.WithCircuitBreaker(_ => never.Task));
        breaker.CurrentFailureCount.ShouldBe(1);
        breaker.IsOpen.ShouldBeTrue();
        never.SetResult(1);
        breaker.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task The_remaining_time_says_how_long_it_stays_open()
    {
        var breaker = NewBreaker();
        breaker.Fail();
        var refusal = await Should.ThrowAsync<OpenCircuitException>(
            breaker.WithCircuitBreaker(_ => Task.FromResult(1)));
        refusal.RemainingDuration.ShouldBeGreaterThan(TimeSpan.Zero);
        refusal.RemainingDuration.ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(60));
    }

    private CircuitBreaker NewBreaker() =>
        new(Sys.Scheduler, 1, TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(60));
}
