using Phoenix.Core.Desk;
using Phoenix.Core.MarketData;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Streams.Evidence;

namespace Phoenix.Core.Tests.Desk;

/// <summary>Goal: a halted market, which is as quiet as one without news, is found and not quoted in.</summary>
public sealed class MarketStatusSpecs
{
    private static readonly SymbolStatus Halted = new("TRADING_HALT");
    private static readonly SymbolStatus Trading = new("TRADING");
    private readonly DeskFixture _desk = DeskFixture.Quoting();

    [Fact]
    public void An_order_that_is_refused_makes_the_desk_ask_whether_the_market_is_open()
    {
        Refuse();

        _desk.Count<DeskEffect.AskStatus>().ShouldBe(1);
    }

    [Fact]
    public void It_does_not_ask_twice_at_once_nor_soon_after_the_market_was_found_open()
    {
        Refuse();
        Refuse();
        _desk.Count<DeskEffect.AskStatus>().ShouldBe(1);

        _desk.Status(Trading);
        _desk.Live(TimeSpan.FromSeconds(29));
        Refuse();
        _desk.Count<DeskEffect.AskStatus>().ShouldBe(1);

        _desk.Live(TimeSpan.FromSeconds(2));
        Refuse();
        _desk.Count<DeskEffect.AskStatus>().ShouldBe(2);
    }

    [Fact]
    public void A_silence_that_began_after_the_answer_is_asked_about_anew()
    {
        var status = new MarketStatus();
        var start = Instant.From(TimeSpan.FromSeconds(100));
        status.Asks(since: start, start + TimeSpan.FromSeconds(1)).ShouldBeTrue();
        status.Answered(new VenueReply<SymbolStatus>.Ok(Trading), start + TimeSpan.FromSeconds(1));

        var second = start + TimeSpan.FromSeconds(3);
        status.Asks(second, start + TimeSpan.FromSeconds(5.9)).ShouldBeFalse("two questions are five seconds apart");
        status.Asks(start, start + TimeSpan.FromSeconds(6)).ShouldBeFalse("of the first silence all is known");
        status.Asks(second, start + TimeSpan.FromSeconds(6)).ShouldBeTrue();
    }

    [Fact]
    public void Quotes_are_pulled_from_a_closed_market()
    {
        Refuse();
        _desk.Status(Halted);

        _desk.Desk.Halts.HasFlag(HaltCauses.MarketClosed).ShouldBeTrue();
        _desk.Count<DeskEffect.CancelAll>().ShouldBe(1);
        _desk.Events.ShouldContain(new DeskEvent.Alarmed("the venue does not trade it: TRADING_HALT"));
    }

    [Fact]
    public void A_closed_market_is_asked_about_every_five_seconds_until_it_trades_and_then_the_account_is_compared()
    {
        _desk.AnswersPictures = false;
        Refuse();
        _desk.Status(Halted);
        _desk.Forget();

        _desk.Live(TimeSpan.FromSeconds(4.9));
        _desk.Count<DeskEffect.AskStatus>().ShouldBe(0);
        _desk.Live(TimeSpan.FromSeconds(0.2));
        _desk.Count<DeskEffect.AskStatus>().ShouldBe(1);

        _desk.Status(Trading);
        _desk.Desk.Halts.HasFlag(HaltCauses.MarketClosed).ShouldBeFalse();
        _desk.Desk.Halts.HasFlag(HaltCauses.NotReconciled).ShouldBeTrue();
        _desk.AnswersPictures = true;
        _desk.AnswerPicture();
        _desk.Live(TimeSpan.FromSeconds(1));
        _desk.Desk.Halts.ShouldBe(HaltCauses.None);
    }

    [Fact]
    public void A_question_without_an_answer_changes_nothing_and_is_asked_again()
    {
        Refuse();
        _desk.Status(new VenueReply<SymbolStatus>.Failed(new VenueError(VenueFailure.Unavailable, 503, "no")));
        _desk.Desk.Halts.ShouldBe(HaltCauses.None);

        _desk.Live(TimeSpan.FromSeconds(6));
        Refuse();
        _desk.Count<DeskEffect.AskStatus>().ShouldBe(2);
    }

    [Fact]
    public void A_symbol_that_is_not_listed_any_more_is_closed()
    {
        Refuse();
        _desk.Status(new SymbolStatus(string.Empty));

        _desk.Desk.Halts.HasFlag(HaltCauses.MarketClosed).ShouldBeTrue();
    }

    private void Refuse()
    {
        var error = new VenueError(VenueFailure.Refused, -4140, "Invalid symbol status for opening position.");
        _desk.Outcome(ClientOrderId.Create("mm1", 1, 999), new OrderInput.PlaceFailed(error));
    }
}
