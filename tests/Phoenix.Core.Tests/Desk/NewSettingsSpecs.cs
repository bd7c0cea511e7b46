using Phoenix.Core.Desk;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.Desk;

/// <summary>Goal: settings that change while it quotes change what they are about, and nothing else.</summary>
public sealed class NewSettingsSpecs
{
    private readonly DeskFixture _desk = DeskFixture.Quoting();

    private SymbolSettings Told => _desk.Settings.Symbols[0];

    [Fact]
    public void Settings_that_are_the_same_move_no_order()
    {
        var resting = _desk.RestingCount;
        _desk.Forget();

        _desk.Resettle(Told);
        _desk.Live(TimeSpan.FromSeconds(2));

        (_desk.Count<DeskEffect.Cancel>(), _desk.Places.Count(), _desk.Amends.Count()).ShouldBe((0, 0, 0));
        _desk.RestingCount.ShouldBe(resting);
        _desk.Desk.Halts.ShouldBe(HaltCauses.None);
    }

    [Fact]
    public void One_layer_less_takes_the_outermost_orders_and_leaves_the_others_where_they_are()
    {
        var before = _desk.Resting.Select(order => order.ClientOrderId).ToHashSet();
        var outermost = new[]
        {
            _desk.Resting.Where(order => order.Side == Side.Buy).MinBy(order => order.Price.Ticks)!.ClientOrderId,
            _desk.Resting.Where(order => order.Side == Side.Sell).MaxBy(order => order.Price.Ticks)!.ClientOrderId,
        };
        _desk.Forget();

        _desk.Resettle(Told with { Grid = Told.Grid with { Layers = Told.Grid.Layers - 1 } });

        _desk.Effects.OfType<DeskEffect.Cancel>().Select(cancel => cancel.Id).ShouldBe(outermost, ignoreOrder: true);
        _desk.Live(TimeSpan.FromSeconds(1));
        _desk.Resting.Select(order => order.ClientOrderId).ShouldBe(before.Except(outermost), ignoreOrder: true);
        _desk.Places.ShouldBeEmpty();
    }

    [Fact]
    public void A_lower_limit_takes_back_at_once_what_could_exceed_it()
    {
        var risk = Told.Risk with { NetMax = 0.04m };
        _desk.Forget();

        _desk.Resettle(Told with { Risk = risk });

        _desk.Effects.OfType<DeskEffect.Cancel>().ShouldNotBeEmpty();
        foreach (var side in new[] { Side.Buy, Side.Sell })
        {
            _desk.Resting.Where(order => order.Side == side).Sum(order => order.Original.Lots)
                .ShouldBeLessThanOrEqualTo(20, "half of 0.04 in lots of 0.001");
        }
    }

    [Fact]
    public void A_grid_that_the_venue_would_not_take_changes_nothing()
    {
        var misfit = Told with { Grid = Told.Grid with { LayerSize = 0.0001m, Layers = 1 } };

        Should.Throw<ArgumentException>(() => _desk.Resettle(misfit));

        _desk.Forget();
        _desk.Live(TimeSpan.FromSeconds(2));
        (_desk.Count<DeskEffect.Cancel>(), _desk.Places.Count()).ShouldBe((0, 0));
    }

    [Fact]
    public void A_fee_counts_in_the_floor_of_the_next_decision()
    {
        var free = _desk.Desk.Books.FloorOf(Side.Buy);

        _desk.Resettle(Told with { Floor = Told.Floor with { MakerFee = 0.001m } });

        (_desk.Desk.Books.FloorOf(Side.Buy) - free).ShouldBe(3, "a thousandth of 3000");
    }
}
