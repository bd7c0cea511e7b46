namespace Phoenix.Core.Settings;

/// <summary>What makes the prices of one symbol.</summary>
public enum StrategyKind
{
    /// <summary>The geometric grid around a price that leans against the position.</summary>
    Grid,

    /// <summary>Avellaneda and Stoikov, with a horizon that rolls on.</summary>
    AvellanedaStoikov,

    /// <summary>Guéant, Lehalle and Fernandez-Tapia, exact where the closed form is not good.</summary>
    Glft,
}
