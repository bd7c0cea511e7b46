using Akka.Actor;

namespace Akka.Event;

/// <summary>The type of log sources that are only a name.</summary>
public class DummyClassForStringSources;

/// <summary>What log events say of where they come from: a name, and the type of the code.</summary>
public struct LogSource
{
    private LogSource(string source, Type type) => (Source, Type) = (source, type);

    public string Source { get; }

    public Type Type { get; }

    /// <param name="o">An actor's context or reference, a type, a name, or any object, which then gives its
    /// type.</param>
    public static LogSource Create(object o) => new(Name(o, null), TypeOf(o));

    /// <summary>As <see cref="Create(object)"/>; what is no actor is told apart from its like in other
    /// systems.</summary>
    public static LogSource Create(object o, ActorSystem system) => new(Name(o, system), TypeOf(o));

    public static LogSource Create(string source, Type t) => new(source, t);

    public static string FromActor(IActorContext actor, ActorSystem system) => FromActorRef(actor.Self, system);

    public static string FromActorRef(IActorRef a, ActorSystem system) => a.Path.ToString();

    public static string FromString(string source, ActorSystem system) => $"{source} ({Address(system)})";

    public static string FromType(Type t, ActorSystem system) => $"{t.Name} ({Address(system)})";

    public static Type SourceType(object o) => TypeOf(o);

    private static string Name(object o, ActorSystem? system) => (o, system) switch
    {
        (IActorContext actor, _) => actor.Self.Path.ToString(),
        (IActorRef actor, _) => actor.Path.ToString(),
        (string name, null) => name,
        (string name, _) => FromString(name, system),
        (_, null) => TypeOf(o).Name,
        _ => FromType(TypeOf(o), system),
    };

    private static Type TypeOf(object o) => o switch
    {
        string => typeof(DummyClassForStringSources),
        IActorContext actor => actor.Props.Type,
        Type type => type,
        _ => o.GetType(),
    };

    private static string Address(ActorSystem system) => $"akka://{system.Name}";
}
