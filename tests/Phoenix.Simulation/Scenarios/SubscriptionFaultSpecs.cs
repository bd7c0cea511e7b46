using Phoenix.Core.Desk;
using Phoenix.Core.Readiness;
using Phoenix.Core.Streams;
using Phoenix.Simulation.Wiring;
using Phoenix.Venue.Faults;
using Phoenix.Venue.InMemory;
using Phoenix.Venue.Sockets;
using Xunit.Abstractions;

namespace Phoenix.Simulation.Scenarios;

/// <summary>
/// Subscriptions that are lost, refused, acknowledged and silent, or more than were meant: subscribed means that data
/// came, of each stream, on each connection. docs/faults.md names the entry of each.
/// </summary>
public sealed class SubscriptionFaultSpecs(ITestOutputHelper output)
{
    private const string Eth = "ethusdc@depth@100ms";
    private const string Btc = "btcusdc@depth@100ms";

    public static TheoryData<int> Seeds() => FaultCase.Seeds();

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Refused_at_the_very_start_the_subscriptions_are_asked_for_again(int seed)
    {
        using var world = World.Seeded((ulong)seed);
        world.Inject(new FaultRequest { Verb = FaultVerb.ErrAck, Target = "public", Count = 3, Code = 2 });
        world.RunUntil(() => world.IsQuoting, 30);
        world.Deaths.Select(death => death.Cause).ShouldBe(Enumerable.Repeat(DeathCause.SubscriptionRefused, 3));
        world.StopAndCompare();
    }

    [Fact]
    public void A_start_without_market_data_is_no_start()
    {
        using var world = World.Seeded(1);
        world.Inject(Sticky(FaultVerb.AckOnly, Eth, 20));
        world.Inject(Sticky(FaultVerb.AckOnly, Btc, 20));
        world.RunFor(20);
        world.OrdersSeen.ShouldBe(0);
        world.Steps.ShouldNotContain(StartUpStep.MarketStreamUp);
        world.RunUntil(() => world.IsQuoting, 20);
        world.StopAndCompare();
    }

