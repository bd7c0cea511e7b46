namespace Phoenix.Core.Primitives;

/// <summary>A contract's name as the venue spells it in requests and events, for example <c>ETHUSDC</c>.</summary>
public readonly record struct Symbol : IComparable<Symbol>
{
    private readonly string? _name;

    /// <param name="name">1 to 32 characters without blanks; ASCII letters are turned to upper case.</param>
    /// <exception cref="ArgumentException">The name is empty, too long or contains blanks or controls.</exception>
    public Symbol(string name)
    {
        if (name.Length is 0 or > 32 || name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            throw new ArgumentException(
                $"'{name}' is not a symbol: expected 1 to 32 characters without blanks.", nameof(name));
        }

        _name = name.ToUpperInvariant();
    }

    /// <summary>Upper case; <c>(unset)</c> for the default value.</summary>
    public string Name => _name ?? "(unset)";

    public bool IsSet => _name is not null;

    public int CompareTo(Symbol other) => string.CompareOrdinal(_name, other._name);

    public override string ToString() => Name;
}
