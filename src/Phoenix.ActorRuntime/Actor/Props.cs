using System.Linq.Expressions;
using System.Reflection;

namespace Akka.Actor;

/// <summary>Makes the instances of an actor in a way of its own, for example from a container.</summary>
public interface IIndirectActorProducer
{
    Type ActorType { get; }

    ActorBase Produce();

    /// <summary>The instance is not used any more.</summary>
    void Release(ActorBase actor);
}

/// <summary>The recipe of an actor: type, arguments, dispatcher, supervision. Immutable; every restart cooks it
/// again.</summary>
public class Props
{
    private const BindingFlags Constructors =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.DoNotWrapExceptions;

    private readonly IIndirectActorProducer? _producer;

    public Props(Type type)
        : this(type, [])
    {
    }

    public Props(Type type, object[] args)
    {
        if (!typeof(ActorBase).IsAssignableFrom(type) || type.IsAbstract)
        {
            throw new ArgumentException($"{type} is not an actor that can be made.", nameof(type));
        }

        (Type, Arguments) = (type, args ?? []);
    }

    private Props(IIndirectActorProducer producer, object[] args) =>
        (Type, Arguments, _producer) = (producer.ActorType, args, producer);

    private Props(Props copy)
    {
        (Type, Arguments, _producer) = (copy.Type, copy.Arguments, copy._producer);
        (Dispatcher, Mailbox, SupervisorStrategy) = (copy.Dispatcher, copy.Mailbox, copy.SupervisorStrategy);
        StashCapacity = copy.StashCapacity;
    }

    public Props(Type type, SupervisorStrategy supervisorStrategy, params object[] args)
        : this(type, args) => SupervisorStrategy = supervisorStrategy;

    public Props(Type type, SupervisorStrategy supervisorStrategy, IEnumerable<object> args)
        : this(type, supervisorStrategy, args.ToArray())
    {
    }

    /// <summary>Of an actor that takes every message and does nothing with it.</summary>
    public static Props Empty => new(typeof(EmptyActor));

    public Type Type { get; }

    public string TypeName => Type.AssemblyQualifiedName!;

    public object[] Arguments { get; }

    /// <summary>The configuration path of the dispatcher; empty for the default one.</summary>
    public string Dispatcher { get; private init; } = string.Empty;

    /// <summary>The configuration path of the mailbox; empty for what follows from dispatcher and class.</summary>
    public string Mailbox { get; private init; } = string.Empty;

    /// <summary>Null unless given.</summary>
    internal int? StashCapacity { get; private init; }

    /// <summary>Overrides the strategy of the actor itself; null leaves it.</summary>
    public SupervisorStrategy? SupervisorStrategy { get; private init; }

    /// <summary>From <c>() => new T(…)</c>; the arguments are evaluated here, once.</summary>
    public static Props Create<TActor>(
        Expression<Func<TActor>> factory, SupervisorStrategy? supervisorStrategy = null)
        where TActor : ActorBase
    {
        if (factory.Body is not NewExpression construction)
        {
            throw new ArgumentException("The factory must be of the form () => new T(…).", nameof(factory));
        }

        var arguments = construction.Arguments.Select(Evaluate).ToArray();
        return new Props(new ConstructorCall(construction, arguments!), arguments!)
        {
            SupervisorStrategy = supervisorStrategy,
        };
    }

    public static Props Create<TActor>(params object[] args)
        where TActor : ActorBase => new(typeof(TActor), args);

    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy)
        where TActor : ActorBase, new() => new(typeof(TActor)) { SupervisorStrategy = supervisorStrategy };

    public static Props Create(Type type, params object[] args) => new(type, args);

    public static Props CreateBy(IIndirectActorProducer producer, params object[] args) => new(producer, args);

    [Obsolete("Use the overload that takes the producer.")]
    public static Props CreateBy<TProducer>(params object[] args)
        where TProducer : class, IIndirectActorProducer =>
        new((IIndirectActorProducer)Activator.CreateInstance(typeof(TProducer), args)!, args);

    public Props WithDispatcher(string dispatcher) => new(this) { Dispatcher = dispatcher };

    public Props WithMailbox(string mailbox) => new(this) { Mailbox = mailbox };

    /// <summary>How many messages the actor's stash holds, unless the configuration says so too.</summary>
    public Props WithStashCapacity(int stashCapacity) => new(this) { StashCapacity = stashCapacity };

    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy) =>
        new(this) { SupervisorStrategy = supervisorStrategy };

    public virtual ActorBase NewActor() =>
        _producer is not null
            ? _producer.Produce()
            : (ActorBase)Activator.CreateInstance(Type, Constructors, null, Arguments, null)!;

    internal void Release(ActorBase? actor)
    {
        if (actor is not null) _producer?.Release(actor);
    }

    private static object? Evaluate(Expression argument) =>
        argument is ConstantExpression constant
            ? constant.Value
            : Expression.Lambda<Func<object?>>(Expression.Convert(argument, typeof(object)))
                .Compile(preferInterpretation: true)();

    private sealed class ConstructorCall(NewExpression construction, object?[] arguments) : IIndirectActorProducer
    {
        public Type ActorType => construction.Type;

        public ActorBase Produce() => construction.Constructor is { } constructor
            ? (ActorBase)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null)
            : (ActorBase)Activator.CreateInstance(construction.Type)!;

        public void Release(ActorBase actor)
        {
        }
    }
}

/// <summary>Takes every message and does nothing with it.</summary>
internal sealed class EmptyActor : UntypedActor
{
    protected override void OnReceive(object message)
    {
    }
}

/// <summary>Types by the names the configuration uses.</summary>
internal static class TypeNames
{
    /// <summary>Finds a type by assembly-qualified name; if that assembly does not exist here, by full name in what is
    /// loaded, so that the names of the Akka.NET packages' own types keep working.</summary>
    internal static Type Find(string name)
    {
        if (Type.GetType(name, throwOnError: false) is { } exact) return exact;
        var fullName = name.Split(',')[0].Trim();
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (assembly.GetType(fullName, throwOnError: false) is { } found) return found;
        }

        throw new TypeLoadException($"The configuration names the type '{name}', which does not exist.");
    }

    internal static T Create<T>(string name, params object?[] arguments) =>
        (T)Activator.CreateInstance(Find(name), arguments)!;
}
