namespace Akka.TestKit;

/// <summary>A predicate of messages of one type, kept beside predicates of others.</summary>
public class PredicateInfo
{
    private PredicateInfo(Type type, Delegate predicate) => (Type, PredicateT) = (type, predicate);

    /// <summary>The predicate as it was given.</summary>
    public Delegate PredicateT { get; }

    /// <summary>Of the messages it can be asked about.</summary>
    public Type Type { get; }

    public static PredicateInfo Create<T>(Predicate<T> predicateT) => new(typeof(T), predicateT);

    public override string ToString() => $"{typeof(PredicateInfo)}<{Type}>";

    internal static PredicateInfo Create(Type type, Delegate predicate) => new(type, predicate);

    internal bool Fits(object message) => Type.IsInstanceOfType(message) && (bool)PredicateT.DynamicInvoke(message)!;
}

/// <summary>Makes <see cref="PredicateInfo"/>.</summary>
public static class PredicateInfoFactory
{
    public static PredicateInfo CreatePredicateInfo<T>(this Predicate<T> predicateT) =>
        PredicateInfo.Create(predicateT);

    public static PredicateInfo CreatePredicateInfo<T>(this Delegate predicateT) =>
        PredicateInfo.Create(typeof(T), predicateT);
}
