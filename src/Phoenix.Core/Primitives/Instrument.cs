namespace Phoenix.Core.Primitives;

/// <summary>
/// The trading rules of one contract, as the venue publishes them, and the way between decimals and the grid.
/// </summary>
public sealed record Instrument
{
    public required Symbol Symbol { get; init; }

    /// <summary>The smallest step of a price, in quote currency; greater than 0.</summary>
    public required decimal TickSize { get; init; }

    /// <summary>The smallest step of a quantity, in base currency; greater than 0.</summary>
    public required decimal LotSize { get; init; }

    public required Quantity MinQuantity { get; init; }

    public required Quantity MaxQuantity { get; init; }

    /// <summary>Least price × quantity of an order that is not reduce-only, in quote currency.</summary>
    public required decimal MinNotional { get; init; }

    /// <summary>A buy may not be priced above mark price × this.</summary>
    public decimal PriceBandUp { get; init; } = 1.05m;

    /// <summary>A sell may not be priced below mark price × this.</summary>
    public decimal PriceBandDown { get; init; } = 0.95m;

    public int MaxOpenOrders { get; init; } = 200;

    /// <summary>The asset in which margin, commission and profit are counted, for example <c>USDC</c>.</summary>
    public string MarginAsset { get; init; } = "USDC";

    public decimal ToDecimal(Price price) => price.Ticks * TickSize;

    public decimal ToDecimal(Quantity quantity) => quantity.Lots * LotSize;

    public decimal ToDecimal(Position position) => position.Lots * LotSize;

    /// <summary>Price × quantity in quote currency, exact.</summary>
    public decimal Notional(Price price, Quantity quantity) => ToDecimal(price) * ToDecimal(quantity);

    /// <summary>The most on the grid that is not above <paramref name="value"/>; 0 for what is negative.</summary>
    public Quantity FloorQuantity(decimal value) =>
        value <= 0 ? default : new Quantity((long)decimal.Floor(value / LotSize));

    /// <summary>Whether an order of this size may be sent; reducing orders need no least notional.</summary>
    public bool Allows(Price price, Quantity quantity, bool reduceOnly) =>
        !quantity.IsZero && quantity >= MinQuantity && quantity <= MaxQuantity
        && (reduceOnly || Notional(price, quantity) >= MinNotional);

    /// <summary>The price on the grid, or false when <paramref name="value"/> lies between two ticks.</summary>
    public bool TryPrice(decimal value, out Price price)
    {
        var ticks = value / TickSize;
        price = new Price((long)decimal.Truncate(ticks));
        return decimal.Truncate(ticks) == ticks;
    }

    /// <summary>
    /// The quantity on the grid, or false when <paramref name="value"/> is negative or lies between two lots.
    /// </summary>
    public bool TryQuantity(decimal value, out Quantity quantity)
    {
        var lots = value / LotSize;
        quantity = lots < 0 ? default : new Quantity((long)decimal.Truncate(lots));
        return lots >= 0 && decimal.Truncate(lots) == lots;
    }

    /// <summary>
    /// The signed position on the grid, or false when <paramref name="value"/> lies between two lots.
    /// </summary>
    public bool TryPosition(decimal value, out Position position)
    {
        var lots = value / LotSize;
        position = new Position((long)decimal.Truncate(lots));
        return decimal.Truncate(lots) == lots;
    }
}