    [Theory]
    [InlineData(FaultVerb.NoAck)]
    [InlineData(FaultVerb.LateAck)]
    public void Data_without_an_acknowledgement_counts_as_one(FaultVerb verb)
    {
        using var fault = FaultCase.Quoting(1, output);
        fault.Strike(
            new FaultRequest { Verb = verb, Target = "public", Count = 2, Delay = Seconds(12) },
            new FaultRequest { Verb = FaultVerb.Drop, Target = "public" });
        fault.Found(DeathCause.TransportClosed, 20, "public-A", "public-B").Pulls(1000).QuotesAgain(3000);
        fault.Mark();
        fault.NothingDies(15).EndsAsBefore();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Neither_acknowledged_nor_delivered_is_found_by_its_deadline(int seed)
    {
        using var fault = FaultCase.Quoting(seed, output);
        fault.Strike(
            new FaultRequest { Verb = FaultVerb.NoAck, Target = "public", Count = 1 },
            new FaultRequest { Verb = FaultVerb.AckOnly, Target = Eth, Duration = Seconds(4) },
            new FaultRequest { Verb = FaultVerb.Drop, Target = fault.One(SocketClass.Public) });
        Dies(fault, DeathCause.AckMissing, 2900, 3400).NeverHalts(5).EndsAsBefore();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Acknowledged_and_silent_on_one_feed_is_found_by_its_deadline(int seed)
    {
        using var fault = FaultCase.Quoting(seed, output);
        fault.Strike(
            new FaultRequest { Verb = FaultVerb.AckOnly, Target = Eth, Duration = Seconds(6) },
            new FaultRequest { Verb = FaultVerb.Drop, Target = fault.One(SocketClass.Public) });
        Dies(fault, DeathCause.FirstDataMissing, 4900, 5400).NeverHalts(5).EndsAsBefore();
        fault.World.Deaths.ShouldContain(death => death.Detail.Contains("ETHUSDC", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Acknowledged_and_silent_on_all_feeds_keeps_only_its_symbol_from_being_quoted()
    {
        using var fault = FaultCase.Quoting(1, output);
        fault.Strike(
            new FaultRequest { Verb = FaultVerb.AckOnly, Target = Eth, Duration = Seconds(6) },
            new FaultRequest { Verb = FaultVerb.Drop, Target = "public" });
        fault.Pulls(1000);
        fault.World.RunFor(4);
        fault.World.RestingOrders("ETHUSDC").ShouldBe(0);
        fault.World.RestingOrders("BTCUSDC").ShouldBeGreaterThan(0);
        fault.QuotesAgain(8000).EndsAsBefore();
        fault.Deaths.Count(death => death.Cause == DeathCause.FirstDataMissing).ShouldBeInRange(1, 2);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Feeds_that_lack_the_same_stream_are_replaced_in_turn_and_their_other_symbol_is_quoted_throughout(
        int seed)
    {
        using var fault = FaultCase.Quoting(seed, output);
        fault.Strike(
            new FaultRequest { Verb = FaultVerb.AckOnly, Target = Eth, Duration = Seconds(40) },
            new FaultRequest { Verb = FaultVerb.Drop, Target = "public" });
        fault.Pulls(1000);
        fault.World.RunUntil(() => fault.World.RestingOrders("BTCUSDC") > 0, 5, "the other symbol to be quoted");
        fault.Mark();
        fault.NeverHalts(35, "BTCUSDC");
        fault.Deaths.ShouldAllBe(death => death.Cause == DeathCause.FirstDataMissing);
        fault.Deaths.Select(death => death.Slot).Distinct().Count().ShouldBe(2, "both get their turn");
        fault.QuotesAgain(60_000).EndsAsBefore();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_socket_on_the_wrong_route_acknowledges_and_is_found_out(int seed)
    {
        FaultySockets? sockets = null;
        var options = new WorldOptions { BendSockets = inner => sockets = new FaultySockets(inner) };
        using var fault = FaultCase.Quoting(seed, output, options);
        var bent = 1;
        sockets!.BendAddress = address =>
            address.AbsolutePath.StartsWith("/public", StringComparison.Ordinal) && bent-- > 0
                ? new Uri(address.AbsoluteUri.Replace("/public", "/market", StringComparison.Ordinal))
                : address;
        fault.Strike(new FaultRequest { Verb = FaultVerb.Drop, Target = fault.One(SocketClass.Public) });
        Dies(fault, DeathCause.FirstDataMissing, 4900, 5400).NeverHalts(5).EndsAsBefore();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_stream_name_that_nobody_knows_is_acknowledged_and_found_out(int seed)
    {
        FaultySockets? sockets = null;
        var options = new WorldOptions { BendSockets = inner => sockets = new FaultySockets(inner) };
        using var fault = FaultCase.Quoting(seed, output, options);
        var bent = 1;
        sockets!.BendText = text => text.Contains("SUBSCRIBE", StringComparison.Ordinal) && bent-- > 0
            ? text.Replace(Eth, "ETHUSDC@depth@100ms", StringComparison.Ordinal) : text;
        fault.Strike(new FaultRequest { Verb = FaultVerb.Drop, Target = fault.One(SocketClass.Public) });
        Dies(fault, DeathCause.FirstDataMissing, 4900, 5400).NeverHalts(5).EndsAsBefore();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_reconnect_subscribes_all_there_is_in_one_message(int seed)
    {
        using var fault = FaultCase.Quoting(seed, output);
        var requests = new List<string>();
        fault.World.Network.FramePassed += frame =>
        {
            if (frame is { Direction: FrameDirection.FromClient, Class: SocketClass.Public }
                && frame.Text.Span.IndexOf("\"SUBSCRIBE\""u8) >= 0)
            {
                requests.Add(System.Text.Encoding.UTF8.GetString(frame.Text.Span));
            }
        };
        fault.Strike(new FaultRequest { Verb = FaultVerb.Eof, Target = "public" });
        fault.Found(DeathCause.TransportClosed, 20, "public-A", "public-B").QuotesAgain(3000).EndsAsBefore();
        requests.Count.ShouldBe(2);
        requests.ShouldAllBe(text => text.Contains(Eth) && text.Contains(Btc));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_part_of_the_subscriptions_is_not_taken_for_all(int seed)
    {
        using var fault = FaultCase.Quoting(seed, output);
        fault.Strike(
            new FaultRequest { Verb = FaultVerb.SubsetOnly, Target = "public", Streams = [Btc], Duration = Seconds(6) },
            new FaultRequest { Verb = FaultVerb.Drop, Target = fault.One(SocketClass.Public) });
        Dies(fault, DeathCause.FirstDataMissing, 4900, 5400).NeverHalts(5).EndsAsBefore();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Frames_that_come_twice_count_once_and_prove_nothing(int seed)
    {
        using var fault = FaultCase.Quoting(seed, output);
        fault.Strike(
            new FaultRequest { Verb = FaultVerb.Dup, Target = "public", Duration = Seconds(20) },
            new FaultRequest { Verb = FaultVerb.Dup, Target = "market", Duration = Seconds(20) });
        fault.NothingDies(20).NeverHalts(0).EndsAsBefore();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_gap_in_one_symbol_leaves_its_neighbour_alone(int seed)
    {
        using var fault = FaultCase.Quoting(seed, output);
        fault.Strike(new FaultRequest { Verb = FaultVerb.Gap, Target = Eth, Count = 3 });
        fault.Halts(HaltCauses.BookUnsynchronized, 600, "ETHUSDC").Pulls(1000, "ETHUSDC").QuotesAgain(2000);
        fault.NothingDies(5).NeverHalts(0, "BTCUSDC").EndsAsBefore();
    }

    [Fact]
    public void What_was_asked_of_a_dead_connection_is_not_sent_on_the_next()
    {
        using var fault = FaultCase.Quoting(1, output);
        var requests = new Dictionary<long, int>();
        fault.World.Network.FramePassed += frame =>
        {
            if (frame is { Direction: FrameDirection.FromClient, Class: SocketClass.Public or SocketClass.Market }
                && frame.Text.Span.IndexOf("SUBSCRIBE\""u8) >= 0)
            {
                requests[frame.Connection] = requests.GetValueOrDefault(frame.Connection) + 1;
            }
        };
        for (var round = 0; round < 3; round++)
        {
            fault.Strike(
                new FaultRequest { Verb = FaultVerb.StopReading, Target = "public", Duration = Seconds(1) },
                new FaultRequest { Verb = FaultVerb.Rst, Target = "public" });
            fault.Found(DeathCause.TransportClosed, 20, "public-A", "public-B");
            fault.Until(() => fault.World.IsQuoting && fault.World.Venue.LiveSockets == 6, 10_000, "both feeds");
        }

        fault.EndsAsBefore();
        requests.Count.ShouldBe(6);
        requests.Values.ShouldAllBe(count => count == 1);
    }

    private static FaultCase Dies(FaultCase fault, DeathCause cause, int notBeforeMs, int withinMs)
    {
        fault.Found(DeathCause.TransportClosed, 20, "public");
        var replacedAt = fault.StruckAt;
        fault.Until(() => fault.Deaths.Any(death => death.Cause == cause), withinMs + 1000, $"{cause}");
        var found = fault.Deaths.First(death => death.Cause == cause);
        (found.At - replacedAt).TotalMilliseconds.ShouldBeInRange(notBeforeMs, withinMs);
        fault.Reports.ShouldNotContain(report => report.Occurrence is DeskEvent.Halted);
        return fault;
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static FaultRequest Sticky(FaultVerb verb, string stream, double seconds) =>
        new() { Verb = verb, Target = stream, Duration = Seconds(seconds) };
}
