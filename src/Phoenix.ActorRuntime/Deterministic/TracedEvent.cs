using System.Globalization;
using Akka.Actor;

namespace Phoenix.ActorRuntime.Deterministic;

/// <summary>What kind of event a run took.</summary>
public enum TracedEventKind
{
    /// <summary>An actor handles a message.</summary>
    Message = 0,

    /// <summary>A task goes on after an await.</summary>
    Continuation = 1,

    /// <summary>Work of the environment (<see cref="DeterministicRuntime.Schedule"/>) is due.</summary>
    Work = 2,

    /// <summary>A timer of the system fires: its message goes into a mailbox, or its action runs.</summary>
    Timer = 3,
}

/// <summary>One event of a run, seen just before it happens; its text is made only when asked for.</summary>
public readonly struct TracedEvent : IEquatable<TracedEvent>
{
    private readonly ActorPath? _receiver;
    private readonly ActorPath? _sender;
    private readonly Type? _message;

    internal TracedEvent(
        long number, TimeSpan elapsed, TracedEventKind kind, ActorPath? receiver, Type? message, ActorPath? sender,
        ulong digest)
    {
        (Number, Elapsed, Kind, Digest) = (number, elapsed, kind, digest);
        (_receiver, _message, _sender) = (receiver, message, sender);
    }

    /// <summary>The first event of a run is number 1.</summary>
    public long Number { get; }

    /// <summary>Virtual time since the start of the run.</summary>
    public TimeSpan Elapsed { get; }

    public TracedEventKind Kind { get; }

    /// <summary>The receiver's path; empty if the event has none.</summary>
    public string Receiver => TextOf(_receiver);

    /// <summary>The type of the message, or what goes on after an await; empty if it has no name.</summary>
    public string Message => _message is null ? "" : TypeText.Of(_message);

    /// <summary>The sender's path; empty if there is none.</summary>
    public string Sender => TextOf(_sender);

    /// <summary><see cref="DeterministicRuntime.TraceDigest"/> with this event included.</summary>
    public ulong Digest { get; }

    public static bool operator ==(TracedEvent left, TracedEvent right) => left.Equals(right);

    public static bool operator !=(TracedEvent left, TracedEvent right) => !left.Equals(right);

    /// <summary>Two events are equal if the runs were the same up to and with them.</summary>
    public bool Equals(TracedEvent other) => Number == other.Number && Digest == other.Digest;

    public override bool Equals(object? obj) => obj is TracedEvent other && Equals(other);

    public override int GetHashCode() => Digest.GetHashCode();

    /// <summary>One line, for instance <c>#17 +2.500000s /user/desk &lt;- Fill from /user/venue</c>.</summary>
    public override string ToString()
    {
        var seconds = Elapsed.TotalSeconds.ToString("0.000000", CultureInfo.InvariantCulture);
        var head = string.Create(CultureInfo.InvariantCulture, $"#{Number} +{seconds}s ");
        var from = _sender is null ? "" : " from " + Sender;
        return Kind switch
        {
            TracedEventKind.Message => $"{head}{Receiver} <- {Message}{from}",
            TracedEventKind.Continuation => $"{head}continuation {Message}".TrimEnd(),
            TracedEventKind.Work => $"{head}work of the environment",
            _ => _message is null ? $"{head}timer (an action)" : $"{head}timer -> {Receiver}: {Message}{from}",
        };
    }

    private static string TextOf(ActorPath? path) => path?.ToStringWithoutAddress() ?? "";
}

/// <summary>Names of types as they are written in code, without namespaces.</summary>
internal static class TypeText
{
    internal static string Of(Type type)
    {
        if (type.IsArray) return Of(type.GetElementType()!) + "[]";
        if (type.Name.StartsWith("AsyncStateMachineBox", StringComparison.Ordinal))
        {
            return Of(type.GenericTypeArguments[^1]);
        }

        var name = type.Name.Split('`')[0];
        if (type.IsNested && !type.IsGenericParameter)
        {
            // What the compiler made of a method is named after the method: <Method>d__3; closures have no name.
            if (name[0] == '<') name = name[1..name.IndexOf('>', StringComparison.Ordinal)];
            var outer = Of(type.DeclaringType!).Split('<')[0];
            name = name.Length == 0 ? outer : outer + "." + name;
        }

        return type.IsConstructedGenericType
            ? $"{name}<{string.Join(", ", type.GenericTypeArguments.Select(Of))}>"
            : name;
    }
}

/// <summary>Keeps events of a run: the last few, or all.</summary>
/// <remarks>Give its <see cref="Add"/> to <see cref="DeterministicOptions.OnEvent"/>; one instance per run.</remarks>
/// <param name="capacity">How many of the last events are kept, at least 1; all by default.</param>
public sealed class EventTrace(int capacity = int.MaxValue)
{
    private readonly List<TracedEvent> _kept = [];
    private int _oldest;

    /// <summary>How many events were added, those no longer kept included.</summary>
    public long Count { get; private set; }

    /// <summary>The kept events, the oldest first.</summary>
    public IEnumerable<TracedEvent> Events => _kept.Skip(_oldest).Concat(_kept.Take(_oldest));

    public void Add(TracedEvent traced)
    {
        Count++;
        if (_kept.Count < Math.Max(1, capacity))
        {
            _kept.Add(traced);
            return;
        }

        _kept[_oldest] = traced;
        _oldest = (_oldest + 1) % _kept.Count;
    }

    /// <summary>Writes the kept events, one per line.</summary>
    public void WriteTo(TextWriter writer)
    {
        foreach (var traced in Events) writer.WriteLine(traced.ToString());
    }

    /// <summary>The kept events, one per line.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Events);
}
