namespace Akka.Util;

/// <summary>Short names for counted things: a, b, …, +, ~, aa, …</summary>
internal static class CompactNumber
{
    private const string Digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    internal static string Format(long value)
    {
        Span<char> text = stackalloc char[12];
        var length = 0;
        do
        {
            text[length++] = Digits[(int)(value & 63)];
            value >>= 6;
        }
        while (value > 0);
        return new string(text[..length]);
    }
}
