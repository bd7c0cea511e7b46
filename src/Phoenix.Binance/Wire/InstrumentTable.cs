using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Wire;

/// <summary>
/// Instruments by name; immutable, so that any number of readers may use it. Looking up allocates nothing.
/// </summary>
public sealed class InstrumentTable
{
    /// <summary>In bytes: a symbol has at most 32 characters.</summary>
    private const int MaxNameLength = 128;

    private readonly InstrumentGrid?[] _slots;
    private readonly InstrumentGrid[] _all;

    private InstrumentTable(InstrumentGrid[] all)
    {
        _all = all;
        _slots = new InstrumentGrid?[(int)BitOperations.RoundUpToPowerOf2((uint)(all.Length * 2) + 1)];
        foreach (var grid in all)
        {
            var slot = Hash(grid.Name) & (_slots.Length - 1);
            while (_slots[slot] is not null)
            {
                slot = (slot + 1) & (_slots.Length - 1);
            }

            _slots[slot] = grid;
        }
    }

    public static InstrumentTable Empty { get; } = new([]);

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<InstrumentGrid> All => _all;

    /// <summary>
    /// This table with <paramref name="instruments"/> added, or replaced where the name is known already.
    /// </summary>
    /// <remarks>What cannot be put on a grid is left out; its frames are then of an unknown symbol.</remarks>
    public InstrumentTable With(IEnumerable<Instrument> instruments)
    {
        var merged = new SortedDictionary<Symbol, InstrumentGrid>();
        foreach (var known in _all)
        {
            merged[known.Symbol] = known;
        }

        foreach (var instrument in instruments)
        {
            if (InstrumentGrid.TryCreate(instrument, out var grid))
            {
                merged[instrument.Symbol] = grid!;
            }
        }

        return new InstrumentTable([.. merged.Values]);
    }

    public bool TryFind(ReadOnlySpan<byte> name, [NotNullWhen(true)] out InstrumentGrid? grid)
    {
        var slot = Hash(name) & (_slots.Length - 1);
        while ((grid = _slots[slot]) is not null && !grid.Name.SequenceEqual(name))
        {
            slot = (slot + 1) & (_slots.Length - 1);
        }

        return grid is not null;
    }

    public bool TryFind(Symbol symbol, [NotNullWhen(true)] out InstrumentGrid? grid)
    {
        Span<byte> name = stackalloc byte[MaxNameLength];
        return TryFind(name[..Encoding.UTF8.GetBytes(symbol.Name, name)], out grid);
    }

    /// <summary>FNV-1a: names are short and few.</summary>
    private static int Hash(ReadOnlySpan<byte> name)
    {
        var hash = 2166136261u;
        foreach (var letter in name)
        {
            hash = unchecked((hash ^ letter) * 16777619u);
        }

        return (int)(hash & int.MaxValue);
    }
}
