using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Phoenix.Binance.Wire;

namespace Phoenix.Binance.Tests.Wire;

public sealed class NumberGridSpecs
{
    private static readonly Config Seeded = Config.QuickThrowOnFailure.WithMaxTest(2_000).WithReplay(20261122, 7);
    private static readonly decimal[] Units = [0.01m, 0.10m, 0.5m, 0.00001m, 1m, 10m, 0.0025m, 0.000000000000000001m];

    [Theory]
    [InlineData("0.01", "2690.17", 269017)]
    [InlineData("0.10", "84551.00", 845510)]
    [InlineData("0.10", "84551", 845510)]
    [InlineData("0.5", "12.5", 25)]
    [InlineData("10", "120", 12)]
    [InlineData("0.001", "0.020", 20)]
    [InlineData("0.001", "0.02", 20)]
    [InlineData("0.001", "0.02000000", 20)]
    [InlineData("0.001", "-1.000", -1000)]
    [InlineData("0.01", "0", 0)]
    public void A_number_is_counted_in_units(string unit, string text, long units)
    {
        Grid(unit).TryRead(Encoding.UTF8.GetBytes(text), out var read).ShouldBe(NumberFault.None);
        read.ShouldBe(units);
    }

    [Theory]
    [InlineData("0.01", "1.005", NumberFault.OffGrid)]
    [InlineData("0.5", "1.2", NumberFault.OffGrid)]
    [InlineData("10", "15", NumberFault.OffGrid)]
    [InlineData("0.01", "", NumberFault.NotANumber)]
    [InlineData("0.01", "-", NumberFault.NotANumber)]
    [InlineData("0.01", ".5", NumberFault.NotANumber)]
    [InlineData("0.01", "5.", NumberFault.NotANumber)]
    [InlineData("0.01", "1e5", NumberFault.NotANumber)]
    [InlineData("0.01", "1,5", NumberFault.NotANumber)]
    [InlineData("0.01", "NaN", NumberFault.NotANumber)]
    [InlineData("0.01", "92233720368547758.08", NumberFault.TooLarge)]
    [InlineData("0.01", "99999999999999999999999", NumberFault.TooLarge)]
    [InlineData("0.000000000000000001", "10", NumberFault.TooLarge)]
    public void What_is_not_on_the_grid_says_why(string unit, string text, NumberFault fault)
    {
        Grid(unit).TryRead(Encoding.UTF8.GetBytes(text), out var units).ShouldBe(fault);
        units.ShouldBe(0);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0.01")]
    [InlineData("0.0000000000000000001")]
    public void Not_every_unit_makes_a_grid(string unit) =>
        NumberGrid.TryCreate(decimal.Parse(unit, CultureInfo.InvariantCulture), out _).ShouldBeFalse();

    [Theory]
    [InlineData("0.10", 845510, "84551.0")]
    [InlineData("0.001", 20, "0.020")]
    [InlineData("0.001", -1, "-0.001")]
    [InlineData("10", 12, "120")]
    public void Units_print_with_the_grids_decimals(string unit, long units, string text) =>
        Print(Grid(unit), units).ShouldBe(text);

    [Fact]
    public void What_is_printed_is_read_back() =>
        Prop.ForAll(
            Gen.Choose(0, Units.Length - 1).ToArbitrary(),
            Gen.Choose(-2_000_000_000, 2_000_000_000).ToArbitrary(),
            (unit, units) =>
            {
                // The finest grid has room for nine whole units only.
                long count = Units[unit] < 1e-9m ? units % 9 : units;
                NumberGrid.TryCreate(Units[unit], out var grid);
                var fault = grid.TryRead(Encoding.UTF8.GetBytes(Print(grid, count)), out var read);
                return fault == NumberFault.None && read == count;
            }).Check(Seeded);

    [Fact]
    public void Reading_agrees_with_decimals() =>
        Prop.ForAll(
            Gen.Choose(0, Units.Length - 1).ToArbitrary(),
            Gen.Choose(0, 1_000_000_000).ToArbitrary(),
            Gen.Choose(0, 9).ToArbitrary(),
            (unit, mantissa, scale) =>
            {
                var value = new decimal(mantissa, 0, 0, isNegative: false, (byte)scale);
                NumberGrid.TryCreate(Units[unit], out var grid);
                var text = value.ToString(CultureInfo.InvariantCulture);
                var fault = grid.TryRead(Encoding.UTF8.GetBytes(text), out var units);
                var expected = value / Units[unit];
                return fault switch
                {
                    NumberFault.None => units == expected,
                    NumberFault.OffGrid => expected != decimal.Truncate(expected),
                    _ => expected > long.MaxValue / 10,
                };
            }).Check(Seeded);

    [Fact]
    public void Any_text_gives_an_answer() =>
        Prop.ForAll(
            Gen.Elements("0123456789.-eE+ \"".ToCharArray()).ArrayOf().ToArbitrary(),
            letters => Grid("0.01").TryRead(Encoding.UTF8.GetBytes(letters), out _) is
                NumberFault.None or NumberFault.NotANumber or NumberFault.OffGrid or NumberFault.TooLarge)
            .Check(Seeded);

    private static NumberGrid Grid(string unit)
    {
        NumberGrid.TryCreate(decimal.Parse(unit, CultureInfo.InvariantCulture), out var grid).ShouldBeTrue();
        return grid;
    }

    private static string Print(NumberGrid grid, long units)
    {
        Span<byte> text = stackalloc byte[NumberGrid.MaxTextLength];
        return Encoding.ASCII.GetString(text[..grid.Write(units, text)]);
    }
}
