namespace Phoenix.Core.Pacing;

/// <summary>What keeps the pace down.</summary>
public enum PaceCause
{
    None,

    /// <summary>Request weight of the minute.</summary>
    RequestWeight,

    /// <summary>Orders per ten seconds.</summary>
    OrdersPerTenSeconds,

    /// <summary>Orders per minute.</summary>
    OrdersPerMinute,

    /// <summary>A ratio by which the venue judges us: our own copy of it.</summary>
    Behaviour,
}
