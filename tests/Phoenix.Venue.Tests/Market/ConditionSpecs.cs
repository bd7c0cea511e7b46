using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Market;
using Phoenix.Venue.Market.Conditions;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Tests.Market;

/// <summary>Each condition does to the fair price, the book or the rules what it says, and nothing else.</summary>
public class ConditionSpecs
{
    private static readonly VenueTime Start = new VenueOptions().Start;

    [Fact]
    public void Without_conditions_the_volatility_is_as_set() =>
        Volatility(Course(600, 1)).ShouldBeInRange(23, 27);   // 0.25 USDC is 25 ticks per square root of a second

    [Fact]
    public void Regimes_take_turns_between_calm_and_wild()
    {
        var course = Course(20_000, 2, new RegimeSettings { Volatility = 4, CalmSeconds = 300, WildSeconds = 100 });
        var windows = course.Chunk(30).Where(window => window.Length == 30).Select(Volatility).ToList();

        windows.Count(sigma => sigma < 40).ShouldBeInRange(windows.Count / 2, windows.Count * 9 / 10);
        windows.Count(sigma => sigma > 75).ShouldBeInRange(windows.Count / 10, windows.Count / 2);
    }

    [Fact]
    public void Jumps_come_as_often_and_as_large_as_set()
    {
        var jumps = new JumpSettings { EverySeconds = 60, Size = 0.005 };
        var moves = Moves(Course(12_000, 3, jumps)).Where(move => Math.Abs(move) > 300).ToList();

        moves.Count.ShouldBeInRange(120, 200);   // of 200 in the mean, those larger than 0.1 %
        moves.Average(Math.Abs).ShouldBeInRange(1_400, 2_300);
        moves.Count(move => move > 0).ShouldBeInRange(moves.Count / 3, moves.Count * 2 / 3);
    }

    [Fact]
    public void A_trend_carries_the_price_with_it()
    {
        var course = Course(3_600, 4, new TrendSettings { PerHour = 0.05 });

        course[^1].ShouldBeInRange(300_000 * 1.05 - 3_500, 300_000 * 1.052 + 3_500);
    }

    [Fact]
    public void A_crash_falls_as_far_as_set_and_comes_back()
    {
        var crash = new FlashCrashSettings
        {
            EverySeconds = 600,
            Fall = 0.08,
            FallSeconds = 10,
            HoldSeconds = 5,
            RecoverySeconds = 30,
            Recovered = 1,
        };
        var course = Course(3_600, 5, crash);

        course.Min().ShouldBeInRange(270_000, 281_000);
        course.Max().ShouldBeLessThan(304_000);
        course.Count(ticks => ticks < 290_000).ShouldBeInRange(20, 500);
    }

    [Fact]
    public void In_a_crash_the_book_thins_and_fills_again()
    {
        var crash = new FlashCrashSettings { EverySeconds = 120, Fall = 0.03, Depth = 0.1 };
        var rig = Rig(6, crash);
        var lots = new List<decimal>();
        var bids = new List<decimal>();
        for (var second = 0; second < 900; second++)
        {
            rig.RunFor(1_000);
            var book = rig.Get("/fapi/v1/depth?symbol=ETHUSDC&limit=100").Body.GetProperty("bids");
            lots.Add(book.EnumerateArray().Sum(level => decimal.Parse(level[1].GetString()!)));
            bids.Add(decimal.Parse(book[0][0].GetString()!));
        }

        bids.Min().ShouldBeLessThan(2_920);
        bids[^1].ShouldBeGreaterThan(2_850);
        lots.Min().ShouldBeLessThan(lots.Max() / 4);
    }

    [Fact]
    public void Informed_takers_know_where_the_price_goes()
    {
        var zero = MarketSettings.EthUsdc with { Crowd = new ZeroIntelligenceSettings() };
        var toxic = new ToxicSettings { HorizonSeconds = 1, Share = 0.5 };

        MarketTape.Run(zero, 7, 300).Foresight.ShouldBeInRange(-1.5, 1.5);
        MarketTape.Run(zero with { Conditions = [toxic] }, 7, 300).Foresight.ShouldBeGreaterThan(5);
        MarketTape.Run(MarketSettings.EthUsdc with { Conditions = [toxic] }, 7, 300).Foresight.ShouldBeGreaterThan(2);
    }

    [Fact]
    public void A_quiet_market_stirs_once_a_minute()
    {
        var rig = Rig(8, new QuietSettings { EverySeconds = 60 });
        var peer = rig.Connect("/public/ws/ethusdc@depth@100ms");
        rig.RunFor(1_800_000);

        peer.Texts.Count.ShouldBeInRange(15, 50);
    }

