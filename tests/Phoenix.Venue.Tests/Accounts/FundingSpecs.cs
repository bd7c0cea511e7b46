using Phoenix.Core.Primitives;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Tests.Accounts;

/// <summary>Funding, deposits and the history of both.</summary>
public class FundingSpecs
{
    private const long FourPm = 1_790_524_800_000;   // 2026-09-27 16:00 UTC

    [Fact]
    public void Positions_of_the_instant_pay_and_hear_of_it_seconds_later()
    {
        var rig = new AccountRig(
            new VenueOptions { Start = new VenueTime(FourPm - 2_000) }, AccountRig.Account("ann"));
        var events = rig.Listen("ann");
        rig.Place("ann", AccountRig.Market("ETHUSDC", "BUY", 2m));
        var before = rig.Of("ann").Balance;
        rig.Rig.RunFor(2_000);
        var fixing = rig.Rig.Get("/fapi/v1/fundingRate?symbol=ETHUSDC").Body;
        rig.Place("ann", AccountRig.Market("ETHUSDC", "SELL", 2m));   // too late to escape
        var closed = rig.Of("ann").Balance;
        rig.Rig.RunFor(3_100);
        rig.Of("ann").Balance.ShouldBe(closed);
        rig.Rig.RunFor(200);
        var told = events.Events("ACCOUNT_UPDATE").Last();
        told.GetProperty("T").GetInt64().ShouldBe(FourPm + 3_200);
        told.GetProperty("a").GetProperty("m").GetString().ShouldBe("FUNDING_FEE");
        told.GetProperty("a").GetProperty("S").GetString().ShouldBe("ETHUSDC");
        told.GetProperty("a").GetProperty("P").GetArrayLength().ShouldBe(0);
        var paid = AccountRig.Number(told.GetProperty("a").GetProperty("B")[0], "bc");
        rig.Of("ann").Balance.ShouldBe(closed + paid);
        if (fixing.ValueKind == System.Text.Json.JsonValueKind.Array && fixing.GetArrayLength() > 0)
        {
            var last = fixing[fixing.GetArrayLength() - 1];
            var value = 2m * AccountRig.Number(last, "markPrice") * AccountRig.Number(last, "fundingRate");
            paid.ShouldBe(-decimal.Round(value, 8));
        }

        var row = rig.Ok("ann", "GET", "v1/income", "incomeType=FUNDING_FEE").EnumerateArray().Single();
        AccountRig.Number(row, "income").ShouldBe(paid);
    }

    [Fact]
    public void Money_paid_in_and_out_is_told_and_remembered()
    {
        var rig = new AccountRig(AccountRig.Account("ann"));
        var events = rig.Listen("ann");
        const string Path = "/venue/accounts/ann/transfer";
        rig.Control(Path, """{"asset":"USDC","amount":10}""").Status.ShouldBe(200);
        rig.Control(Path, """{"asset":"USDC","amount":-10.5}""").Status.ShouldBe(200);
        rig.Control(Path, """{"asset":"USDC","amount":-1000000}""").Status.ShouldBe(400);
        rig.Control(Path, """{"asset":"DOGE","amount":1}""").Status.ShouldBe(400);
        rig.Control("/venue/accounts/bob/transfer", """{"asset":"USDC","amount":1}""").Status.ShouldBe(400);
        rig.Of("ann").Balance.ShouldBe(99_999.5m);
        events.Events("ACCOUNT_UPDATE").Select(told => told.GetProperty("a").GetProperty("m").GetString())
            .ShouldBe(["DEPOSIT", "WITHDRAW"]);
        var rows = rig.Ok("ann", "GET", "v1/income").EnumerateArray().ToArray();
        rows.Select(row => AccountRig.Number(row, "income")).ShouldBe([10m, -10.5m]);
        rows[0].GetProperty("symbol").GetString().ShouldBe("");
    }

    [Fact]
    public void Income_is_listed_in_pages()
    {
        var rig = new AccountRig(AccountRig.Account("ann"));
        for (var i = 1; i <= 25; i++)
        {
            rig.Control("/venue/accounts/ann/transfer", $$"""{"asset":"USDC","amount":{{i}}}""");
        }

        Amounts(rig, "limit=10&page=1").ShouldBe(Enumerable.Range(1, 10));
        Amounts(rig, "limit=10&page=3").ShouldBe(Enumerable.Range(21, 5));
        Amounts(rig, "limit=10&page=4").ShouldBeEmpty();
        Amounts(rig, "limit=10").ShouldBe(Enumerable.Range(16, 10));
        Amounts(rig, $"limit=10&startTime={rig.Rig.Now}").ShouldBe(Enumerable.Range(1, 10));
        Amounts(rig, $"startTime={rig.Rig.Now + 1}").ShouldBeEmpty();
        Amounts(rig, "incomeType=COMMISSION").ShouldBeEmpty();
    }

    private static IEnumerable<int> Amounts(AccountRig rig, string query) =>
        rig.Ok("ann", "GET", "v1/income", query).EnumerateArray()
            .Select(row => (int)AccountRig.Number(row, "income"));
}
