namespace Akka.Actor;

/// <summary>Hashes that are the same in every process, for the digest of a run.</summary>
internal static class Tracing
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    internal static ulong Hash(string text)
    {
        var hash = Offset;
        foreach (var c in text) hash = unchecked((hash ^ c) * Prime);
        return hash;
    }

    internal static ulong Mix(ulong hash, ulong value)
    {
        unchecked
        {
            hash = (hash ^ value) * 0x9E3779B97F4A7C15;
            return hash ^ (hash >> 32);
        }
    }
}
