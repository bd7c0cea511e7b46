using System.Numerics;
using Phoenix.Core.Ports;

namespace Phoenix.Venue.Market;

/// <summary>The venue's own dice (xoshiro256**): the same seed gives the same numbers on every machine.</summary>
/// <remarks>
/// Source: https://prng.di.unimi.it/xoshiro256starstar.c; seeded with SplitMix64 as its authors advise.
/// </remarks>
public sealed class SeededChance : IChance
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public SeededChance(long seed)
    {
        var state = (ulong)seed;
        (_a, _b, _c, _d) = (Mix(ref state), Mix(ref state), Mix(ref state), Mix(ref state));
    }

    /// <inheritdoc />
    public double NextUnit() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, <paramref name="bound"/>).</summary>
    public long Below(long bound) => (long)Math.BigMul(NextBits(), (ulong)bound, out _);

    /// <summary>Uniform in [<paramref name="from"/>, <paramref name="to"/>], both inclusive.</summary>
    public long Between(long from, long to) => from + Below(to - from + 1);

    public bool Happens(double probability) => NextUnit() < probability;

    /// <summary>A source of its own, so that one consumer's draws do not shift another's.</summary>
    public SeededChance Fork() => new((long)NextBits());

    private static ulong Mix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }
}
