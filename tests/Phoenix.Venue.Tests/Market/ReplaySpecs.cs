using System.Globalization;
using System.IO.Compression;
using System.Text;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Market;
using Phoenix.Venue.Market.Replay;
using Phoenix.Venue.Matching;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Tests.Market;

/// <summary>
/// A recorded market is played back as it was, and an account's order in it is filled by the stated rules: the queue
/// ahead is used up first, what passes the order fills it, what it takes comes back with the next frame.
/// </summary>
public class ReplaySpecs
{
    private const string Snapshot = """
        {"lastUpdateId":100,"E":1000,"T":1000,"bids":[["3000.00","10.000"],["2999.00","5.000"]],
        "asks":[["3001.00","10.000"],["3002.00","5.000"]]}
        """;

    private readonly List<MatchEvent> _events = [];

    [SkippableFact]
    public void The_recorded_book_is_rebuilt_at_every_checkpoint()
    {
        var expected = Samples.Json("recorded/ethusdt_2024-08-08_expected_book.json");
        using var file = File.OpenRead(Samples.Path("recorded/ethusdt_2024-08-08_full.jsonl.gz"));
        var reader = new RecordingReader(Contract.EthUsdt);
        reader.Add("ethusdt", file);
        var recording = reader.Finish();
        recording.Gaps.ShouldBe(0);
        var (book, crowd) = Play(recording);
        var checkpoints = expected.GetProperty("checkpoints").EnumerateArray()
            .ToDictionary(point => point.GetProperty("u").GetInt64());
        var checkedPoints = 0;
        var last = 0L;
        while (last != expected.GetProperty("final_u").GetInt64() && crowd.PlayNext(_events))
        {
            _events.Clear();
            if (crowd.LastDepthId == last) continue;
            last = crowd.LastDepthId;
            if (!checkpoints.TryGetValue(last, out var point)) continue;
            checkedPoints++;
            Level(book.Bids[0]).ShouldBe((Text(point, "best_bid"), Text(point, "best_bid_qty")));
            Level(book.Asks[0]).ShouldBe((Text(point, "best_ask"), Text(point, "best_ask_qty")));
            book.Bids.Count.ShouldBe(point.GetProperty("bid_levels").GetInt32());
            book.Asks.Count.ShouldBe(point.GetProperty("ask_levels").GetInt32());
        }

        checkedPoints.ShouldBe(checkpoints.Count);
        ShouldHold(book.Bids, expected.GetProperty("final_top10_bids"));
        ShouldHold(book.Asks, expected.GetProperty("final_top10_asks"));
        book.Bids.Count.ShouldBe(expected.GetProperty("final_bid_levels").GetInt32());
        book.Asks.Count.ShouldBe(expected.GetProperty("final_ask_levels").GetInt32());
    }

    [Fact]
    public void Trades_use_up_the_queue_ahead_before_they_fill_the_order()
    {
        var (book, crowd) = Play(Read(
            Trade(1100, "3000.00", "4.000"),
            Trade(1200, "3000.00", "6.000"),
            Trade(1300, "3000.00", "0.300"),
            Trade(1400, "3000.00", "0.900")));
        Join(book, Side.Buy, 300_000, 1_000);

        Left(book, crowd).ShouldBe([1_000, 1_000, 700, 0]);
    }

    [Theory]
    [InlineData("pessimistic", 7_000)]
    [InlineData("proportional", 4_846)]
    [InlineData("power", 4_694)]
    public void Cancels_move_the_order_up_as_the_model_says(string name, long aheadAfter)
    {
        // Ten ahead, six join behind, three are traded, then the level shrinks by four: the worked example of the
        // literature (n = 1: 4.846154, n = 2: 4.694118).
        IQueueModel model = name switch
        {
            "pessimistic" => new PessimisticQueue(),
            "proportional" => new ProportionalQueue(),
            _ => new PowerQueue { Exponent = 2 },
        };
        var (book, crowd) = Play(
            Read(
                Depth(1050, 101, "[[\"3000.00\",\"16.000\"]]", "[]"),
                Trade(1100, "3000.00", "3.000"),
                Depth(1150, 102, "[[\"3000.00\",\"13.000\"]]", "[]"),
                Depth(1200, 103, "[[\"3000.00\",\"9.000\"]]", "[]")),
            model);
        Join(book, Side.Buy, 300_000, 1_000);
        Left(book, crowd);

        Ahead(book, 300_000).ShouldBe(aheadAfter);
        book.Bids.QuantityAt(new Price(300_000)).Lots.ShouldBe(10_000);
    }

