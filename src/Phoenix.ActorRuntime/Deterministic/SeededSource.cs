namespace Phoenix.ActorRuntime.Deterministic;

/// <summary>A stream of numbers from a seed (SplitMix64).</summary>
/// <remarks>Source: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", OOPSLA
/// 2014.</remarks>
internal struct SeededSource(ulong seed)
{
    private ulong _state = seed;

    internal ulong Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <returns>A number below <paramref name="limit"/>.</returns>
    internal int Next(int limit) => (int)Math.BigMul(Next(), (ulong)limit, out _);

    /// <returns>A number in [0, 1).</returns>
    internal double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));
}
