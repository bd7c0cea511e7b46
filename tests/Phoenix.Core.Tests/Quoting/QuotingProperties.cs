using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Phoenix.Core.MarketData;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting;
using Phoenix.Core.Quoting.Modes;
using Phoenix.Core.Quoting.Strategies;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.Quoting;

/// <summary>What holds for every quote decision, checked over generated books, positions, grids and limits.</summary>
public class QuotingProperties
{
    private static readonly Gen<GridSettings> Grids =
        from layers in Gen.Choose(1, 20)
        from size in Gen.Choose(1, 40)
        from start in Gen.Choose(1, 300)
        from spacing in Gen.Choose(1, 300)
        from growth in Gen.Choose(100, 130)
        from reduction in Gen.Choose(0, 10)
        from skew in Gen.Choose(0, 50)
        from gap in Gen.Choose(0, 50)
        select new GridSettings
        {
            Layers = layers,
            LayerSize = size * 0.001m,
            StartOffset = start * 0.01m,
            FirstSpacing = spacing * 0.01m,
            SpacingMultiplier = growth * 0.01m,
            LayerReduction = reduction * 0.1m,
            SkewCoefficient = skew * 0.0001m,
            MinLayerGap = Math.Min(gap * 0.01m, 25m),
        };

    /// <summary>Positions up to one and a half times the limit of 0.30, on books of any spread around 3000.</summary>
    private static readonly Gen<QuoteInputs> Inputs =
        from grid in Grids
        from bid in Gen.Choose(299_000, 301_000)
        from spread in Gen.Choose(1, 40)
        from position in Gen.Choose(-450, 450)
        from openBuys in Gen.Choose(0, 100)
        from openSells in Gen.Choose(0, 100)
        from anchor in Gen.Choose(-400, 400)
        from reduceOnly in Gen.Choose(0, 3)
        select Eth.Inputs() with
        {
            Grid = grid,
            Shape = GridShape.Create(grid, Eth.Instrument),
            BestBid = new BookLevel(new Price(bid), new Quantity(1)),
            BestAsk = new BookLevel(new Price(bid + spread), new Quantity(1)),
            Position = new Position(position),
            OpenBuys = new Quantity(openBuys),
            OpenSells = new Quantity(openSells),
            Memory = Remembering(anchor > 300 ? null : new Position(anchor)),
            Mode = reduceOnly == 0 ? QuoteMode.ReduceOnly : QuoteMode.Normal,
        };

    [Fact]
    public void Quotes_never_cross_and_are_strictly_ordered() => Seeded.ForAll(Inputs, inputs =>
    {
        var decision = QuotePipeline.Decide(inputs);

        decision.Bids.ShouldAllBe(quote => quote.Price <= inputs.BestBid.Price);
        decision.Asks.ShouldAllBe(quote => quote.Price >= inputs.BestAsk.Price);
        decision.Bids.Zip(decision.Bids.Skip(1)).ShouldAllBe(pair => pair.First.Price > pair.Second.Price);
        decision.Asks.Zip(decision.Asks.Skip(1)).ShouldAllBe(pair => pair.First.Price < pair.Second.Price);
        decision.Bids.AddRange(decision.Asks).ShouldAllBe(
            quote => quote.Quantity >= inputs.Instrument.MinQuantity
                && (quote.Kind != QuoteKind.Layer || quote.Quantity <= inputs.Shape.LayerQuantity));
    });

    [Fact]
    public void Negating_the_position_and_reflecting_the_book_mirrors_the_quotes() => Seeded.ForAll(Inputs, inputs =>
    {
        var axis = inputs.BestBid.Price.Ticks + inputs.BestAsk.Price.Ticks;
        var decision = QuotePipeline.Decide(inputs);
        var mirrored = QuotePipeline.Decide(inputs with
        {
            Position = new Position(-inputs.Position.Lots),
            OpenBuys = inputs.OpenSells,
            OpenSells = inputs.OpenBuys,
            Memory = Remembering(inputs.Memory.Skew.Anchor is { } anchor ? new Position(-anchor.Lots) : null),
        });

        Mirror(mirrored.Asks, axis).ShouldBe(decision.Bids);
        Mirror(mirrored.Bids, axis).ShouldBe(decision.Asks);
        mirrored.Reasons.Terms.Skew.ShouldBe(-decision.Reasons.Terms.Skew);
    });

