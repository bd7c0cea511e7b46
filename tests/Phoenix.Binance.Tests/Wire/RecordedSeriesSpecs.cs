using System.Globalization;
using System.Text;
using System.Text.Json;
using Phoenix.Binance.Tests.Fakes;
using Phoenix.Binance.Wire;
using Phoenix.Core.MarketData;

namespace Phoenix.Binance.Tests.Wire;

/// <summary>
/// Goal: what the codec reads equals what a general JSON parser with decimals reads, over whole recorded series.
/// The series are too large for the repository: they are looked for beside it, or where PHOENIX_SAMPLES points.
/// </summary>
public sealed class RecordedSeriesSpecs
{
    [SkippableTheory]
    [InlineData("ethusdt_2024-08-08_first45s.jsonl")]
    [InlineData("sushiusdt_2021-07-22_combined.jsonl")]
    [InlineData("ctkusdt_2021-07-22_combined.jsonl")]
    [InlineData("mainnet_2026-09-27_mixed.jsonl")]
    [InlineData("testnet_2026-07-26_frames.jsonl")]
    public void Every_frame_reads_as_a_general_parser_reads_it(string file)
    {
        var path = Find(Path.Combine("recorded", file));
        var registry = Contracts.Registry();
        var decoder = new MarketFrameDecoder(registry);
        var decoded = 0;
        foreach (var line in File.ReadLines(path))
        {
            using var document = JsonDocument.Parse(line);
            var frame = document.RootElement.TryGetProperty("m", out var wrapped) ? wrapped : document.RootElement;
            if (!frame.TryGetProperty("data", out var data))
            {
                Check(SnapshotDecoder.Decode(Bytes(frame), Contracts.Grid("ETHUSDT")), frame);
                continue;
            }

            var result = decoder.Decode(Bytes(frame));
            result.Kind.ShouldNotBe(MarketFrameKind.Malformed, result.Reason);
            decoded += Check(result, data) ? 1 : 0;
        }

        decoded.ShouldBeGreaterThan(2);
    }

    [SkippableTheory]
    [InlineData("sushiusdt_2021-07-22_depth_snapshot.json", "SUSHIUSDT")]
    [InlineData("ctkusdt_2021-07-22_depth_snapshot.json", "CTKUSDT")]
    [InlineData("testnet_2026-07-26_depth_limit5.json", "BTCUSDT")]
    public void Every_snapshot_reads_as_a_general_parser_reads_it(string file, string symbol)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Find(Path.Combine("recorded", file))));
        var reply = document.RootElement.TryGetProperty("m", out var wrapped) ? wrapped : document.RootElement;

        Check(SnapshotDecoder.Decode(Bytes(reply), Contracts.Grid(symbol)), reply, symbol);
    }

    internal static string Find(string relative)
    {
        var folder = Environment.GetEnvironmentVariable("PHOENIX_SAMPLES");
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); folder is null && at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Phoenix.Actors.sln")))
            {
                folder = Path.Combine(at.FullName, "..", "shared", "binance", "samples");
            }
        }

        var path = Path.Combine(folder ?? ".", relative);
        Skip.IfNot(File.Exists(path), $"the recorded series {relative} is not here; set PHOENIX_SAMPLES");
        return path;
    }

    private static byte[] Bytes(JsonElement element) => Encoding.UTF8.GetBytes(element.GetRawText());

    private static bool Check(MarketFrame frame, JsonElement data)
    {
        var symbol = data.TryGetProperty("s", out var name) ? name.GetString()! : string.Empty;
        if (frame.Depth is { } diff)
        {
            diff.FirstUpdateId.ShouldBe(data.GetProperty("U").GetInt64());
            diff.FinalUpdateId.ShouldBe(data.GetProperty("u").GetInt64());
            diff.PreviousUpdateId.ShouldBe(data.GetProperty("pu").GetInt64());
            diff.EventTime.Milliseconds.ShouldBe(data.GetProperty("E").GetInt64());
            Check(diff.Bids, data.GetProperty("b"), symbol);
            Check(diff.Asks, data.GetProperty("a"), symbol);
        }
        else if (frame.Ticker is { } ticker)
        {
            var grid = Contracts.Grid(symbol).Instrument;
            ticker.UpdateId.ShouldBe(data.GetProperty("u").GetInt64());
            grid.ToDecimal(ticker.Bid.Price).ShouldBe(Number(data.GetProperty("b")));
            grid.ToDecimal(ticker.Bid.Quantity).ShouldBe(Number(data.GetProperty("B")));
            grid.ToDecimal(ticker.Ask.Price).ShouldBe(Number(data.GetProperty("a")));
            grid.ToDecimal(ticker.Ask.Quantity).ShouldBe(Number(data.GetProperty("A")));
        }
        else if (frame.Mark is { } mark)
        {
            mark.Mark.ShouldBe(Number(data.GetProperty("p")));
            mark.Index.ShouldBe(Number(data.GetProperty("i")));
            mark.FundingRate.ShouldBe(Number(data.GetProperty("r")));
        }

        return frame.Kind is MarketFrameKind.Depth or MarketFrameKind.Ticker or MarketFrameKind.Mark;
    }

    private static void Check(Decoded<BookSnapshot> decoded, JsonElement reply, string symbol = "ETHUSDT")
    {
        decoded.Fault.ShouldBeNull();
        var snapshot = decoded.Value.ShouldNotBeNull();
        snapshot.LastUpdateId.ShouldBe(reply.GetProperty("lastUpdateId").GetInt64());
        Check(snapshot.Bids, reply.GetProperty("bids"), symbol);
        Check(snapshot.Asks, reply.GetProperty("asks"), symbol);
    }

    private static void Check(IReadOnlyList<BookLevel> levels, JsonElement expected, string symbol)
    {
        var grid = Contracts.Grid(symbol).Instrument;
        levels.Select(level => (grid.ToDecimal(level.Price), grid.ToDecimal(level.Quantity)))
            .SequenceEqual(expected.EnumerateArray().Select(level => (Number(level[0]), Number(level[1]))))
            .ShouldBeTrue();
    }

    private static decimal Number(JsonElement text) => decimal.Parse(text.GetString()!, CultureInfo.InvariantCulture);
}
