using FsCheck;
using FsCheck.Fluent;
using Phoenix.Core.Accounting;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Modes;
using Phoenix.Core.Tests.Quoting;

namespace Phoenix.Core.Tests.Accounting;

/// <summary>
/// Whatever happens in whatever order, the lines add up to what the wallet and the position are worth, to the last
/// digit. The wallet is kept by the test, in plain decimals.
/// </summary>
public sealed class ProfitAttributionProperties
{
    private static readonly Gen<QuoteOrigin> Origins =
        from mode in Gen.Choose(0, 4)
        from layer in Gen.Choose(0, QuoteOrigin.MaxLayer)
        select mode == 0 ? QuoteOrigin.Unknown : new QuoteOrigin((QuoteMode)mode, layer);

    private static readonly Gen<Mid> Mids =
        from bid in Gen.Choose(250_000, 350_000)
        from spread in Gen.Choose(1, 9)
        select Mid.Between(new Price(bid), new Price(bid + spread));

    private static readonly Gen<Happening> Fills =
        from side in Gen.Elements(Side.Buy, Side.Sell)
        from ticks in Gen.Choose(250_000, 350_000)
        from lots in Gen.Choose(1, 3_000)
        from commission in Gen.Choose(-20_000_000, 90_000_000)
        from isForeign in Gen.Choose(0, 4)
        from origin in Origins
        from mid in Mids
        select (Happening)new Filled(
            Executions.Buy(0.001m, 3000m) with
            {
                Side = side,
                Price = new Price(ticks),
                Quantity = new Quantity(lots),
                Commission = commission / 100_000_000m,
                CommissionAsset = isForeign == 0 ? "BNB" : "USDC",
            },
            origin,
            mid);

    private static readonly Gen<Happening> Fundings =
        from mark in Gen.Choose(1, int.MaxValue)
        from rate in Gen.Choose(-300_000, 300_000)
        from booked in Gen.Choose(-100_000_000, 100_000_000)
        from kind in Gen.Choose(0, 2)
        select (Happening)new Funded(
            2500 + (mark / 100_000_000m), rate / 100_000_000m, kind == 0 ? null : booked / 100_000_000m, kind == 1);

    private static readonly Gen<Happening> Adoptions =
        from lots in Gen.Choose(-3_000, 3_000)
        from entry in Gen.Choose(1, int.MaxValue)
        from mid in Mids
        select (Happening)new Adopted(new Position(lots), 2500 + (entry / 10_000_000m), mid);

    private static readonly Gen<Happening[]> Histories = Gen.Frequency(
        (12, Fills),
        (8, Mids.Select(mid => (Happening)new Moved(mid))),
        (2, Fundings),
        (1, Adoptions)).ArrayOf();

    [Fact]
    public void The_terms_add_up_to_the_change_of_equity_to_the_last_digit() => Seeded.ForAll(Histories, history =>
    {
        var profit = new ProfitAttribution(Eth.Instrument);
        var wallet = 0m;
        foreach (var happening in history)
        {
            wallet += happening switch
            {
                Moved moved => Move(profit, moved),
                Filled filled => Fill(profit, filled),
                Funded funded => Fund(profit, funded),
                Adopted adopted => Adopt(profit, adopted),
                _ => throw new InvalidOperationException($"{happening} is unknown."),
            };
            CheckSum(profit, wallet + Worth(profit));
        }

        CheckSplit(profit);
    });

    private static void CheckSum(ProfitAttribution profit, decimal equityChange)
    {
        profit.EquityChange.ShouldBe(equityChange);
        profit.Total.Sum.ShouldBe(equityChange);
        var total = profit.Total;
        (profit.RealizedPnl + profit.UnrealizedPnl - profit.CarriedPnl - total.Fees + total.Funding)
            .ShouldBe(equityChange);
    }

    private static void CheckSplit(ProfitAttribution profit)
    {
        Enum.GetValues<QuoteMode>().Select(profit.OfMode)
            .Aggregate(profit.Of(QuoteOrigin.Unknown), (left, right) => left + right).ShouldBe(profit.Total);
        Enumerable.Range(0, QuoteOrigin.MaxLayer + 1).Select(profit.OfLayer)
            .Aggregate((left, right) => left + right).ShouldBe(profit.Total);
    }

    private static decimal Worth(ProfitAttribution profit) =>
        profit.Position.Lots * 0.001m * profit.Mid.HalfTicks * 0.005m;

    private static decimal Move(ProfitAttribution profit, Moved moved)
    {
        profit.MidMoved(moved.Mid);
        return 0;
    }

    private static decimal Fill(ProfitAttribution profit, Filled filled)
    {
        profit.Filled(filled.Fill, filled.Origin, filled.Before);
        var paid = filled.Fill.Side.Sign() * filled.Fill.Quantity.Lots * 0.001m * filled.Fill.Price.Ticks * 0.01m;
        return -paid - (filled.Fill.CommissionAsset == "USDC" ? filled.Fill.Commission : 0);
    }

    private static decimal Fund(ProfitAttribution profit, Funded funded)
    {
        var owed = -profit.Position.Lots * 0.001m * funded.Mark * funded.Rate;
        switch (funded)
        {
            case { Booked: { } booked, IsExplained: true }:
                profit.FundingBooked(booked, funded.Mark, funded.Rate);
                return booked;
            case { Booked: { } booked }:
                profit.FundingBooked(booked);
                return booked;
            default:
                profit.FundingSettled(funded.Mark, funded.Rate).ShouldBe(owed);
                return owed;
        }
    }

    private static decimal Adopt(ProfitAttribution profit, Adopted adopted)
    {
        var appeared = (adopted.Position.Lots - profit.Position.Lots) * 0.001m;
        profit.Adopt(adopted.Position, adopted.EntryPrice, adopted.Mid);
        return -appeared * adopted.Mid.HalfTicks * 0.005m;
    }

    private abstract record Happening;

    private sealed record Moved(Mid Mid) : Happening;

    private sealed record Filled(Fill Fill, QuoteOrigin Origin, Mid Before) : Happening;

    private sealed record Funded(decimal Mark, decimal Rate, decimal? Booked, bool IsExplained) : Happening;

    private sealed record Adopted(Position Position, decimal EntryPrice, Mid Mid) : Happening;
}