    [Fact]
    public void Shifting_a_book_that_nothing_leans_on_shifts_all_quotes() => Seeded.ForAll(Inputs, inputs =>
    {
        const long Shift = 1234;
        var grid = inputs.Grid with { MinSpread = 0, SkewCoefficient = 0, Layers = Math.Min(10, inputs.Grid.Layers) };
        var fixedTerms = inputs with
        {
            Grid = grid,
            Shape = GridShape.Create(grid, Eth.Instrument),
            Modes = inputs.Modes with { FarLayers = 0 }, // their distance is a fraction of the mid
        };
        var decision = QuotePipeline.Decide(fixedTerms);
        var shifted = QuotePipeline.Decide(fixedTerms with
        {
            BestBid = inputs.BestBid with { Price = inputs.BestBid.Price + Shift },
            BestAsk = inputs.BestAsk with { Price = inputs.BestAsk.Price + Shift },
        });

        shifted.Bids.ShouldBe(decision.Bids.Select(quote => quote with { Price = quote.Price + Shift }));
        shifted.Asks.ShouldBe(decision.Asks.Select(quote => quote with { Price = quote.Price + Shift }));
    });

    [Fact]
    public void A_longer_position_raises_no_quote_and_wants_no_more_bids() =>
        Seeded.ForAll(Inputs.Zip(Gen.Choose(1, 300)), pair =>
        {
            var (any, more) = pair;
            var inputs = any with
            {
                Position = new Position(Math.Clamp(any.Position.Lots, -300, 300)),
                Memory = QuoteMemory.Initial,
                Mode = QuoteMode.Normal,
            };
            var longer = inputs with { Position = new Position(Math.Min(300, inputs.Position.Lots + more)) };
            var (less, next) = (QuotePipeline.Decide(inputs), QuotePipeline.Decide(longer));

            next.Bids.Length.ShouldBeLessThanOrEqualTo(less.Bids.Length);
            Eth.Sum(next.Bids).ShouldBeLessThanOrEqualTo(Eth.Sum(less.Bids));
            next.Bids.Zip(less.Bids).ShouldAllBe(bids => bids.First.Price <= bids.Second.Price);
            next.Asks.Zip(less.Asks).ShouldAllBe(asks => asks.First.Price <= asks.Second.Price);
        });

    [Fact]
    public void The_limit_holds_whatever_subset_executes_in_whatever_order() => Seeded.ForAll(Inputs, inputs =>
    {
        var decision = QuotePipeline.Decide(inputs);
        var position = inputs.Position.Lots;
        var bids = decision.Bids.Sum(quote => quote.Quantity.Lots);
        var asks = decision.Asks.Sum(quote => quote.Quantity.Lots);

        // The extremes are all of one side and none of the other; every order of fills lies in between.
        const long Limit = 150;
        (bids == 0 || position + inputs.OpenBuys.Lots + bids <= Limit).ShouldBeTrue();
        (asks == 0 || position - inputs.OpenSells.Lots - asks >= -Limit || ReducesOnly(decision.Asks)).ShouldBeTrue();
    });

    [Fact]
    public void Reduce_only_never_increases_nor_flips_the_position() => Seeded.ForAll(Inputs, inputs =>
    {
        var decision = QuotePipeline.Decide(inputs with { Mode = QuoteMode.ReduceOnly });
        var quotes = decision.Bids.AddRange(decision.Asks);

        quotes.ShouldAllBe(quote => quote.ReduceOnly && quote.Side.Sign() * inputs.Position.Lots < 0);
        quotes.Sum(quote => quote.Quantity.Lots).ShouldBeLessThanOrEqualTo(inputs.Position.Size.Lots);
    });

    [Fact]
    public void Matching_again_after_the_diff_was_carried_out_changes_nothing() =>
        Seeded.ForAll(Inputs.Zip(Inputs), pair => Both((side, before, wanted, grid) =>
        {
            var live = QuoteMatcherSpecs.Working(before);
            var diff = QuoteMatcher.Match(live, wanted, side, grid, Eth.Instrument);
            var kept = live.Where(order => diff.Keep.Contains(order.Id));
            var after = kept.Concat(QuoteMatcherSpecs.Working(diff.Place, 1000)).ToArray();

            (diff.Keep.Length + diff.Cancel.Length).ShouldBe(live.Length);
            after.Length.ShouldBe(wanted.Length);
            QuoteMatcher.Match(after, wanted, side, grid, Eth.Instrument).IsEmpty.ShouldBeTrue();
        }, pair));

    [Fact]
    public void No_matching_that_keeps_the_order_cancels_less() =>
        Seeded.ForAll(Inputs.Zip(Inputs), pair => Both((side, before, wanted, grid) =>
        {
            var live = QuoteMatcherSpecs.Working(before[..Math.Min(before.Length, 6)]);
            var few = wanted[..Math.Min(wanted.Length, 6)];
            var diff = QuoteMatcher.Match(live, few, side, grid, Eth.Instrument);

            diff.Keep.Length.ShouldBe(MostPairs(0, 0));

            int MostPairs(int order, int quote) => order == live.Length || quote == few.Length ? 0 : Math.Max(
                Math.Max(MostPairs(order + 1, quote), MostPairs(order, quote + 1)),
                MayStandFor(live[order], quote) ? 1 + MostPairs(order + 1, quote + 1) : 0);

            bool MayStandFor(OwnOrder order, int quote)
            {
                var start = (long)(grid.StartOffset / Eth.Instrument.TickSize);
                var inner = quote == 0 ? start : Math.Abs(few[quote].Price - few[quote - 1].Price);
                var outer = quote == few.Length - 1 ? inner : Math.Abs(few[quote + 1].Price - few[quote].Price);
                var nearer = side.Sign() * (order.Price - few[quote].Price);
                var missing = few[quote].Quantity.Lots - order.Remaining.Lots;
                var slack = few[quote].Kind == QuoteKind.Pin ? 0 : 1; // a pin decides by itself when to move
                return nearer <= slack * 0.25m * inner && -nearer <= slack * 0.90m * Math.Min(inner, outer)
                    && missing >= 0 && missing * Eth.Instrument.LotSize <= grid.LayerSize / 2
                    && (order.Intent.ReduceOnly || !few[quote].ReduceOnly);
            }
        }, pair), times: 200);

