using Akka.Pattern;
using Akka.TestKit.Xunit2;
using Akka.Util;

namespace Phoenix.ActorRuntime.Tests.Pattern;

/// <summary>Trying again.</summary>
public sealed class RetrySpecs : TestKit
{
    private int _tried;

    [Fact]
    public async Task Success_is_not_tried_again()
    {
        (await RetrySupport.Retry(() => FailingTimes(0), 5)).ShouldBe(1);
        _tried.ShouldBe(1);
    }

    [Fact]
    public async Task The_first_success_counts() =>
        (await RetrySupport.Retry(() => FailingTimes(3), 5, TimeSpan.FromMilliseconds(1), Sys.Scheduler)).ShouldBe(4);

    [Fact]
    public async Task The_last_failure_is_what_comes_out()
    {
        var pauses = new List<int>();
        var failure = await Should.ThrowAsync<InvalidOperationException>(RetrySupport.Retry(
            () => FailingTimes(10), 3,
            failures =>
            {
                pauses.Add(failures);
                return Option<TimeSpan>.None;
            },
            Sys.Scheduler));
        failure.Message.ShouldBe("4");
        pauses.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task An_exception_that_is_thrown_is_a_failure_too() =>
        (await RetrySupport.Retry(
            () => _tried++ < 2 ? throw new InvalidOperationException("thrown") : Task.FromResult(_tried), 2))
        .ShouldBe(3);

    [Fact]
    public async Task The_pause_is_waited_for()
    {
        var begun = Sys.Scheduler.MonotonicClock;
        await RetrySupport.Retry(() => FailingTimes(2), 2, TimeSpan.FromMilliseconds(30), Sys.Scheduler);
        (Sys.Scheduler.MonotonicClock - begun).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void A_negative_number_of_attempts_is_refused() =>
        Should.Throw<ArgumentException>(() => { _ = RetrySupport.Retry(() => FailingTimes(0), -1); });

    private Task<int> FailingTimes(int times) => ++_tried <= times
        ? Task.FromException<int>(new InvalidOperationException(_tried.ToString()))
        : Task.FromResult(_tried);
}
