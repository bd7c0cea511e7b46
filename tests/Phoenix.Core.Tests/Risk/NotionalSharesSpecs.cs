using Phoenix.Core.Primitives;
using Phoenix.Core.Risk;

namespace Phoenix.Core.Tests.Risk;

/// <summary>Goal: what symbols may use together never exceeds the account's, at no moment of a change.</summary>
public sealed class NotionalSharesSpecs
{
    private static readonly Symbol Eth = new("ETHUSDC");
    private static readonly Symbol Btc = new("BTCUSDC");

    private readonly NotionalShares _shares = new();

    [Fact]
    public void Shares_follow_what_each_needs()
    {
        Note(Eth, needed: 450);
        Note(Btc, needed: 1_350);

        _shares.Divide(900);

        _shares.Of(Eth).Notional.ShouldBe(225);
        _shares.Of(Btc).Notional.ShouldBe(675);
    }

    [Fact]
    public void What_one_may_still_use_is_not_given_to_another_until_it_obeys()
    {
        Note(Eth, needed: 450);
        _shares.Divide(900);
        _shares.Of(Eth).Notional.ShouldBe(900);
        Note(Eth, needed: 450);

        Note(Btc, needed: 450);
        _shares.Divide(900);
        _shares.Of(Eth).Notional.ShouldBe(450);
        _shares.Of(Btc).Notional.ShouldBe(0);

        Note(Eth, used: 700, needed: 450); // it obeys, and orders of before may still execute
        _shares.Divide(900);
        _shares.Of(Btc).Notional.ShouldBe(200);

        Note(Eth, used: 400, needed: 450);
        _shares.Divide(900);
        _shares.Of(Btc).Notional.ShouldBe(450);
        _shares.Committed.ShouldBe(900);
    }

    [Fact]
    public void A_price_that_moves_a_little_changes_no_share()
    {
        Note(Eth, needed: 450);
        Note(Btc, needed: 450);
        _shares.Divide(900);
        var number = _shares.Of(Eth).Number;

        Note(Eth, needed: 460);
        Note(Btc, needed: 445);
        _shares.Divide(900);

        _shares.Of(Eth).Number.ShouldBe(number);
    }

    [Fact]
    public void Less_for_the_account_is_less_for_each_at_once()
    {
        Note(Eth, needed: 450);
        Note(Btc, needed: 450);
        _shares.Divide(900);

        _shares.Divide(890);

        (_shares.Of(Eth).Notional + _shares.Of(Btc).Notional).ShouldBe(890);
    }

    [Fact]
    public void What_a_symbol_holds_that_is_traded_no_more_still_counts()
    {
        Note(Eth, needed: 450);
        Note(Btc, needed: 450);
        _shares.Divide(900);
        Note(Eth, used: 300, needed: 450);
        Note(Btc, needed: 450);

        _shares.Leave(Eth);
        _shares.Divide(900);

        _shares.Of(Btc).Notional.ShouldBe(600);
    }

    private void Note(Symbol symbol, decimal needed, decimal used = 0) =>
        _shares.Note(symbol, used, needed, _shares.Of(symbol).Number);
}
