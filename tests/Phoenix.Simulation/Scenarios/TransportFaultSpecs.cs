using Phoenix.Core.Desk;
using Phoenix.Core.Readiness;
using Phoenix.Core.Streams;
using Phoenix.Simulation.Wiring;
using Phoenix.Venue.Faults;
using Phoenix.Venue.Sockets;
using Xunit.Abstractions;

namespace Phoenix.Simulation.Scenarios;

/// <summary>
/// Sockets that end, or no longer carry what they should: one of two feeds is no event for the quotes; where all are
/// hit, quotes are pulled in time and come back by themselves. docs/faults.md names the entry of each.
/// </summary>
public sealed class TransportFaultSpecs(ITestOutputHelper output)
{
    public static TheoryData<int> Seeds() => FaultCase.Seeds();

    [Theory]
    [MemberData(nameof(Seeds))]
    public void One_half_open_feed_is_found_by_its_sibling_and_halts_nothing(int seed)
    {
        using var fault = FaultCase.Quoting(seed, output);
        fault.Strike(Dark(fault.One(SocketClass.Public))).Found(DeathCause.BehindSibling, 500, "public");
        fault.NeverHalts(5).EndsAsBefore();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Half_open_feeds_all_at_once_are_found_by_age_and_pulled_before(int seed)
    {
        using var fault = FaultCase.Quoting(seed, output);
        fault.Strike(Dark("public")).Halts(3100).Pulls(3500);
        FoundOnAllFeeds(fault).QuotesAgain(7500).EndsAsBefore();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_half_open_trading_session_is_found_by_a_probe_or_a_missing_reply(int seed)
    {
        using var fault = FaultCase.Quoting(seed, output);
        fault.Strike(Dark("trading")).Found(DeathCause.ProbeUnanswered, 3100, "trading-A");
        fault.Pulls(3500).QuotesAgain(8000).EndsAsBefore();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_half_open_user_stream_is_found_by_a_probe_or_a_missing_echo(int seed)
    {
        using var fault = FaultCase.Quoting(seed, output);
        fault.Strike(Dark("private"));
        fault.FoundByEither(DeathCause.ProbeUnanswered, DeathCause.EchoMissing, 5100, "private-A");
        fault.Pulls(5500).QuotesAgain(8000).EndsAsBefore();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_next_dial_does_not_wait_for_the_old_socket_to_close(int seed)
    {
        using var fault = FaultCase.Quoting(seed, output);
        FoundOnAllFeeds(fault.Strike(Dark("public")));
        fault.Until(() => fault.World.Venue.LiveSockets == 6, 7000, "new sockets beside those that never close");
        fault.World.Venue.Sockets.Count(socket => socket.IsBlackholed).ShouldBe(2);
        fault.QuotesAgain(7500).EndsAsBefore();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_feed_whose_data_stops_while_pings_are_answered_is_found_by_its_sibling(int seed)
    {
        using var fault = FaultCase.Quoting(seed, output);
        fault.Strike(Faults.Silence(fault.One(SocketClass.Public))).Found(DeathCause.BehindSibling, 500, "public");
        fault.NeverHalts(5).EndsAsBefore();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Data_that_stops_on_all_feeds_is_found_by_age(int seed)
    {
        using var fault = FaultCase.Quoting(seed, output);
        fault.Strike(Faults.Silence("public")).Halts(3100).Pulls(3500);
        FoundOnAllFeeds(fault).QuotesAgain(7500).EndsAsBefore();
    }

    [Fact]
    public void Mark_prices_that_stop_are_replaced_without_a_halt()
    {
        using var fault = FaultCase.Quoting(1, output);
        fault.Strike(Faults.Silence("market")).Found(DeathCause.SilentStream, 6200, "market-A", "market-B");
        fault.NeverHalts(5).EndsAsBefore();
    }

    [Fact]
    public void All_sockets_cut_at_the_same_moment_come_back()
    {
        using var fault = FaultCase.Quoting(1, output);
        fault.Strike(new FaultRequest { Verb = FaultVerb.Close, Target = "all", Code = 1001 });
        fault.Found(DeathCause.TransportClosed, 20, "public-A", "public-B", "market-A", "market-B");
        fault.Found(DeathCause.TransportClosed, 20, "private-A", "trading-A");
        fault.Pulls(1000).QuotesAgain(3000).EndsAsBefore();
    }

    [Theory]
    [InlineData(FaultVerb.Eof)]
    [InlineData(FaultVerb.Rst)]
    [InlineData(FaultVerb.Drop)]
    public void One_feed_that_ends_without_a_handshake_halts_nothing(FaultVerb end)
    {
        using var fault = FaultCase.Quoting(1, output);
        fault.Strike(new FaultRequest { Verb = end, Target = fault.One(SocketClass.Public) });
        fault.Found(DeathCause.TransportClosed, 20, "public").NeverHalts(5).EndsAsBefore();
    }

    [Theory]
    [InlineData(FaultVerb.Eof, "public")]
    [InlineData(FaultVerb.Rst, "public")]
    [InlineData(FaultVerb.Eof, "private")]
    [InlineData(FaultVerb.Rst, "trading")]
    public void Sockets_that_end_without_a_handshake_are_replaced_at_once(FaultVerb end, string target)
    {
        using var fault = FaultCase.Quoting(1, output);
        fault.Strike(new FaultRequest { Verb = end, Target = target }).Found(DeathCause.TransportClosed, 20, target);
        fault.Pulls(1000).QuotesAgain(3000).EndsAsBefore();
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(1008)]
    [InlineData(1011)]
    [InlineData(1012)]
    public void No_closing_code_is_taken_for_our_own_wish(int code)
    {
        using var fault = FaultCase.Quoting(1, output);
        fault.Strike(
            new FaultRequest { Verb = FaultVerb.Close, Target = "private", Code = code },
            new FaultRequest { Verb = FaultVerb.Close, Target = fault.One(SocketClass.Public), Code = code });
        fault.Found(DeathCause.TransportClosed, 20, "private-A", "public");
        fault.Deaths.ShouldAllBe(death => death.Detail.StartsWith($"{code}: ", StringComparison.Ordinal));
        fault.Pulls(1000).QuotesAgain(3000).EndsAsBefore();
    }

    [Fact]
    public void Probes_keep_quiet_connections_from_being_cut()
    {
        using var fault = FaultCase.Quoting(1, output);
        fault.Strike(
            new FaultRequest { Verb = FaultVerb.DropAfter, Target = "private", Delay = Seconds(4), IsIdle = true },
            new FaultRequest { Verb = FaultVerb.DropAfter, Target = "trading", Delay = Seconds(4), IsIdle = true });
        fault.NothingDies(30).NeverHalts(0).EndsAsBefore();
    }

    [Fact]
    public void A_handler_slower_than_its_feed_is_not_quoted_on()
    {
        SlowMarketData? slow = null;
        var options = new WorldOptions { BendMarketData = inner => slow = new SlowMarketData(inner) };
        using var fault = FaultCase.Quoting(1, output, options);
        slow!.Schedule = fault.World.Schedule;
        slow.PerFrame = TimeSpan.FromMilliseconds(150); // of frames every 50 ms: two symbols at 100 ms each
        fault.Mark();

        fault.Halts(HaltCauses.BookDoubted | HaltCauses.BookStale, 3000).Pulls(3500);

        slow.PerFrame = TimeSpan.FromMilliseconds(1);
        fault.QuotesAgain(12_000).EndsAsBefore();
        slow.Waiting.ShouldBe(0);
    }

    [Fact]
    public void A_slow_consumer_that_the_exchange_cuts_is_back_at_once()
    {
        using var fault = FaultCase.Quoting(1, output);
        fault.Strike(new FaultRequest { Verb = FaultVerb.Burst, Target = "public", Size = 10_000 });
        fault.World.RunFor(1);
        fault.Strike(new FaultRequest { Verb = FaultVerb.Close, Target = "public", Code = 1011 });
        fault.Found(DeathCause.TransportClosed, 20, "public-A", "public-B");
        fault.Pulls(1000).QuotesAgain(3000).EndsAsBefore();
    }

    [Fact]
    public void A_handler_that_fails_ends_its_connection_and_nothing_else()
    {
        SlowMarketData? bent = null;
        var options = new WorldOptions
        {
            BendMarketData = inner => bent = new SlowMarketData(inner),
            Checked = ["S1", "S2", "S3", "S4"],
        };
        using var fault = FaultCase.Quoting(1, output, options);
        bent!.Poisoned = 1;
        fault.Mark();
        fault.Found(DeathCause.Crashed, 200, "public").NeverHalts(5).EndsAsBefore();
    }

    [Fact]
    public void After_fifty_reconnects_the_traffic_is_that_of_before()
    {
        using var fault = FaultCase.Quoting(1, output);
        var before = BytesOfFiveSeconds(fault.World);
        for (var reconnect = 1; reconnect <= 50; reconnect++)
        {
            fault.Strike(new FaultRequest { Verb = FaultVerb.Eof, Target = fault.One(SocketClass.Public) });
            fault.Until(() => fault.Deaths.Any(), 100, $"reconnect {reconnect}");
            fault.Until(() => fault.World.Venue.LiveSockets == 6, 12_000, $"reconnect {reconnect}");
        }

        fault.World.RunFor(5);
        var after = BytesOfFiveSeconds(fault.World);
        output.WriteLine($"{before} bytes in 5 s before, {after} after");
        (after / before).ShouldBeInRange(0.9, 1.1);
        fault.EndsAsBefore();
    }

    [Fact]
    public void A_silent_stream_is_not_hidden_by_what_else_its_connections_carry()
    {
        using var fault = FaultCase.Quoting(1, output);
        fault.Strike(Mute("ethusdc@depth@100ms", 6));
        fault.Halts(3100, "ETHUSDC").Pulls(3500, "ETHUSDC");
        fault.World.RestingOrders("BTCUSDC").ShouldBeGreaterThan(0);
        fault.Found(DeathCause.SilentStream, 5200, "public").QuotesAgain(20_000).EndsAsBefore();
    }

    [Fact]
    public void A_stream_that_is_silent_everywhere_and_cannot_be_asked_about_costs_no_other_symbol_a_quote()
    {
        using var fault = FaultCase.Quoting(1, output);
        fault.Strike(
            new FaultRequest { Verb = FaultVerb.Halt, Symbol = "ETHUSDC", Duration = Seconds(20) },
            new FaultRequest { Verb = FaultVerb.SnapFail, Duration = Seconds(20) });
        fault.Pulls(3500, "ETHUSDC"); // which is the last that its stream tells
        fault.Found(DeathCause.SilentStream, 8500, "public-A");
        fault.NeverHalts(20, "BTCUSDC");
        fault.Deaths.ShouldAllBe(death => death.Slot == "public-A", "one connection is replaced at a time");
        fault.QuotesAgain(35_000).EndsAsBefore();
    }

    [Fact]
    public void A_stream_that_stays_dead_whatever_is_replaced_costs_no_other_symbol_a_quote_or_an_order()
    {
        using var fault = FaultCase.Quoting(1, output);
        var mute = Mute("ethusdc@depth@100ms", 120) with { IsSticky = true };
        fault.Strike(mute).Pulls(3500, "ETHUSDC");
        fault.NeverHalts(116, "BTCUSDC");
        fault.Reports.ShouldNotContain(report =>
            report.Symbol.Name == "BTCUSDC" && report.Occurrence is DeskEvent.Alarmed, "weight is left for its orders");
        fault.Deaths.Count().ShouldBeInRange(4, 12);
        fault.QuotesAgain(160_000).EndsAsBefore();
    }

    [Fact]
    public void One_stream_that_dies_on_one_feed_is_found_by_its_sibling()
    {
        using var fault = FaultCase.Quoting(1, output);
        var one = Faults.Silence(fault.One(SocketClass.Public)) with
        {
            Verb = FaultVerb.Mute,
            Stream = "ethusdc@depth@100ms",
        };
        fault.Strike(one).Found(DeathCause.BehindSibling, 500, "public").NeverHalts(5).EndsAsBefore();
    }

    /// <summary>The first by its silence, the others by the first one's successor, where that is sooner.</summary>
    private static FaultCase FoundOnAllFeeds(FaultCase fault) => fault
        .Found(DeathCause.SilentStream, 5200, "public")
        .FoundByEither(DeathCause.SilentStream, DeathCause.BehindSibling, 6500, "public-A")
        .FoundByEither(DeathCause.SilentStream, DeathCause.BehindSibling, 6500, "public-B");

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static FaultRequest Dark(string target) =>
        new() { Verb = FaultVerb.Blackhole, Target = target, Duration = TimeSpan.FromHours(1) };

    private static FaultRequest Mute(string stream, double seconds) =>
        new() { Verb = FaultVerb.Mute, Target = stream, Duration = Seconds(seconds) };

    /// <summary>Of market data, over all sockets that live through them.</summary>
    private static double BytesOfFiveSeconds(World world)
    {
        var before = MarketBytes(world);
        world.RunFor(5);
        return MarketBytes(world) - before;
    }

    private static double MarketBytes(World world) => world.Venue.Sockets
        .Where(socket => socket.Class is SocketClass.Public or SocketClass.Market)
        .Sum(socket => socket.BytesSent);
}
