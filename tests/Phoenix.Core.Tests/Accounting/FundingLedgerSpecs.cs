using Phoenix.Core.Accounting;
using Phoenix.Core.Primitives;
using Phoenix.Core.Tests.Quoting;

namespace Phoenix.Core.Tests.Accounting;

/// <summary>Goal: each settlement counts once, whichever way it is told, and none is missed.</summary>
public sealed class FundingLedgerSpecs
{
    private static readonly VenueTime Noon = new(1_776_787_200_000);
    private static readonly TimeSpan Booked = TimeSpan.FromSeconds(3.2);
    private static readonly Instant Start = Instant.From(TimeSpan.FromSeconds(100));

    private readonly FundingLedger _ledger = new();

    public FundingLedgerSpecs() => _ledger.Expect(Noon, Start);

    [Fact]
    public void What_the_stream_tells_counts_once_before_and_after_the_next_one_is_named()
    {
        _ledger.Apply(Told(-2)).ShouldBeTrue();
        Passes();
        _ledger.Apply(Told(-2)).ShouldBeFalse();

        _ledger.Total.ShouldBe(-2);
        _ledger.Missing(Start + FundingLedger.Patience).ShouldBeNull();
    }

    [Fact]
    public void What_nobody_told_is_missing_after_its_time_and_counts_when_it_is_found()
    {
        Passes();
        _ledger.Missing(Start + FundingLedger.Patience - TimeSpan.FromTicks(1)).ShouldBeNull();
        _ledger.Missing(Start + FundingLedger.Patience).ShouldBe(Noon);

        _ledger.Apply(Told(3)).ShouldBeTrue();
        _ledger.Apply(Told(3)).ShouldBeFalse();

        _ledger.Missing(Start + FundingLedger.Patience).ShouldBeNull();
        _ledger.Total.ShouldBe(3);
    }

    [Fact]
    public void A_settlement_of_which_the_history_shows_nothing_was_nothing()
    {
        Passes();

        _ledger.Close(Noon, Start + FundingLedger.Patience);

        _ledger.Missing(Start + FundingLedger.Patience).ShouldBeNull();
        _ledger.Total.ShouldBe(0);
    }

    [Fact]
    public void A_history_that_could_not_be_had_is_asked_for_later()
    {
        Passes();
        var now = Start + FundingLedger.Patience;

        _ledger.AskAgain(now + TimeSpan.FromSeconds(5));

        _ledger.Missing(now).ShouldBeNull();
        _ledger.Missing(now + TimeSpan.FromSeconds(5)).ShouldBe(Noon);
    }

    [Fact]
    public void Without_a_mark_price_what_is_told_counts_once_too()
    {
        var ledger = new FundingLedger();

        ledger.Apply(Told(1)).ShouldBeTrue();
        ledger.Apply(Told(1)).ShouldBeFalse();

        ledger.Total.ShouldBe(1);
    }

    private static FundingReport Told(decimal amount) => new(Eth.Usdc, amount, Noon + Booked);

    private void Passes() => _ledger.Expect(Noon + TimeSpan.FromHours(8), Start);
}
