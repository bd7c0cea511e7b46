namespace Phoenix.Core.Primitives;

/// <summary>The direction of an order, a fill or one half of the book.</summary>
public enum Side
{
    Buy = 1,
    Sell = -1,
}

/// <summary>Arithmetic on <see cref="Side"/>.</summary>
public static class SideExtensions
{
    /// <summary>+1 for a buy, −1 for a sell.</summary>
    public static int Sign(this Side side) => (int)side;

    public static Side Opposite(this Side side) => side == Side.Buy ? Side.Sell : Side.Buy;
}
