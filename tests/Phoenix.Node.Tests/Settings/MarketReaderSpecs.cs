using System.Collections.Immutable;
using Phoenix.Node.Settings;
using Phoenix.Venue.Market;

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

    [Theory]
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
        phoenix.venue.external { rest-url = "http://x", stream-url = "ws://x", trading-url = "ws://x" }
        """).Venue.Embedded.Markets;
}
