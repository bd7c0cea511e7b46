using Akka.Streams;
using Akka.Streams.Dsl;

namespace Phoenix.ActorRuntime.Tests.Streams.Operators;

/// <summary>Numbers that make no sense are refused.</summary>
public sealed class LimitSpecs : StreamSpecs
{
    [Fact]
    public async Task Times_and_bursts_below_their_limits_are_refused()
    {
        var (second, negative) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(-1));

        await Should.ThrowAsync<ArgumentOutOfRangeException>(All(Source.Tick(TimeSpan.Zero, TimeSpan.Zero, 1)));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(All(Source.Tick(negative, second, 1)));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(All(Numbers(1).Delay(negative)));
        Should.Throw<ArgumentException>(
            () => { _ = All(Numbers(1).Throttle(1, second, -1, ThrottleMode.Shaping)); });
    }

    [Theory]
    [InlineData(0, 16)]
    [InlineData(4, 0)]
    [InlineData(4, 5)]
    [InlineData(4, 2)]
    public void Input_buffers_are_positive_and_at_most_a_power_of_two(int initial, int max) =>
        Should.Throw<ArgumentException>(
            () => ActorMaterializerSettings.Create(Sys).WithInputBuffer(initial, max));
}
