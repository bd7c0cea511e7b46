using System.Globalization;

namespace Phoenix.Core.Primitives;

/// <summary>
/// Our name for an order. Ours reads <c>px-OWNER-EPOCH-SEQUENCE</c> (epoch and sequence in base 36), so that any
/// order found on the venue can be attributed after a crash. Any other text is a foreign order.
/// </summary>
/// <remarks>The venue accepts <c>^[\.A-Z\:/a-z0-9_-]{1,36}$</c> and demands uniqueness among open orders.</remarks>
public readonly record struct ClientOrderId
{
    private const string Prefix = "px-";

    /// <exception cref="ArgumentException">Empty or longer than 64 characters.</exception>
    public ClientOrderId(string value)
    {
        if (value.Length is 0 or > 64)
        {
            throw new ArgumentException(
                $"'{value}' is not a client order id: expected 1 to 64 characters.", nameof(value));
        }

        Value = value;
    }

    public string Value { get; }

    /// <summary>The id of the <paramref name="sequence"/>-th order of one owner's run.</summary>
    /// <param name="owner">1 to 8 letters or digits; names the node and strategy.</param>
    /// <param name="epoch">The run that sends it; later runs have greater numbers.</param>
    /// <param name="sequence">At least 1, never used twice within the epoch.</param>
    public static ClientOrderId Create(string owner, long epoch, long sequence) =>
        new($"{Prefix}{owner}-{ToBase36(epoch)}-{ToBase36(sequence)}");

    /// <summary>Whether the id is of our scheme and was made by <paramref name="owner"/>, in whatever epoch.</summary>
    public bool IsOf(string owner) => Value.StartsWith($"{Prefix}{owner}-", StringComparison.Ordinal);

    public override string ToString() => Value ?? "(unset)";

    private static string ToBase36(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";
        Span<char> text = stackalloc char[13];
        var at = text.Length;
        do
        {
            text[--at] = Digits[(int)(value % 36)];
            value /= 36;
        }
        while (value > 0);
        return string.Create(CultureInfo.InvariantCulture, $"{text[at..]}");
    }
}
