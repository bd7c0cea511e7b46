namespace Akka.Util;

/// <summary>On or off, and actions that belong to the change or to the state; one thread at a time.</summary>
public class Switch(bool startAsOn = false)
{
    private readonly Lock _lock = new();
    private volatile bool _on = startAsOn;

    public bool IsOn => _on;

    public bool IsOff => !_on;

    /// <summary>Switches on; <paramref name="action"/> runs if it was off, and if it throws the switch stays
    /// off.</summary>
    public bool SwitchOn(Action action) => TranscendFrom(from: false, action);

    public bool SwitchOn() => SwitchOn(static () => { });

    /// <inheritdoc cref="SwitchOn(Action)"/>
    public bool SwitchOff(Action action) => TranscendFrom(from: true, action);

    public bool SwitchOff() => SwitchOff(static () => { });

    /// <summary>Runs <paramref name="action"/> if the switch is on; does not keep others from switching
    /// meanwhile.</summary>
    public bool IfOn(Action action)
    {
        if (!_on) return false;
        action();
        return true;
    }

    /// <inheritdoc cref="IfOn"/>
    public bool IfOff(Action action)
    {
        if (_on) return false;
        action();
        return true;
    }

    /// <summary>Runs <paramref name="action"/> if the switch is on, and keeps it on meanwhile.</summary>
    public bool WhileOn(Action action)
    {
        lock (_lock) return IfOn(action);
    }

    /// <summary>Runs <paramref name="action"/> if the switch is off, and keeps it off meanwhile.</summary>
    public bool WhileOff(Action action)
    {
        lock (_lock) return IfOff(action);
    }

    /// <summary>Runs <paramref name="action"/> while nobody else can switch.</summary>
    public void Locked(Action action)
    {
        lock (_lock) action();
    }

    protected bool TranscendFrom(bool from, Action action)
    {
        lock (_lock)
        {
            if (_on != from) return false;
            _on = !from;
            try
            {
                action();
                return true;
            }
            catch
            {
                _on = from;
                throw;
            }
        }
    }
}
