using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Phoenix.Core.Recording;

/// <summary>
/// Where the machines of a process leave their tapes for the recorder. Any actor may open a tape, one reader takes
/// them; opening allocates, writing does not.
/// </summary>
public sealed class FlightRecorder
{
    private const int Busy = 8192;
    private const int Quiet = 256;

    private readonly ConcurrentQueue<Tape> _opened = new();
    private readonly bool _isOn;

    private FlightRecorder(bool isOn) => _isOn = isOn;

    /// <summary>Keeps nothing and costs nothing.</summary>
    public static FlightRecorder Off { get; } = new(false);

    /// <summary>A recorder whose tapes somebody has to read.</summary>
    public static FlightRecorder Create() => new(true);

    /// <summary>A tape for a machine that was created just now.</summary>
    public Tape Open(string component, TapeKind kind, object? seed)
    {
        if (!_isOn)
        {
            return Tape.Off;
        }

        var tape = new Tape(component, kind, seed, kind is TapeKind.Desk or TapeKind.Judge ? Busy : Quiet);
        _opened.Enqueue(tape);
        return tape;
    }

    /// <summary>For the one reader: takes the next tape that was opened.</summary>
    public bool TryTake([NotNullWhen(true)] out Tape? tape) => _opened.TryDequeue(out tape);
}
