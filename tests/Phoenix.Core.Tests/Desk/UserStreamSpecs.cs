using Phoenix.Core.Accounting;
using Phoenix.Core.Desk;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Tests.Quoting;

namespace Phoenix.Core.Tests.Desk;

/// <summary>Goal: a desk trusts a user stream only as far as it has shown itself.</summary>
public sealed class UserStreamSpecs
{
    [Fact]
    public void Before_the_stream_has_shown_an_order_one_is_all_that_rests()
    {
        var desk = new DeskFixture { StreamTells = false };
        desk.TradingUp();
        desk.MarketUp();
        desk.UserUp();

        desk.Live(desk.Settings.UserStream.EchoTimeout - TimeSpan.FromMilliseconds(200));
        desk.RestingCount.ShouldBe(1);
        desk.Desk.Halts.ShouldBe(HaltCauses.None);

        desk.Live(TimeSpan.FromMilliseconds(400));
        desk.Effects.OfType<DeskEffect.SuspectUserStream>().ShouldHaveSingleItem();
        desk.RestingCount.ShouldBe(0);
    }

    [Fact]
    public void After_its_first_echo_the_rest_follows_at_once()
    {
        var desk = new DeskFixture();
        desk.TradingUp();
        desk.MarketUp();
        var before = desk.Now;
        desk.UserUp();
        desk.RestingCount.ShouldBe(14);
        (desk.Now - before).ShouldBeLessThan(TimeSpan.FromMilliseconds(10));
    }

    [Fact]
    public void A_planned_succession_halts_nothing_and_asks_for_a_comparison_at_once()
    {
        var desk = DeskFixture.Quoting();
        desk.UserSucceeded();

        desk.Desk.Halts.ShouldBe(HaltCauses.None);
        desk.RestingCount.ShouldBe(14);
        desk.Effects.OfType<DeskEffect.FetchPicture>().ShouldHaveSingleItem().UserEpoch.ShouldBe(desk.User);
        desk.Events.OfType<DeskEvent.Halted>().ShouldBeEmpty();
    }

    [Fact]
    public void A_succession_of_a_stream_in_doubt_ends_with_a_comparison_like_any_recovery()
    {
        var desk = DeskFixture.Quoting();
        desk.AnswersPictures = false;
        desk.UserDown();
        desk.UserSucceeded();
        desk.Desk.Halts.ShouldBe(HaltCauses.NotReconciled);

        desk.AnswerPicture();
        desk.Desk.Halts.ShouldBe(HaltCauses.None);
    }

    [Fact]
    public void An_older_position_that_the_slower_of_two_streams_brings_says_nothing()
    {
        var desk = DeskFixture.Quoting();
        var late = new PositionReport(Eth.Usdc, new Position(70), 3_000m, new VenueTime(1_000));
        desk.Desk.OnPositionUpdate(new PositionReport(Eth.Usdc, Position.Flat, 0, new VenueTime(2_000)), desk.Now);
        desk.Desk.OnPositionUpdate(late, desk.Now);
        desk.Live(desk.Settings.UserStream.EchoTimeout + TimeSpan.FromMilliseconds(100));
        desk.Count<DeskEffect.FetchPicture>().ShouldBe(0);
    }
}