    [Theory]
    [InlineData(TradingStatus.Halt, "TRADING_HALT", -2011)]
    [InlineData(TradingStatus.CancelOnly, "TRADING_CANCEL_ONLY", 0)]
    public void A_halt_refuses_orders_until_it_is_over(TradingStatus status, string word, int cancelCode)
    {
        var rig = Rig(9, new HaltSettings { EverySeconds = 30, LengthSeconds = 20, Status = status });
        var peer = rig.Connect("/public/ws/ethusdc@depth@100ms");
        var marks = rig.Connect("/market/ws/ethusdc@markPrice@1s");
        rig.Place("BUY", 2_900m, 1m, "GTC", "before").Status.ShouldBe(200);
        while (Status(rig) == "TRADING") rig.RunFor(100);
        var (frames, frozen) = (peer.Texts.Count, marks.Texts.Count);
        rig.RunFor(5_000);

        Status(rig).ShouldBe(word);
        peer.Texts.Count.ShouldBe(frames);
        marks.Texts.Count.ShouldBe(frozen);
        rig.Place("BUY", 2_900m, 1m, "GTC").Body.GetProperty("code").GetInt32().ShouldBe(-4140);
        var canceled = rig.Signed("DELETE", "/fapi/v1/order", "symbol=ETHUSDC&origClientOrderId=before");
        (canceled.Body.TryGetProperty("code", out var code) ? code.GetInt32() : 0).ShouldBe(cancelCode);
        while (Status(rig) != "TRADING") rig.RunFor(100);
        rig.Place("BUY", 2_900m, 1m, "GTC").Status.ShouldBe(200);
    }

    [Fact]
    public void Markets_of_one_factor_move_together_and_others_do_not()
    {
        var common = new CorrelatedSettings { Correlation = 0.9 };
        var (one, other) = (Moves(Course(2_000, 10, common)), Moves(Course(2_000, 11, common)));

        Correlation(one, other).ShouldBeInRange(0.76, 0.86);   // 0.9 times 0.9
        Volatility(Course(2_000, 10, common)).ShouldBeInRange(23, 27);
        Correlation(Moves(Course(2_000, 10)), Moves(Course(2_000, 11))).ShouldBeInRange(-0.1, 0.1);
        var apart = new CorrelatedSettings { Correlation = 0.9, Factor = "other" };
        Correlation(one, Moves(Course(2_000, 11, apart))).ShouldBeInRange(-0.1, 0.1);
    }

    [Fact]
    public void The_hours_of_the_day_differ()
    {
        var daily = new Daily(new DailySettings { Amplitude = 0.5, PeakHour = 14 });

        Activity(daily, 14).ShouldBe(1.5, 0.001);
        Activity(daily, 2).ShouldBe(0.5, 0.001);
        Activity(daily, 8).ShouldBe(1, 0.001);
    }

    [Fact]
    public void The_same_seed_gives_the_same_market()
    {
        ImmutableArray<ConditionSettings> all =
        [
            new RegimeSettings(),
            new JumpSettings(),
            new TrendSettings(),
            new ToxicSettings(),
            new FlashCrashSettings { EverySeconds = 60 },
            new CorrelatedSettings(),
            new DailySettings(),
        ];

        Texts(all).ShouldBe(Texts(all));
    }

    private static List<string> Texts(ImmutableArray<ConditionSettings> conditions)
    {
        var rig = Rig(12, [.. conditions]);
        var peer = rig.Connect("/public/ws/ethusdc@depth@100ms");
        rig.RunFor(60_000);
        return peer.Texts;
    }

    private static VenueRig Rig(long seed, params ConditionSettings[] conditions) => new(new VenueOptions
    {
        Seed = seed,
        Markets = [MarketSettings.EthUsdc with { Conditions = [.. conditions] }],
    });

    private static string Status(VenueRig rig) =>
        rig.Get("/fapi/v1/exchangeInfo").Body.GetProperty("symbols")[0].GetProperty("status").GetString()!;

    /// <summary>The fair price once a second, in ticks.</summary>
    private static double[] Course(int seconds, long seed, params ConditionSettings[] conditions)
    {
        var settings = MarketSettings.EthUsdc with { Conditions = [.. conditions] };
        var fair = new FairPrice(settings, new SeededChance(seed), venueSeed: 77);
        var course = new double[seconds];
        for (var second = 0; second < seconds; second++)
        {
            for (var half = 0; half < 20; half++)
            {
                fair.Move(new VenueTime(Start.Milliseconds + (second * 1_000L) + (half / 2 * 100)));
            }

            course[second] = fair.Ticks;
        }

        return course;
    }

    private static double Activity(Daily daily, int hour)
    {
        var mood = MarketMood.Calm;
        daily.Shape(ref mood, new MarketMoment(new VenueTime(hour * 3_600_000L), 0.05, 300_000, 25));
        return mood.Activity;
    }

    private static double[] Moves(double[] course) => [.. course.Zip(course.Skip(1), (from, to) => to - from)];

    private static double Volatility(double[] course) => Math.Sqrt(Moves(course).Average(move => move * move));

    private static double Correlation(double[] one, double[] other)
    {
        var product = one.Zip(other, (a, b) => a * b).Average();
        return product / Math.Sqrt(one.Average(a => a * a) * other.Average(b => b * b));
    }
}
