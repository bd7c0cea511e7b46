using Phoenix.Actors.Account;
using Phoenix.Actors.Tests.Fakes;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;

namespace Phoenix.Actors.Tests.Account;

/// <summary>Goal: a picture holds every trade since the one it was asked from, however many pages that takes.</summary>
public sealed class AccountActorSpecs : TimedSpec
{
    private static readonly Epoch Epoch = new(3);

    private readonly FakeVenue _venue;

    public AccountActorSpecs()
    {
        _venue = new FakeVenue(() => At);
        Start(AccountActor.Create(_venue.Ports));
    }

    [Theory]
    [InlineData(999, 1)]
    [InlineData(1000, 2)]
    [InlineData(1001, 2)]
    [InlineData(4321, 5)]
    public void Trades_are_fetched_page_by_page_each_once(int trades, int pages)
    {
        _venue.Rest.Fills = [.. Enumerable.Range(1, trades).Select(number => Fill(7 * number))]; // ids have gaps

        var picture = Fetch(new TradeId(7));

        picture.Fills.Select(fill => fill.TradeId.Value)
            .ShouldBe(Enumerable.Range(1, trades).Select(number => 7L * number));
        _venue.Count("GetFills").ShouldBe(2 * pages, "before and after orders and position were read");
    }

    [Fact]
    public void Trades_from_before_the_one_it_was_asked_from_are_not_in_it()
    {
        _venue.Rest.Fills = [.. Enumerable.Range(1, 3000).Select(number => Fill(number))];

        Fetch(new TradeId(1500)).Fills.Select(fill => fill.TradeId.Value)
            .ShouldBe(Enumerable.Range(1500, 1501).Select(number => (long)number));
    }

    [Fact]
    public void The_first_picture_holds_the_latest_trades_only()
    {
        _venue.Rest.Fills = [.. Enumerable.Range(1, 3000).Select(number => Fill(number))];

        Fetch(null).Fills.Select(fill => fill.TradeId.Value)
            .ShouldBe(Enumerable.Range(2001, 1000).Select(number => (long)number));
    }

    private Core.Accounting.AccountPicture Fetch(TradeId? from)
    {
        Subject.Tell(new AccountProtocol.FetchPicture(FakeVenue.Eth, from, Epoch), TestActor);
        return ExpectMsg<AccountProtocol.Picture>().Value.ShouldNotBeNull();
    }

    private static Fill Fill(long id) => new()
    {
        Symbol = FakeVenue.Eth,
        TradeId = new TradeId(id),
        OrderId = new OrderId(1),
        Side = Side.Buy,
        Price = new Price(FakeVenue.Bid),
        Quantity = new Quantity(1),
        Commission = 0,
        CommissionAsset = "USDC",
        RealizedPnl = 0,
        IsMaker = true,
        Time = default,
    };
}
