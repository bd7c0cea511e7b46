using System.Diagnostics.CodeAnalysis;

namespace Phoenix.Core.Quoting.Pricing;

/// <summary>Why a model gives nothing. What it would have given is never quoted.</summary>
public enum ModelRefusal
{
    /// <summary>The model was not asked; what an unset <see cref="Modeled{T}"/> says.</summary>
    NotComputed,

    /// <summary>σ is no positive number.</summary>
    Volatility,

    /// <summary>A, the level of the fill intensity, is no positive number.</summary>
    FillLevel,

    /// <summary>k, the decay of the fill intensity, is no positive number.</summary>
    FillDecay,

    /// <summary>γ is no positive number.</summary>
    RiskAversion,

    /// <summary>ξ is no number of at least 0.</summary>
    FillRiskAversion,

    /// <summary>Δ is no positive number.</summary>
    OrderSize,

    /// <summary>τ is not positive.</summary>
    Horizon,

    /// <summary>The scale of the spread is no positive number, or that of the skew none of at least 0.</summary>
    Scale,

    /// <summary>The bound of the inventory is no positive number, or too great to be solved for.</summary>
    InventoryBound,

    /// <summary>The inventory is no number.</summary>
    Inventory,

    /// <summary>The inventory exceeds the bound the model holds for.</summary>
    BeyondBound,

    /// <summary>The iteration did not settle within its sweeps.</summary>
    NotConverged,

    /// <summary>The result is no number, or greater than any price.</summary>
    OutOfRange,

    /// <summary>The bid would not lie below the ask.</summary>
    Crossing,

    /// <summary>The fair price is not positive, or greater than any price.</summary>
    FairPrice,

    /// <summary>A side of the book is empty, or the book is crossed.</summary>
    Touch,

    /// <summary>The ladder has too few or too many layers, or a gap of less than a tick.</summary>
    LadderShape,

    /// <summary>What stands before an order is no number of at least 0.</summary>
    QueueAhead,

    /// <summary>The volume expected to trade is no positive number.</summary>
    TradedVolume,

    /// <summary>What an order would earn is no number.</summary>
    Edge,

    /// <summary>The cost of an order is no number of at least 0.</summary>
    Cost,
}

/// <summary>Either what a model gives, or the named reason why it gives nothing; unset, it is a refusal too.</summary>
public readonly record struct Modeled<T>
    where T : notnull
{
    private readonly T? _value;
    private readonly bool _isGiven;
    private readonly ModelRefusal _refusal;

    private Modeled(T? value, bool isGiven, ModelRefusal refusal) =>
        (_value, _isGiven, _refusal) = (value, isGiven, refusal);

    /// <summary>Null when there is a value.</summary>
    public ModelRefusal? Refusal => _isGiven ? null : _refusal;

    public static implicit operator Modeled<T>(T value) => new(value, isGiven: true, default);

    public static implicit operator Modeled<T>(ModelRefusal refusal) => new(default, isGiven: false, refusal);

    /// <param name="value">Only when true.</param>
    /// <param name="refusal">Only when false.</param>
    public bool TryGet([MaybeNullWhen(false)] out T value, out ModelRefusal refusal)
    {
        (value, refusal) = (_value, _refusal);
        return _isGiven;
    }

    /// <summary>What <paramref name="next"/> makes of the value; a refusal is handed on.</summary>
    public Modeled<TNext> Then<TNext>(Func<T, Modeled<TNext>> next)
        where TNext : notnull => _isGiven ? next(_value!) : _refusal;

    public override string ToString() => _isGiven ? $"{_value}" : $"refused: {_refusal}";
}
