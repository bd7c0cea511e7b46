using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Connections;

namespace Phoenix.Core.Tests.Streams;

/// <summary>Never all connections of a route are given up at once for what all of them lack.</summary>
public sealed class ReplacementTurnsSpecs
{
    private static readonly SlotId A = new(StreamRoute.Public, 'A');
    private static readonly SlotId B = new(StreamRoute.Public, 'B');
    private static readonly SlotId Other = new(StreamRoute.Market, 'A');
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private readonly ReplacementTurns _turns = new(Pause);
    private Instant _now = Instant.From(TimeSpan.FromSeconds(100));

    public ReplacementTurnsSpecs()
    {
        _turns.Dialed(A);
        _turns.Dialed(B);
        _turns.Dialed(Other);
    }

    [Fact]
    public void It_goes_at_once_while_a_sibling_flows()
    {
        _turns.Flows(B, new Epoch(2));
        _turns.Asks(A, new Epoch(1));
        _turns.Granted(_now).ShouldBe([(A, new Epoch(1))]);
        _turns.Granted(_now).ShouldBeEmpty();
    }

    [Fact]
    public void Another_route_carries_nothing_for_it()
    {
        _turns.Flows(Other, new Epoch(3));
        _turns.Asks(A, new Epoch(1));
        _turns.Granted(_now).ShouldBeEmpty();
    }

    [Fact]
    public void Two_that_ask_in_the_same_moment_go_one_after_the_other_for_ever()
    {
        _turns.Asks(A, new Epoch(1));
        _turns.Asks(B, new Epoch(2));
        _turns.Granted(_now).ShouldBe([(A, new Epoch(1))]);
        Replaced(A, new Epoch(1));
        _turns.Granted(_now).ShouldBeEmpty();

        _turns.Asks(A, new Epoch(3));
        _now += TimeSpan.FromSeconds(5);
        _turns.Granted(_now).ShouldBe([(B, new Epoch(2))]);
        Replaced(B, new Epoch(2));
        _turns.Granted(_now).ShouldBeEmpty();

        _turns.Asks(B, new Epoch(4));
        _turns.Granted(_now).ShouldBeEmpty("it was replaced a moment ago, and that did not help");
        _now += Pause - TimeSpan.FromSeconds(5);
        _turns.Granted(_now).ShouldBe([(A, new Epoch(3))]);
    }

    [Fact]
    public void A_sibling_that_has_gone_carries_nothing()
    {
        _turns.Flows(B, new Epoch(2));
        _turns.Gone(B, new Epoch(2));
        _turns.Asks(A, new Epoch(1));
        _turns.Granted(_now).ShouldBeEmpty();
    }

    [Fact]
    public void The_only_connection_of_its_route_waits_for_nobody()
    {
        _turns.Asks(Other, new Epoch(3));
        _turns.Granted(_now).ShouldBe([(Other, new Epoch(3))]);
    }

    [Fact]
    public void A_successor_of_a_rotation_goes_at_once_while_the_connection_it_was_to_replace_flows()
    {
        var heir = A with { IsSecondBerth = true };
        _turns.Flows(A, new Epoch(1));
        _turns.Dialed(heir);
        _turns.Asks(heir, new Epoch(5));
        _turns.Granted(_now).ShouldBe([(heir, new Epoch(5))]);
    }

    [Fact]
    public void What_came_in_the_end_takes_back_the_question()
    {
        _turns.Asks(A, new Epoch(1));
        _turns.Flows(A, new Epoch(1));
        _turns.Asks(B, new Epoch(2));
        _turns.Granted(_now).ShouldBe([(B, new Epoch(2))]);
    }

    private void Replaced(SlotId slot, Epoch epoch)
    {
        _turns.Gone(slot, epoch);
        _turns.Dialed(slot);
    }
}
