using FsCheck.Fluent;
using Phoenix.Core.Decisions;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting;
using Phoenix.Core.Quoting.Modes;
using Phoenix.Core.Quoting.Strategies;
using Phoenix.Core.Risk;
using Phoenix.Core.Settings;
using Phoenix.Core.Signals;
using Phoenix.Core.Tests.Quoting;

namespace Phoenix.Core.Tests.Decisions;

/// <summary>Why a quote is where it is: looked up in what was recorded, and decided again from it.</summary>
public sealed class ExplanationSpecs
{
    private static readonly DateTimeOffset Time = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_order_is_explained_term_by_term()
    {
        var record = Decide(Eth.Inputs(0.075m) with { Terms = new MarketTerms { Funding = -0.15m } });
        var last = record.Placed.Last(sent => sent.Quote.Side == Side.Buy);

        var text = string.Join('\n', Explanation.Of(record, last.Id));

        text.ShouldContain("buy 0.005 ETHUSDC at 2972.78, layer 11, by decision 7");
        text.ShouldContain("position 0.075 of at most 0.3");
        Term(text, "mid").ShouldBe("3000");
        Term(text, "skew").ShouldBe("-1.5");
        Term(text, "funding").ShouldBe("-0.15");
        Term(text, "reservation").ShouldBe("2998.35");
        Term(text, "price").ShouldBe("2972.78");
        Term(text, "size").ShouldBe("0.005");
        text.ShouldContain("of 0.007 wanted; the side may still add 0.075");
        Term(text, "decided again").ShouldStartWith("the same");
    }

    [Fact]
    public void What_the_same_decision_did_not_send_is_told_with_its_reason()
    {
        var record = Decide(Eth.Inputs());
        var first = record.Placed[0];
        record = record with { Refused = [new RefusedQuote(first.Quote with { Layer = 2 }, RiskRefusal.SelfCross)] };

        var text = string.Join('\n', Explanation.Of(record, first.Id));

        Term(text, "not sent").ShouldBe("SelfCross");
        text.ShouldContain(", layer 2");
    }

    [Fact]
    public void A_price_that_the_touch_moved_says_so()
    {
        var record = Decide(Eth.Inputs(0.075m));
        var ask = record.Placed.First(sent => sent.Quote.Side == Side.Sell);

        var text = string.Join('\n', Explanation.Of(record, ask.Id));

        Term(text, "price").ShouldBe("2999.7");
        text.ShouldContain("moved out of the way of the market");
    }

    [Fact]
    public void An_order_that_does_not_follow_from_what_was_recorded_is_exposed()
    {
        var record = Decide(Eth.Inputs());
        var forged = record.Placed[0] with
        {
            Quote = record.Placed[0].Quote with { Price = record.Placed[0].Quote.Price + 1 },
        };
        var lying = record with { Placed = [forged] };

        Explanation.IsConfirmed(lying, forged).ShouldBeFalse();
        string.Join('\n', Explanation.Of(lying, forged.Id)).ShouldContain("NOT the same");
    }

    [Fact]
    public void An_order_of_another_decision_is_refused() =>
        Should.Throw<ArgumentException>(() => Explanation.Of(Decide(Eth.Inputs()), new ClientOrderId("px-mm1-1-zz")))
            .Message.ShouldContain("Decision 7 did not place or amend px-mm1-1-zz");

    [Fact]
    public void Every_decision_reads_back_as_it_was_written_and_is_confirmed_by_deciding_again() => Seeded.ForAll(
        from position in Gen.Choose(-320, 320)
        from bid in Gen.Choose(299_000, 301_000)
        from spread in Gen.Choose(1, 30)
        from funding in Gen.Choose(-30, 30)
        from width in Gen.Choose(16, 40)
        from mode in Gen.Elements(QuoteMode.Normal, QuoteMode.Pinning, QuoteMode.Grinding, QuoteMode.ReduceOnly)
        from kind in Gen.Elements(StrategyKind.Grid, StrategyKind.AvellanedaStoikov, StrategyKind.Glft)
        select Eth.Inputs() with
        {
            Position = new Position(position),
            BestBid = new BookLevel(new Price(bid), new Quantity(3)),
            BestAsk = new BookLevel(new Price(bid + spread), new Quantity(2)),
            Mark = bid * 0.01m,
            Mode = mode,
            Strategy = QuotingStrategies.Of(kind),
            Terms = new MarketTerms
            {
                Funding = funding * 0.01m,
                Volatility = 12.5,
                RelativeVolatility = 0.003,
                Bids = new SideTerms(width * 0.05m, 0),
                BidFills = new IntensityEstimate(new Intensity(0.7, 0.03), double.NaN, 0.1, IntensityRefusal.None),
                AskFills = new IntensityEstimate(new Intensity(0.8, 0.02), 0.1, 0.1, IntensityRefusal.None),
            },
        },
        inputs =>
        {
            var record = Decide(inputs);

            var (read, time) = DecisionLine.Read(DecisionLine.Write(record, Time));

            time.ShouldBe(Time);
            read.Placed.ShouldBe(record.Placed);
            read.Placed.ShouldAllBe(sent => Explanation.IsConfirmed(read, sent));
            record.Placed.ShouldAllBe(sent => DecisionLine.Mentions(DecisionLine.Write(record, Time), sent.Id));
        });

    [Theory]
    [InlineData("")]
    [InlineData("{\"Time\":1")]
    [InlineData("{\"Time\":1,\"Record\":{\"Nonsense\":1}}")]
    public void A_line_that_is_none_is_refused(string line) =>
        Should.Throw<FormatException>(() => DecisionLine.Read(line));

    private static DecisionRecord Decide(QuoteInputs inputs)
    {
        var decision = QuotePipeline.Decide(inputs);
        var quotes = decision.Bids.AddRange(decision.Asks);
        quotes = decision.Slice is { } slice ? quotes.Add(slice) : quotes;
        return new DecisionRecord(
            7,
            Instant.From(TimeSpan.FromSeconds(5)),
            inputs,
            [.. quotes.Select((quote, i) => new SentQuote(ClientOrderId.Create("mm1", 3, i + 1), quote))],
            [],
            [],
            []);
    }

    private static string Term(string text, string term) =>
        text.Split('\n').Single(line => line.StartsWith($"  {term,-16}", StringComparison.Ordinal))[18..32].Trim();
}