    [Theory]
    [InlineData(10, 6, 20)]
    [InlineData(0, 6, 3)]
    [InlineData(10, 0, 3)]
    [InlineData(1, 1, 2)]
    public void No_model_cuts_more_than_there_is(double ahead, double behind, double wanted)
    {
        var cut = Math.Min(wanted, ahead + behind);
        foreach (var model in (IQueueModel[])[new PessimisticQueue(), new ProportionalQueue(), new PowerQueue()])
        {
            var front = model.CutAhead(ahead, behind, cut);
            front.ShouldBeInRange(0, ahead);
            (cut - front).ShouldBeLessThanOrEqualTo(behind + 1e-9);
        }
    }

    [Fact]
    public void A_trade_through_the_price_fills_the_order_whole()
    {
        var (book, crowd) = Play(Read(Trade(1100, "2999.00", "0.001")));
        Join(book, Side.Buy, 300_000, 50_000);

        Left(book, crowd).ShouldBe([0]);
        _events.Count(happened => happened.Kind == MatchEventKind.Traded).ShouldBe(2);
    }

    [Fact]
    public void An_opposite_quote_at_the_price_fills_the_order_whole()
    {
        var (book, crowd) = Play(Read(Depth(1100, 101, "[[\"3001.00\",\"2.000\"]]", "[[\"3001.00\",\"0\"]]")));
        Join(book, Side.Sell, 300_100, 3_000);
        Left(book, crowd).ShouldBe([0]);

        book.Bids.BestPrice.Ticks.ShouldBe(300_100);
        book.Bids.BestQuantity.Lots.ShouldBe(2_000);
    }

    [Fact]
    public void What_an_account_takes_is_there_again_with_the_next_frame()
    {
        var (book, crowd) = Play(Read(Depth(1100, 101, "[[\"2999.00\",\"6.000\"]]", "[]")));
        book.Place(Order(Side.Buy, 300_100, 4_000, TimeInForce.ImmediateOrCancel), _events);
        foreach (var happened in _events.Where(happened => happened.Kind == MatchEventKind.Traded).ToList())
        {
            crowd.Heed(happened);
        }

        book.Asks.BestQuantity.Lots.ShouldBe(6_000);
        crowd.PlayNext(_events);
        book.Asks.BestQuantity.Lots.ShouldBe(10_000);
        book.Bids.QuantityAt(new Price(299_900)).Lots.ShouldBe(6_000);
    }

    [Fact]
    public void A_ticker_moves_the_touch_between_two_depth_frames()
    {
        var ticker = """
            {"e":"bookTicker","u":101,"s":"ETHUSDT","b":"2999.50","B":"1.000","a":"3000.50","A":"2.000","T":1100}
            """;
        var (book, crowd) = Play(Read(ticker));
        crowd.PlayNext(_events);

        Level(book.Bids[0]).ShouldBe(("2999.50", "1.000"));
        Level(book.Asks[0]).ShouldBe(("3000.50", "2.000"));
        book.Bids.Count.ShouldBe(2);
        book.Asks.Count.ShouldBe(3);
    }

    [Fact]
    public void The_tape_shows_the_recorded_volume_even_where_the_book_held_less()
    {
        var (_, crowd) = Play(Read(Trade(1100, "3001.00", "25.000", takerSells: false)));
        crowd.PlayNext(_events);

        _events.Where(happened => happened.Kind == MatchEventKind.Traded)
            .Sum(happened => happened.Quantity.Lots).ShouldBe(25_000);
    }

    [Fact]
    public void The_venue_plays_a_recording_in_its_time_and_again_from_the_start()
    {
        var recording = Read(
            Trade(1_450, "3001.00", "1.000", takerSells: false),
            Depth(1_500, 101, "[]", "[[\"3001.00\",\"9.000\"]]"),
            Depth(2_500, 102, "[[\"3000.50\",\"1.000\"]]", "[]"));
        var rig = new VenueRig(new VenueOptions
        {
            Markets =
            [
                MarketSettings.EthUsdt with
                {
                    Contract = Contract.EthUsdc,
                    Crowd = new RecordingSettings { Recording = recording },
                },
            ],
        });
        var prints = rig.Connect("/market/ws/ethusdc@aggTrade");
        rig.Best("bids").ShouldBe(3_000m);
        rig.RunFor(1_400);
        rig.Best("bids").ShouldBe(3_000m);
        rig.RunFor(50);
        rig.RunFor(100);
        prints.Texts.Count.ShouldBe(1);
        rig.RunFor(3_000);
        prints.Texts.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("""{"e":"trade","s":"ETHUSDT","T":1,"p":"3000.001","q":"1","m":true}""", "multiple of the tick")]
    [InlineData("""{"e":"trade","s":"ETHUSDT","T":1,"p":"3000","q":"1.0001","m":true}""", "multiple of the lot")]
    [InlineData("""{"e":"trade","s":"ETHUSDT","p":"3000","q":"1","m":true}""", "tape:2: ")]
    [InlineData("{", "tape:2: ")]
    public void A_bad_line_is_told_with_its_number(string line, string expected) =>
        Should.Throw<RecordingException>(() => Read(line)).Message.ShouldContain(expected);

