using Phoenix.Actors.Telemetry;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Modes;
using Phoenix.Core.Readiness;
using Phoenix.Core.Risk;
using Phoenix.Core.Streams;
using Phoenix.Node.Status;

namespace Phoenix.Node.Tests.Status;

/// <summary>The status line reads like a sentence.</summary>
public sealed class StatusLineSpecs
{
    private static readonly Symbol Eth = new("ETHUSDC");

    [Theory]
    [InlineData(0, "0 orders, 0 fills, ")]
    [InlineData(1, "1 order, 1 fill, ")]
    [InlineData(2, "2 orders, 2 fills, ")]
    public void One_is_singular(int count, string expected) =>
        StatusLine.Of(Status(count, [])).ShouldContain(expected);

    [Theory]
    [InlineData(1, " | 1 connection lost, last public-A (SilentStream)")]
    [InlineData(2, " | 2 connections lost, last public-A (SilentStream)")]
    public void One_lost_connection_is_singular(int count, string expected)
    {
        var lost = new Recovery(
            "public-A", Epoch.None, DeathCause.SilentStream, "", TimeSpan.Zero, default, null, null);

        StatusLine.Of(Status(0, Enumerable.Repeat(lost, count))).ShouldEndWith(expected);
    }

    [Fact]
    public void A_symbol_that_is_not_quoted_at_all_is_named() =>
        StatusLine.Of(Status(0, []) with { LeftOut = [new LeftOutSymbol(new Symbol("BTCUSDC"), "too small")] })
            .ShouldEndWith(" | BTCUSDC left out");

    [Fact]
    public void A_mode_that_is_not_the_usual_one_is_told_with_its_cause()
    {
        var status = Status(0, []);
        var sample = status.Symbols[0].Sample! with { Mode = QuoteMode.ReduceOnly, ModeCause = "a loss" };

        StatusLine.Of(status with { Symbols = [status.Symbols[0] with { Sample = sample }] })
            .ShouldStartWith("ETHUSDC quoting ReduceOnly (a loss) ");
    }

    [Fact]
    public void An_account_that_lost_too_much_says_so()
    {
        var stop = new LossVerdict.Stop(LossCause.DayDrawdown, new LossFigures(0.1m, 0.08m, 171, 190));
        var account = new AccountStanding(171, 190, 190, stop, LossStops.None with { Account = stop }, 0, 855);

        StatusLine.Of(Status(0, []) with { Account = account })
            .ShouldEndWith(" | account Stop for DayDrawdown: 10 % of 190 lost, the limit is 8 %");

        account = account with { Verdict = LossVerdict.Fine.Instance, Stops = LossStops.None };
        StatusLine.Of(Status(0, []) with { Account = account }).ShouldNotContain("account");
    }

    [Fact]
    public void Every_cause_of_a_halt_says_what_ends_it() =>
        HaltEnds.Of((HaltCauses)~0).ShouldSatisfyAllConditions(
            lines => lines.Length.ShouldBe(Enum.GetValues<HaltCauses>().Length - 1),
            lines => lines.ShouldAllBe(line => !line.EndsWith("by a rule of its own", StringComparison.Ordinal)));

    [Fact]
    public void The_books_of_a_run_that_never_began_say_so() =>
        StatusLine.Books(new PhoenixStatus(default, [], [], [])).ShouldBe("nothing was traded");

    private static PhoenixStatus Status(int count, IEnumerable<Recovery> recoveries)
    {
        var sample = new DeskSample(
            Eth, HaltCauses.None, 0.01m, count, count, 0, 0, 3000, 3000.01m, TimeSpan.FromMilliseconds(64));
        return new PhoenixStatus(
            default, [], [new SymbolStatus(Eth, sample, HaltCauses.None, 0, 0, 0, [])], [.. recoveries]);
    }
}
