using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Wire;

/// <summary>
/// The one place where the codecs find the instruments: filled by the REST adapter once the venue has told its
/// rules, read by every stream. Safe from any thread.
/// </summary>
public sealed class InstrumentRegistry
{
    private InstrumentTable _table = InstrumentTable.Empty;

    /// <summary>What is known now; a reader keeps using the table it took until it asks again.</summary>
    public InstrumentTable Table => Volatile.Read(ref _table);

    /// <summary>Adds instruments, or replaces those known already.</summary>
    public void Put(IEnumerable<Instrument> instruments)
    {
        InstrumentTable before;
        InstrumentTable after;
        do
        {
            before = Table;
            after = before.With(instruments);
        }
        while (Interlocked.CompareExchange(ref _table, after, before) != before);
    }
}
