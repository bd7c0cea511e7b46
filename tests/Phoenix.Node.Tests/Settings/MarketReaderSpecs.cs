using System.Collections.Immutable;
using Phoenix.Node.Settings;
using Phoenix.Venue.Market;
using Phoenix.Venue.Market.Conditions;
using Phoenix.Venue.Market.Replay;

namespace Phoenix.Node.Tests.Settings;

/// <summary>Markets are known by name, defined in the file, or made up by the dozen.</summary>
public sealed class MarketReaderSpecs
{
    [Fact]
    public void The_reference_says_what_the_catalogue_of_the_exchange_says() =>
        Read("phoenix.venue.embedded.markets = [ETHUSDC, BTCUSDC, ETHUSDT, BTCUSDT]")
            .ShouldBe(MarketSettings.Catalogue);

    [Fact]
    public void A_market_can_be_defined_in_the_file()
    {
        var sui = Read("""
            phoenix.venue.embedded {
              markets = [SUIUSDT]
              market.SUIUSDT {
                quote-asset = USDT
                tick = 0.0001
                price-decimals = 4
                lot = 0.1
                quantity-decimals = 1
                min-price = 0.0001
                max-price = 100
                min-quantity = 0.1
                price = 3.5
                volatility = 0.0003
                street.max-order = 500
              }
            }
            """).Single();

        sui.Contract.BaseAsset.ShouldBe("SUI");
        sui.Contract.UnitsPerTick.ShouldBe(1);
        sui.Anchor.Ticks.ShouldBe(35_000);
        sui.Contract.Rules.MarginAsset.ShouldBe("USDT");
        sui.Crowd.ShouldBe(new StreetSettings { RangeTicks = 300, NearTicks = 20, MaxLots = 5_000 });
    }

    [Fact]
    public void A_block_overrides_a_known_market()
    {
        var eth = Read("phoenix.venue.embedded.market.ETHUSDC.price = 2500")[0];

        eth.ShouldBe(MarketSettings.EthUsdc with { Anchor = new(250_000) });
    }

    [Fact]
    public void Synthetic_markets_come_after_the_others()
    {
        var markets = Read("phoenix.venue.embedded { markets = [ETHUSDC], synthetic.count = 120 }");

        markets.Length.ShouldBe(121);
        markets[^1].Symbol.Name.ShouldBe("SYN0120USDC");
        markets.Select(market => market.Symbol).Distinct().Count().ShouldBe(121);
    }

    [Fact]
    public void Crowds_and_models_default_to_what_the_exchange_says()
    {
        const string All = "[regimes, jumps, trend, toxic, quiet, flash-crash, halts, correlated, daily]";
        var eth = Read($$"""
            phoenix.venue.embedded.market.ETHUSDC { crowd = zero-intelligence, model = {{All}} }
            """)[0];

        eth.Crowd.ShouldBe(new ZeroIntelligenceSettings());
        ConditionSettings[] expected =
        [
            new RegimeSettings(),
            new JumpSettings(),
            new TrendSettings(),
            new ToxicSettings(),
            new QuietSettings(),
            new FlashCrashSettings(),
            new HaltSettings(),
            new CorrelatedSettings(),
            new DailySettings(),
        ];
        eth.Conditions.ShouldBe(expected);
    }

    [Fact]
    public void Models_are_composed_and_tuned_per_market()
    {
        var markets = Read("""
            phoenix.venue.embedded {
              market-defaults.model = [correlated]
              market.BTCUSDC { model = [jumps, toxic], jumps.every = 2m, toxic.share = 0.9 }
            }
            """);

        markets[0].Conditions.ShouldBe([new CorrelatedSettings()]);
        markets[1].Conditions.ShouldBe([new JumpSettings { EverySeconds = 120 }, new ToxicSettings { Share = 0.9 }]);
    }

    [Fact]
    public void A_recording_is_read_from_its_files()
    {
        using var file = TemporaryFile.With("""
            {"lastUpdateId":1,"T":1000,"bids":[["2999.99","1.000"]],"asks":[["3000.00","2.000"]]}
            {"e":"trade","s":"ETHUSDT","T":1100,"p":"3000.00","q":"0.500","m":false}
            """);
        var crowd = Read($$"""
            phoenix.venue.embedded.market.ETHUSDC {
              crowd = recording
              recording {
                files = ["{{file.Path}}"], symbol = ETHUSDT, queue = power, queue-exponent = 3, at-end = freeze
              }
            }
            """)[0].Crowd.ShouldBeOfType<RecordingSettings>();

        crowd.Queue.ShouldBe(new PowerQueue { Exponent = 3 });
        crowd.Loops.ShouldBeFalse();
        crowd.Recording.EndMs.ShouldBe(1_100);
    }

    [Theory]
    [InlineData("market.ETHUSDC.crowd = stret", "did you mean street?")]
    [InlineData("market.ETHUSDC.model = [jmups]", "did you mean jumps?")]
    [InlineData("market.ETHUSDC.model = [jumps, jumps]", "jumps stands there more than once")]
    [InlineData("market.ETHUSDC.jumps.size = 0.6", "expected a number greater than 0, up to 0.5")]
    [InlineData("market.ETHUSDC.halts.status = open", "expected one of halt, cancel-only")]
    [InlineData("market.ETHUSDC.toxic.horizon = 10ms", "expected a duration from 50ms to 24h")]
    [InlineData("market.ETHUSDC.crowd = recording", "expected at least one file when crowd is recording")]
    [InlineData("market.ETHUSDC { crowd = recording, recording.files = [\"/no/tape\"] }", "/no/tape: Could not find")]
    [InlineData("markets = [BTCUSDTT]", "did you mean BTCUSDT?")]
    [InlineData("markets = [SOLUSDC]", "the embedded exchange knows")]
    [InlineData("market.SOLUSDC.price = 150", "a block for a market that is not listed")]
    [InlineData("market.ETHUSDC.price = 3000.001", "= 3000.001: expected a multiple of the tick 0.01")]
    [InlineData("market.ETHUSDC.tick = 0.001", "expected enough decimals to print the tick 0.001")]
    [InlineData("market.ETHUSDC.street.levels = 400", "expected a whole number from 1 to 200")]
    [InlineData("market.ETHUSDC.street.max-order = 0.0005", "expected a multiple of the lot 0.001")]
    [InlineData("market.ETHUSDC.volatilty = 1", "did you mean phoenix.venue.embedded.market.ETHUSDC.volatility?")]
    [InlineData("synthetic.count = 2001", "expected a whole number from 0 to 2000")]
    public void A_mistake_is_told_with_its_place(string line, string expected)
    {
        var problem = Should.Throw<BadInputException>(() => Read("phoenix.venue.embedded." + line))
            .Problems[0].ToString();

        problem.ShouldStartWith("my.conf:1: ");
        problem.ShouldContain(expected);
    }

    /// <summary>In external mode, so that what is traded need not be listed.</summary>
    private static ImmutableArray<MarketSettings> Read(string text) => SettingsReader.Read("my.conf", text + """

        phoenix.venue.mode = external
        phoenix.venue.external { rest-url = "http://[::1]", stream-url = "ws://[::1]", trading-url = "ws://[::1]" }
        """).Venue.Embedded.Markets;
}
