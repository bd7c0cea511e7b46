namespace Akka.Util;

/// <summary>A value or none.</summary>
#pragma warning disable MA0077 // Akka.NET's option is no IEquatable either.
public readonly struct Option<T>
#pragma warning restore MA0077
{
    public static readonly Option<T> None;

    [Obsolete("Use Option<T>.Create() instead")]
    public Option(T value)
        : this(
            value is null
                ? throw new ArgumentNullException(nameof(value), "Null is no value; use Option.None.")
                : value,
            hasValue: true)
    {
    }

    private Option(T value, bool hasValue) => (Value, HasValue) = (value, hasValue);

    public bool HasValue { get; }

    public bool IsEmpty => !HasValue;

    /// <summary>The default of the type if there is none.</summary>
    public T Value { get; }

    public static implicit operator Option<T>(T value) => Create(value);

    public static bool operator ==(Option<T> left, Option<T> right) => left.Equals(right);

    public static bool operator !=(Option<T> left, Option<T> right) => !left.Equals(right);

    /// <summary>None if <paramref name="value"/> is null.</summary>
    public static Option<T> Create(T value) => value is null ? None : new Option<T>(value, hasValue: true);

    public T GetOrElse(T fallbackValue) => HasValue ? Value : fallbackValue;

    public Option<TNew> Select<TNew>(Func<T, TNew> selector) =>
        HasValue ? Option<TNew>.Create(selector(Value)) : Option<TNew>.None;

    public Option<TNew> FlatSelect<TNew>(Func<T, Option<TNew>> mapper) =>
        HasValue ? mapper(Value) : Option<TNew>.None;

    public void OnSuccess(Action<T> action)
    {
        if (HasValue) action(Value);
    }

    public bool Equals(Option<T> other) =>
        HasValue == other.HasValue && EqualityComparer<T>.Default.Equals(Value, other.Value);

    public override bool Equals(object? obj) => obj is Option<T> other && Equals(other);

    public override int GetHashCode() => HasValue ? EqualityComparer<T>.Default.GetHashCode(Value!) : 0;

    public override string ToString() => HasValue ? $"Some<{Value}>" : "None";
}
