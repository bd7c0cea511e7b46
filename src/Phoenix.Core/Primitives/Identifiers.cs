namespace Phoenix.Core.Primitives;

/// <summary>
/// The generation of a connection, a session or a run. Whatever comes back from the outside carries the epoch that
/// asked for it; what belongs to an older one is dropped and counted.
/// </summary>
/// <param name="Value">Grows by one with every incarnation in the process; 0 is "never".</param>
public readonly record struct Epoch(long Value) : IComparable<Epoch>
{
    public static Epoch None => default;

    public Epoch Next => new(Value + 1);

    public int CompareTo(Epoch other) => Value.CompareTo(other.Value);

    public override string ToString() => $"#{Value}";
}

/// <summary>The venue's number of an order, unique per symbol; exceeds 2^53.</summary>
public readonly record struct OrderId(long Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>
/// The venue's number of an execution, unique per symbol and growing; the key by which a fill counts once.
/// </summary>
public readonly record struct TradeId(long Value) : IComparable<TradeId>
{
    public int CompareTo(TradeId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString();
}

/// <summary>A number chosen by us that ties a reply on a socket to its request; unique per connection.</summary>
public readonly record struct RequestId(long Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>
/// The secret name of the account's user data stream. Its text shows only a few characters, so that it cannot
/// reach a log by accident.
/// </summary>
public readonly record struct ListenKey(string Value)
{
    public bool IsSet => !string.IsNullOrEmpty(Value);

    public override string ToString() => IsSet ? $"{Value[..Math.Min(4, Value.Length)]}…" : "(unset)";
}
