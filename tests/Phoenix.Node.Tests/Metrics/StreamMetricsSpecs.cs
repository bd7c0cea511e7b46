using Phoenix.Actors.Telemetry;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;

namespace Phoenix.Node.Tests.Metrics;

/// <summary>The life of a connection as a scrape shows it.</summary>
public sealed class StreamMetricsSpecs : IDisposable
{
    private readonly MetricsRig _node = new();

    public void Dispose() => _node.Dispose();

    [Fact]
    public void A_slot_is_dialing_then_up_then_lost_and_says_for_how_long()
    {
        _node.Dialed("public-A", 4);
        State().ShouldBe("dialing");

        _node.Pass(1);
        _node.Up("public-A", 4);
        _node.Pass(20);
        State().ShouldBe("up");
        _node.Scrape("stream_state_age").ShouldBe(["stream_state_age_seconds{stream=\"public-A\"} 20"]);
        _node.Scrape("stream_epoch").ShouldBe(["stream_epoch{stream=\"public-A\"} 4"]);

        _node.Lost("public-A", 4);
        State().ShouldBe("lost");
        _node.Scrape("stream_deaths").ShouldBe(
            ["stream_deaths_total{cause=\"SilentStream\",stream=\"public-A\"} 1"]);
    }

    [Fact]
    public void A_recovery_lasts_from_the_first_death_to_the_connection_that_flows()
    {
        _node.Up("public-A", 4);
        _node.Lost("public-A", 4);
        _node.Pass(1);
        _node.Dialed("public-A", 5);
        _node.Lost("public-A", 5, DeathCause.ConnectFailed);
        _node.Pass(2);
        _node.Dialed("public-A", 6);
        _node.Up("public-A", 6);

        _node.Scrape("stream_recovery_seconds_sum").ShouldBe(["stream_recovery_seconds_sum{stream=\"public-A\"} 3"]);
        _node.Scrape("stream_recovery_seconds_count")
            .ShouldBe(["stream_recovery_seconds_count{stream=\"public-A\"} 1"]);
    }

    [Fact]
    public void The_first_connection_of_all_recovers_nothing()
    {
        _node.Dialed("public-A", 4);
        _node.Pass(1);
        _node.Up("public-A", 4);

        _node.Scrape("stream_recovery").ShouldBeEmpty();
    }

    [Fact]
    public void A_successor_that_fails_leaves_the_slot_up()
    {
        _node.Up("private-A", 4);
        _node.Dialed("private-A", 5);
        State().ShouldBe("up");

        _node.Lost("private-A", 5);

        State().ShouldBe("up");
        _node.Scrape("stream_epoch").ShouldBe(["stream_epoch{stream=\"private-A\"} 4"]);
    }

    [Fact]
    public void A_planned_replacement_is_no_death_and_hands_the_slot_over()
    {
        _node.Up("public-A", 4);
        _node.Tell(
            new SystemEvent.RotationFailed("public-A", new Epoch(5), DeathCause.ConnectTimeout, "", _node.Now),
            new SystemEvent.Rotated("public-A", new Epoch(4), new Epoch(6), _node.Now));

        _node.Scrape("stream_epoch").ShouldBe(["stream_epoch{stream=\"public-A\"} 6"]);
        _node.Scrape("stream_deaths").ShouldBeEmpty();
        _node.Scrape("stream_rotations").ShouldBe(
        [
            "stream_rotations_total{outcome=\"done\",stream=\"public-A\"} 1",
            "stream_rotations_total{outcome=\"failed\",stream=\"public-A\"} 1",
        ]);
    }

    private string State() => _node.Scrape("stream_state{")
        .Single(line => line.EndsWith(" 1", StringComparison.Ordinal)).Split('"')[1];
}
