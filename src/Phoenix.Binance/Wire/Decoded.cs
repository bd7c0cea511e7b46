namespace Phoenix.Binance.Wire;

/// <summary>What a codec made of some bytes: a value, or the reason why there is none.</summary>
/// <param name="Value">Valid when <paramref name="Fault"/> is null.</param>
/// <param name="Fault">Null on success; for people, without secrets.</param>
public readonly record struct Decoded<T>(T? Value, string? Fault)
{
    public bool IsOk => Fault is null;
}