    [Fact]
    public void What_is_admitted_beside_everything_open_never_breaks_the_limit() =>
        Seeded.ForAll(Inputs.Zip(Inputs), pair => Both((side, before, wanted, grid) =>
        {
            var inputs = pair.Item1;
            var live = QuoteMatcherSpecs.Working(before);
            var open = new Quantity(live.Sum(order => order.Remaining.Lots));
            var diff = QuoteMatcher.Match(live, wanted, side, grid, Eth.Instrument);
            var admitted = WorstCase.Admit(diff.Place, inputs.Position, open, open, Eth.Instrument, Eth.Risk);

            var added = admitted.Where(quote => !quote.ReduceOnly).Sum(quote => quote.Quantity.Lots);
            var signed = side.Sign() * inputs.Position.Lots;
            (added == 0 || signed + open.Lots + added <= 150).ShouldBeTrue();
            admitted.ShouldAllBe(quote => diff.Place.Contains(quote));
        }, pair));

    [Fact]
    public void Amends_reach_the_same_quotes_by_fewer_requests_and_within_the_room() =>
        Seeded.ForAll(Inputs.Zip(Inputs), pair => Both((side, before, wanted, grid) =>
        {
            var live = QuoteMatcherSpecs.Working(before).Select(AmendMatcherSpecs.Proven).ToArray();
            var plain = QuoteMatcher.Match(live, wanted, side, grid, Eth.Instrument);
            var room = new Quantity(Math.Abs(pair.Item1.Position.Lots) % 20);
            var diff = AmendMatcher.Merge(plain, live, room, room);

            diff.Keep.ShouldBe(plain.Keep);
            (diff.Cancel.Length + diff.Amend.Length).ShouldBe(plain.Cancel.Length);
            (diff.Place.Length + diff.Amend.Length).ShouldBe(plain.Place.Length);
            diff.Place.Concat(diff.Amend.Select(amend => amend.Quote)).ShouldBe(plain.Place, ignoreOrder: true);
            diff.Amend.Sum(amend => Math.Max(0, amend.Quote.Quantity.Lots - Find(amend.Id).Remaining.Lots))
                .ShouldBeLessThanOrEqualTo(room.Lots);
            diff.Amend.All(MayBe).ShouldBeTrue();

            bool MayBe(AmendedQuote amend) => Find(amend.Id).CanAmend(amend.Terms)
                && Find(amend.Id).Intent.ReduceOnly == amend.Quote.ReduceOnly;

            OwnOrder Find(ClientOrderId id) => live.First(order => order.Id == id);
        }, pair));

    private static QuoteMemory Remembering(Position? anchor) => new() { Skew = new SkewState(anchor) };

    private static bool ReducesOnly(ImmutableArray<DesiredQuote> quotes) => quotes.All(quote => quote.ReduceOnly);

    private static DesiredQuote[] Mirror(ImmutableArray<DesiredQuote> quotes, long axis) =>
    [
        .. quotes.Select(quote => quote with
        {
            Side = quote.Side.Opposite(),
            Price = new Price(axis - quote.Price.Ticks),
        }),
    ];

    /// <summary>Two decisions of one grid, the second for a nearby book: what rests, and what is wanted now.</summary>
    private static void Both(
        Action<Side, ImmutableArray<DesiredQuote>, ImmutableArray<DesiredQuote>, GridSettings> holds,
        (QuoteInputs Before, QuoteInputs After) pair)
    {
        var moved = pair.After.BestBid.Price.Ticks % 400;
        var before = QuotePipeline.Decide(pair.Before);
        var after = QuotePipeline.Decide(pair.Before with
        {
            BestBid = pair.Before.BestBid with { Price = pair.Before.BestBid.Price + (moved - 200) },
            BestAsk = pair.Before.BestAsk with { Price = pair.Before.BestAsk.Price + (moved - 200) },
            Position = pair.After.Position,
        });
        holds(Side.Buy, before.Bids, after.Bids, pair.Before.Grid);
        holds(Side.Sell, before.Asks, after.Asks, pair.Before.Grid);
    }
}
