using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Recording;

/// <summary>
/// What one machine was told and what it wanted done, on its way to the recorder. The machine's owner writes, the
/// recorder reads; neither ever waits for the other, and nothing is allocated. An input and its effects appear
/// together. When the reader does not keep up the tape ends: one with a hole could not be replayed.
/// </summary>
public sealed class Tape
{
    private readonly TapeEntry[] _ring;
    private Instant _openSince;
    private bool _isOpen;
    private long _next;
    private long _published;
    private long _read;
    private int _ended;

    /// <param name="component">Names the machine, for example <c>desk ETHUSDC</c>.</param>
    /// <param name="kind">Which machine it is.</param>
    /// <param name="seed">Immutable; with the settings all it takes to create the machine.</param>
    /// <param name="capacity">Entries between two visits of the reader; 0 keeps nothing.</param>
    public Tape(string component, TapeKind kind, object? seed, int capacity) =>
        (Component, Kind, Seed, _ring) = (component, kind, seed, new TapeEntry[capacity]);

    /// <summary>Keeps nothing.</summary>
    public static Tape Off { get; } = new("off", TapeKind.Desk, null, 0);

    public string Component { get; }

    public TapeKind Kind { get; }

    public object? Seed { get; }

    /// <summary>Nothing more will come.</summary>
    public bool HasEnded => Volatile.Read(ref _ended) != 0;

    /// <summary>It ended because the reader was too slow.</summary>
    public bool IsOverrun => Volatile.Read(ref _ended) == 2;

    /// <summary>The machine is about to be told.</summary>
    public void Input(Instant now, object input)
    {
        (_openSince, _isOpen) = (now, true);
        Write(new TapeEntry(now, EntryKind.Input, input));
    }

    /// <summary>One effect of the last input.</summary>
    public void Effect(object effect) => Write(new TapeEntry(_openSince, EntryKind.Effect, effect));

    /// <summary>The last input is done with.</summary>
    public void Commit()
    {
        _isOpen = false;
        Volatile.Write(ref _published, _next);
    }

    /// <summary>All effects of the last input.</summary>
    public void Commit<TEffect>(ImmutableArray<TEffect> effects)
        where TEffect : class
    {
        foreach (var effect in effects)
        {
            Effect(effect);
        }

        Commit();
    }

    /// <summary>The owner stops. An input that is not done with is one at which the machine threw.</summary>
    public void End(string failure = "Exception")
    {
        if (_isOpen)
        {
            Effect(new MachineFailed(failure));
            Commit();
        }

        Interlocked.CompareExchange(ref _ended, 1, 0);
    }

    /// <summary>For the one reader: takes the oldest entry; false when there is none yet.</summary>
    public bool TryRead([NotNullWhen(true)] out TapeEntry? entry)
    {
        entry = null;
        if (_read >= Volatile.Read(ref _published))
        {
            return false;
        }

        ref var slot = ref _ring[_read % _ring.Length];
        entry = slot;
        slot = default;
        Volatile.Write(ref _read, _read + 1);
        return true;
    }

    private void Write(TapeEntry entry)
    {
        if (_ended != 0 || _ring.Length == 0)
        {
            return;
        }

        if (_next - Volatile.Read(ref _read) == _ring.Length)
        {
            Interlocked.CompareExchange(ref _ended, 2, 0);
            _next = _published; // the group that did not fit never happened
            return;
        }

        _ring[_next % _ring.Length] = entry;
        _next++;
    }
}