    [Fact]
    public void A_recording_without_a_snapshot_is_refused() =>
        Should.Throw<RecordingException>(() => new RecordingReader(Contract.EthUsdt).Finish())
            .Message.ShouldContain("no snapshot of the book of ETHUSDT");

    [Fact]
    public void Gzip_wrapped_lines_and_combined_frames_are_read_alike()
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(
                "{\"t\":1,\"m\":" + Snapshot.ReplaceLineEndings("") + "}\n"
                + "{\"t\":2,\"m\":{\"stream\":\"x\",\"data\":" + Trade(1100, "3000.00", "1.000") + "}}\n"));
        }

        zipped.Position = 0;
        var reader = new RecordingReader(Contract.EthUsdt);
        reader.Add("tape", zipped);
        var recording = reader.Finish();

        (recording.StartMs, recording.EndMs).ShouldBe((1_000, 1_100));
        recording.Snapshot.Length.ShouldBe(4);
    }

    private static Recording Read(params string[] lines)
    {
        var reader = new RecordingReader(Contract.EthUsdt);
        var text = string.Join('\n', [Snapshot.ReplaceLineEndings(""), .. lines.Select(line => line.Trim())]);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        reader.Add("tape", stream);
        return reader.Finish();
    }

    private static string Trade(long at, string price, string quantity, bool takerSells = true) => $$"""
        {"e":"trade","s":"ETHUSDT","T":{{at}},"p":"{{price}}","q":"{{quantity}}","X":"MARKET","m":{{Json(takerSells)}}}
        """;

    private static string Json(bool truth) => truth ? "true" : "false";

    private static string Depth(long at, long id, string bids, string asks) => $$"""
        {"e":"depthUpdate","s":"ETHUSDT","T":{{at}},"U":{{id}},"u":{{id}},"pu":{{id - 1}},"b":{{bids}},"a":{{asks}}}
        """;

    private static string Text(System.Text.Json.JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static (string Price, string Quantity) Level(PriceLevel level) => (
        Contract.EthUsdt.Rules.ToDecimal(level.Price).ToString("F2", CultureInfo.InvariantCulture),
        Contract.EthUsdt.Rules.ToDecimal(level.Quantity).ToString("F3", CultureInfo.InvariantCulture));

    private static void ShouldHold(BookSide side, System.Text.Json.JsonElement levels)
    {
        var depth = 0;
        foreach (var level in levels.EnumerateArray())
        {
            Level(side[depth++]).ShouldBe((level[0].GetString()!, level[1].GetString()!));
        }
    }

    private static long Ahead(OrderBook book, long ticks)
    {
        book.Bids.TryFind(new Price(ticks), out var level).ShouldBeTrue();
        var ahead = 0L;
        for (var order = level.First; order!.Owner == OrderBook.Street; order = order.Next) ahead += order.Lots;
        return ahead;
    }

    private static NewOrder Order(Side side, long ticks, long lots, TimeInForce timeInForce) => new()
    {
        OrderId = 1,
        Owner = 1,
        Side = side,
        Price = new Price(ticks),
        Quantity = new Quantity(lots),
        Kind = OrderKind.Limit,
        TimeInForce = timeInForce,
    };

    private (OrderBook Book, RecordedCrowd Crowd) Play(Recording recording, IQueueModel? model = null)
    {
        var book = new OrderBook();
        var settings = new RecordingSettings { Recording = recording, Queue = model ?? new ProportionalQueue() };
        var crowd = new RecordedCrowd(settings, book, new SeededChance(1), new OrderIds("ETHUSDT", 0));
        crowd.Open(new VenueTime(0), _events);
        _events.Clear();
        return (book, crowd);
    }

    private void Join(OrderBook book, Side side, long ticks, long lots) =>
        book.Place(Order(side, ticks, lots, TimeInForce.PostOnly), _events).ShouldBe(Placement.Accepted);

    /// <summary>What is left of the account's order after each message.</summary>
    private List<long> Left(OrderBook book, RecordedCrowd crowd)
    {
        var left = new List<long>();
        while (crowd.PlayNext(_events)) left.Add(book.RemainingOf(1).Lots);
        return left;
    }
}
