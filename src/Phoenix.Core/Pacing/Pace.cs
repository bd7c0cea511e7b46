namespace Phoenix.Core.Pacing;

/// <summary>How much quoting the venue's limits leave room for; the later the less.</summary>
public enum Pace
{
    /// <summary>As configured.</summary>
    Full = 1,

    /// <summary>Quotes may stand twice as far from where they are wanted, and are decided on half as often.</summary>
    Wider,

    /// <summary>Besides, half of the layers, decided on a third as often.</summary>
    Fewer,

    /// <summary>Besides, one layer per side, decided on a fourth as often.</summary>
    Least,
}
