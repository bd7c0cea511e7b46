using System.Text;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Wire;

/// <summary>One instrument together with what the codecs need of it: its two grids and its name in UTF-8.</summary>
public sealed class InstrumentGrid
{
    private readonly byte[] _name;

    private InstrumentGrid(Instrument instrument, NumberGrid prices, NumberGrid quantities)
    {
        (Instrument, Prices, Quantities) = (instrument, prices, quantities);
        _name = Encoding.UTF8.GetBytes(instrument.Symbol.Name);
    }

    public Instrument Instrument { get; }

    public Symbol Symbol => Instrument.Symbol;

    /// <summary>Texts of prices, counted in ticks.</summary>
    public NumberGrid Prices { get; }

    /// <summary>Texts of quantities and positions, counted in lots.</summary>
    public NumberGrid Quantities { get; }

    /// <summary>The symbol as it stands on the wire.</summary>
    public ReadOnlySpan<byte> Name => _name;

    /// <summary>False when tick or lot size cannot be a grid: not positive, or more than 18 decimals.</summary>
    public static bool TryCreate(Instrument instrument, out InstrumentGrid? grid)
    {
        grid = NumberGrid.TryCreate(instrument.TickSize, out var prices)
            && NumberGrid.TryCreate(instrument.LotSize, out var quantities)
                ? new InstrumentGrid(instrument, prices, quantities)
                : null;
        return grid is not null;
    }
}
