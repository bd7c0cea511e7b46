using System.Globalization;
using System.Text;
using System.Text.Json;
using Phoenix.Binance.Tests.Fakes;
using Phoenix.Binance.Tests.Wire;
using Phoenix.Binance.Wire;
using Phoenix.Core.Books;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Tests.Recorded;

/// <summary>
/// Goal: codec and synchroniser together rebuild the books that the exchange really had. The oracles are an independent
/// replay with exact decimals and the exchange's own ticker stream. Skipped where the recordings are not at hand.
/// </summary>
public sealed class BookReplaySpecs
{
    private const string Expected = "recorded/ethusdt_2024-08-08_expected_book.json";

    [SkippableFact]
    public void Six_minutes_of_ethusdt_end_in_the_expected_book()
    {
        var path = RecordedSeriesSpecs.Find("recorded/ethusdt_2024-08-08_full.jsonl.gz");
        using var expected = JsonDocument.Parse(File.ReadAllText(RecordedSeriesSpecs.Find(Expected)));
        var replay = new RecordedBook(Contracts.Of("ETHUSDT", 0.01m, 0.001m));
        replay.LearnTickers(path);

        var passed = Replay(replay, path, Checkpoints(expected));

        var end = expected.RootElement;
        replay.Frames.ShouldBe(end.GetProperty("depth_events_total").GetInt32());
        replay.Synchronizer.Gaps.ShouldBe(0);
        replay.Book.LastUpdateId.ShouldBe(end.GetProperty("final_u").GetInt64());
        Top(replay, Side.Buy).ShouldBe(Levels(end.GetProperty("final_top10_bids")));
        Top(replay, Side.Sell).ShouldBe(Levels(end.GetProperty("final_top10_asks")));
        CheckCount(replay.Book.BidCount, end.GetProperty("final_bid_levels"));
        CheckCount(replay.Book.AskCount, end.GetProperty("final_ask_levels"));
        passed.ShouldBe(end.GetProperty("checkpoints").GetArrayLength() - 1); // the first is passed within the buffer
        replay.Compared.ShouldBeGreaterThan(6_500);
    }

    [SkippableFact]
    public void The_first_45_seconds_of_ethusdt_pass_the_same_checkpoints()
    {
        var path = RecordedSeriesSpecs.Find("recorded/ethusdt_2024-08-08_first45s.jsonl");
        using var expected = JsonDocument.Parse(File.ReadAllText(RecordedSeriesSpecs.Find(Expected)));
        var replay = new RecordedBook(Contracts.Of("ETHUSDT", 0.01m, 0.001m));
        replay.LearnTickers(path);

        var passed = Replay(replay, path, Checkpoints(expected));

        replay.Synchronizer.Gaps.ShouldBe(0);
        passed.ShouldBe(2);
    }

    [SkippableTheory]
    [InlineData("sushiusdt", "SUSHIUSDT")]
    [InlineData("ctkusdt", "CTKUSDT")]
    public void Thirty_seconds_of_2021_follow_the_ticker_without_a_gap(string file, string symbol)
    {
        var path = RecordedSeriesSpecs.Find($"recorded/{file}_2021-07-22_combined.jsonl");
        var snapshot = RecordedBook.Single(
            RecordedSeriesSpecs.Find($"recorded/{file}_2021-07-22_depth_snapshot.json"));
        var replay = new RecordedBook(RulesOf2021(symbol));
        replay.LearnTickers(path);
        var asked = false;

        foreach (var (at, frame) in RecordedBook.Lines(path))
        {
            if (!asked && at > snapshot.At)
            {
                asked = true;
                replay.Take(snapshot.Frame).ShouldBe(BookInputResult.Synced);
                replay.CheckTop();
            }

            if (replay.Take(frame) is BookInputResult.Applied)
            {
                replay.CheckTop();
            }
        }

        replay.Synchronizer.State.ShouldBe(BookSyncState.Synced);
        replay.Synchronizer.Gaps.ShouldBe(0);
        replay.Compared.ShouldBeGreaterThan(100);
    }

    /// <summary>Feeds a whole recording with the snapshot in it; returns how many checkpoints it passed.</summary>
    private static int Replay(RecordedBook replay, string path, SortedDictionary<long, JsonElement> checkpoints)
    {
        var passed = 0;
        foreach (var (_, frame) in RecordedBook.Lines(path))
        {
            var result = replay.Take(frame);
            if (result is BookInputResult.Applied or BookInputResult.Synced)
            {
                replay.CheckTop();
                if (checkpoints.TryGetValue(replay.Book.LastUpdateId, out var checkpoint))
                {
                    passed++;
                    Check(replay, checkpoint);
                }
            }
        }

        return passed;
    }

    private static SortedDictionary<long, JsonElement> Checkpoints(JsonDocument expected) => new(
        expected.RootElement.GetProperty("checkpoints").EnumerateArray()
            .ToDictionary(checkpoint => checkpoint.GetProperty("u").GetInt64()));

    private static void Check(RecordedBook replay, JsonElement checkpoint)
    {
        Top(replay, Side.Buy)[0].ShouldBe(
            (Number(checkpoint.GetProperty("best_bid")), Number(checkpoint.GetProperty("best_bid_qty"))));
        Top(replay, Side.Sell)[0].ShouldBe(
            (Number(checkpoint.GetProperty("best_ask")), Number(checkpoint.GetProperty("best_ask_qty"))));
        CheckCount(replay.Book.BidCount, checkpoint.GetProperty("bid_levels"));
        CheckCount(replay.Book.AskCount, checkpoint.GetProperty("ask_levels"));
    }

    /// <summary>
    /// The other replay also applies the frame that ends exactly at the snapshot. It changes nothing that the snapshot
    /// shows, and names one level per side that lies beyond the snapshot's thousand.
    /// </summary>
    private static void CheckCount(int levels, JsonElement expected) =>
        levels.ShouldBeInRange(expected.GetInt32() - 1, expected.GetInt32());

    private static (decimal Price, decimal Quantity)[] Top(RecordedBook replay, Side side)
    {
        var levels = new BookLevel[10];
        replay.Book.CopyTop(side, levels).ShouldBe(10);
        return
        [
            .. levels.Select(level => (
                replay.Instrument.ToDecimal(level.Price), replay.Instrument.ToDecimal(level.Quantity))),
        ];
    }

    private static (decimal Price, decimal Quantity)[] Levels(JsonElement levels) =>
        [.. levels.EnumerateArray().Select(level => (Number(level[0]), Number(level[1])))];

    private static decimal Number(JsonElement text) => decimal.Parse(text.GetString()!, CultureInfo.InvariantCulture);

    /// <summary>
    /// The exchange's own rules, but with the grid of the book: CTKUSDT had been given a coarser tick, and old orders
    /// still rested between the steps of the new one.
    /// </summary>
    private static Instrument RulesOf2021(string symbol)
    {
        var path = RecordedSeriesSpecs.Find("exchange_info/mainnet_2021-07-21_subset.json");
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var rules = ExchangeInfoDecoder.Decode(
            Encoding.UTF8.GetBytes(document.RootElement.GetProperty("body").GetRawText()));
        rules.Fault.ShouldBeNull();
        var listed = rules.Value!.Instruments.Single(instrument => instrument.Symbol == new Symbol(symbol));
        return symbol == "CTKUSDT" ? listed with { TickSize = 0.00001m } : listed;
    }
}
