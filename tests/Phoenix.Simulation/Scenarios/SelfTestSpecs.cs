using Phoenix.Core.Streams;
using Phoenix.Venue.Faults;

namespace Phoenix.Simulation.Scenarios;

/// <summary>A stream that is acknowledged and never comes (S03 to S05) is told by its name.</summary>
public sealed class SelfTestSpecs
{
    [Fact]
    public void A_stream_that_is_only_acknowledged_is_named_and_retried_at_a_bounded_rate()
    {
        using var world = World.Seeded(61);
        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.AckOnly,
            Target = "ethusdc@markPrice@1s",
            Duration = TimeSpan.FromSeconds(60),
        });

        world.RunUntil(() => world.Stuck.Count > 0, 59, "the condition to be named");

        world.Stuck[0].Cause.ShouldBe(DeathCause.FirstDataMissing);
        world.Stuck[0].Detail.ShouldContain("ethusdc@markPrice@1s");
        world.Stuck[0].Detail.ShouldContain("Market route");
        world.Deaths.Count.ShouldBeLessThan(30);
        world.RunUntil(() => world.IsQuoting, 100);
        world.StopAndCompare();
    }
}
