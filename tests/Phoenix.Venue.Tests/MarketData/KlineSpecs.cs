using System.Text.Json;
using Phoenix.Venue.MarketData;

namespace Phoenix.Venue.Tests.MarketData;

public class KlineSpecs
{
    private const long Minute = 60_000;

    private readonly VenueRig _rig = new();

    [Fact]
    public void Closed_minutes_hold_exactly_the_trades_of_their_minute()
    {
        _rig.RunFor(200_000);
        var trades = _rig.Get("/fapi/v1/trades?symbol=ETHUSDC&limit=1000").Body.EnumerateArray()
            .GroupBy(trade => trade.GetProperty("time").GetInt64() / Minute * Minute)
            .OrderBy(group => group.Key)
            .ToList();
        trades.Count.ShouldBeGreaterThan(1);
        foreach (var minute in trades.Skip(1))
        {
            var bar = Bars($"klines?symbol=ETHUSDC&interval=1m&startTime={minute.Key}&limit=1").Single();
            bar[1].GetString().ShouldBe(minute.First().GetProperty("price").GetString());
            bar[4].GetString().ShouldBe(minute.Last().GetProperty("price").GetString());
            Number(bar[2]).ShouldBe(minute.Max(trade => Number(trade.GetProperty("price"))));
            Number(bar[3]).ShouldBe(minute.Min(trade => Number(trade.GetProperty("price"))));
            Number(bar[5]).ShouldBe(minute.Sum(trade => Number(trade.GetProperty("qty"))));
            bar[8].GetInt32().ShouldBe(minute.Count());
            Number(bar[9]).ShouldBe(minute
                .Where(trade => !trade.GetProperty("isBuyerMaker").GetBoolean())
                .Sum(trade => Number(trade.GetProperty("qty"))));
            bar[6].GetInt64().ShouldBe(minute.Key + Minute - 1);
        }
    }

    [Fact]
    public void Longer_bars_are_made_of_the_shorter_ones_also_across_the_start()
    {
        _rig.RunFor(400_000);
        foreach (var interval in KlineInterval.All.Where(interval => interval.Name is "3m" or "5m" or "1h" or "1d"))
        {
            foreach (var whole in Bars($"klines?symbol=ETHUSDC&interval={interval.Name}&limit=3").Skip(1))
            {
                var (from, to) = (whole[0].GetInt64(), whole[6].GetInt64());
                var parts = Bars($"klines?symbol=ETHUSDC&interval=1m&startTime={from}&endTime={to}&limit=1500");
                if (parts.Count == 0 || parts[0][0].GetInt64() != from) continue;
                whole[1].GetString().ShouldBe(parts[0][1].GetString());
                whole[4].GetString().ShouldBe(parts[^1][4].GetString());
                Number(whole[2]).ShouldBe(parts.Max(part => Number(part[2])));
                Number(whole[3]).ShouldBe(parts.Min(part => Number(part[3])));
                Number(whole[5]).ShouldBe(parts.Sum(part => Number(part[5])));
                Number(whole[7]).ShouldBe(parts.Sum(part => Number(part[7])));
                whole[8].GetInt64().ShouldBe(parts.Sum(part => part[8].GetInt64()));
            }
        }
    }

    [Theory]
    [InlineData("klines?symbol=ETHUSDC")]
    [InlineData("continuousKlines?pair=ETHUSDC&contractType=PERPETUAL")]
    [InlineData("indexPriceKlines?pair=ETHUSDC")]
    [InlineData("markPriceKlines?symbol=ETHUSDC")]
    [InlineData("premiumIndexKlines?symbol=ETHUSDC")]
    public void Every_interval_has_a_past_without_gaps(string asked)
    {
        _rig.RunFor(65_000);
        foreach (var interval in KlineInterval.All)
        {
            var bars = Bars($"{asked}&interval={interval.Name}&limit=1500");
            bars.Count.ShouldBeGreaterThan(interval.Name is "1w" or "1M" or "3d" or "1d" ? 40 : 700, interval.Name);
            for (var i = 0; i < bars.Count; i++)
            {
                bars[i].GetArrayLength().ShouldBe(12);
                var (start, end) = (bars[i][0].GetInt64(), bars[i][6].GetInt64());
                start.ShouldBe(interval.StartOf(start), interval.Name);
                if (i > 0) start.ShouldBe(bars[i - 1][6].GetInt64() + 1, interval.Name);
                end.ShouldBe(interval.NextAfter(start) - 1);
                Number(bars[i][3]).ShouldBeLessThanOrEqualTo(Math.Min(Number(bars[i][1]), Number(bars[i][4])));
                Number(bars[i][2]).ShouldBeGreaterThanOrEqualTo(Math.Max(Number(bars[i][1]), Number(bars[i][4])));
            }

            bars[^1][0].GetInt64().ShouldBe(interval.StartOf(_rig.Now));
        }
    }

    [Fact]
    public void A_span_is_inclusive_and_counted_from_its_start()
    {
        var start = _rig.Now / Minute * Minute;
        var first = start - (9 * Minute);
        var bars = Bars($"klines?symbol=ETHUSDC&interval=1m&startTime={first}&endTime={start - Minute}&limit=4");
        bars.Select(bar => bar[0].GetInt64()).ShouldBe(Enumerable.Range(0, 4).Select(i => first + (i * Minute)));
        bars = Bars($"klines?symbol=ETHUSDC&interval=1m&endTime={start - Minute}&limit=2");
        bars.Select(bar => bar[0].GetInt64()).ShouldBe([start - (2 * Minute), start - Minute]);
        Bars($"klines?symbol=ETHUSDC&interval=1m&startTime={start + Minute}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("klines?symbol=ETHUSDC&interval=1s&limit=1", -1120)]
    [InlineData("klines?symbol=ETHUSDC&interval=1m&limit=2000", -1130)]
    [InlineData("klines?symbol=NOTAREALSYM&interval=1m", -1121)]
    [InlineData("klines?symbol=ETHUSDC", -1102)]
    [InlineData("continuousKlines?pair=ETHUSDC&interval=1m", -1102)]
    [InlineData("continuousKlines?pair=ETHUSDC&interval=1m&contractType=CURRENT_QUARTER", -4104)]
    [InlineData("indexPriceKlines?pair=NOPAIR&interval=1m", -4144)]
    [InlineData("klines?symbol=ETHUSDC&interval=1m&startTime=5&endTime=4", -1023)]
    [InlineData("aggTrades?symbol=ETHUSDC&startTime=1&endTime=3600002", -1127)]
    [InlineData("ticker/24hr?symbol=NOTAREALSYM", -1121)]
    public void What_cannot_be_answered_is_refused(string asked, int code)
    {
        var (status, body) = _rig.Get($"/fapi/v1/{asked}");
        status.ShouldBe(400);
        body.GetProperty("code").GetInt32().ShouldBe(code);
    }

    [Fact]
    public void The_day_ticker_is_the_sum_of_its_minutes()
    {
        _rig.RunFor(130_000);
        var ticker = _rig.Get("/fapi/v1/ticker/24hr?symbol=ETHUSDC").Body;
        var open = ticker.GetProperty("openTime").GetInt64();
        open.ShouldBe((_rig.Now - 86_400_000) / Minute * Minute);
        var minutes = Bars($"klines?symbol=ETHUSDC&interval=1m&startTime={open}&limit=1500");
        minutes.Count.ShouldBe(1441);
        Number(ticker.GetProperty("volume")).ShouldBe(minutes.Sum(bar => Number(bar[5])));
        Number(ticker.GetProperty("highPrice")).ShouldBe(minutes.Max(bar => Number(bar[2])));
        ticker.GetProperty("count").GetInt64().ShouldBe(minutes.Sum(bar => bar[8].GetInt64()));
        (ticker.GetProperty("lastId").GetInt64() - ticker.GetProperty("firstId").GetInt64() + 1)
            .ShouldBe(ticker.GetProperty("count").GetInt64());
    }

    [Fact]
    public void Aggregate_trades_are_found_by_id_and_time()
    {
        _rig.RunFor(30_000);
        var all = _rig.Get("/fapi/v1/aggTrades?symbol=ETHUSDC&limit=1000").Body.EnumerateArray().ToList();
        all.Count.ShouldBeGreaterThan(20);
        var ids = all.Select(Id).ToList();
        ids.ShouldBe(Enumerable.Range(0, ids.Count).Select(i => ids[0] + i));
        Prints($"fromId={ids[3]}&limit=2").Select(Id).ShouldBe([ids[3], ids[4]]);
        var (from, to) = (Time(all[5]), Time(all[9]));
        Prints($"startTime={from}&endTime={to}").Select(Id)
            .ShouldBe(all.Where(print => Time(print) >= from && Time(print) <= to).Select(Id));
        Prints("limit=2").Select(Id).ShouldBe(ids[^2..]);
        List<JsonElement> Prints(string what) =>
            [.. _rig.Get($"/fapi/v1/aggTrades?symbol=ETHUSDC&{what}").Body.EnumerateArray()];
        static long Id(JsonElement print) => print.GetProperty("a").GetInt64();
        static long Time(JsonElement print) => print.GetProperty("T").GetInt64();
    }

    [Fact]
    public void Old_trades_need_a_key_and_are_found_by_id()
    {
        _rig.RunFor(30_000);
        _rig.Call("GET", "/fapi/v1/historicalTrades?symbol=ETHUSDC", null).Status.ShouldBe(401);
        var last = _rig.Call("GET", "/fapi/v1/historicalTrades?symbol=ETHUSDC&limit=5").Body;
        var id = last[0].GetProperty("id").GetInt64();
        _rig.Call("GET", $"/fapi/v1/historicalTrades?symbol=ETHUSDC&fromId={id}&limit=5").Body.GetRawText()
            .ShouldBe(last.GetRawText());
    }

    [Fact]
    public void What_is_remembered_is_bounded()
    {
        var ring = new BoundedRing<int>(100);
        for (var i = 0; i < 1_000; i++)
        {
            ring.Add(i);
            ring.Count.ShouldBeLessThanOrEqualTo(100);
            ring[ring.Count - 1].ShouldBe(i);
        }

        ring[0].ShouldBe(900);
        ring.FirstFrom(950, value => value).ShouldBe(50);
        ring.FirstFrom(5_000, value => value).ShouldBe(100);
    }

    private static decimal Number(JsonElement text) => decimal.Parse(text.GetString()!);

    private List<JsonElement> Bars(string asked) => [.. _rig.Get($"/fapi/v1/{asked}").Body.EnumerateArray()];
}
