using System.Collections;

namespace Akka.TestKit.Xunit2.Internals;

/// <summary>Equality as a test means it: sequences are equal if their items are.</summary>
/// <param name="skipTypeCheck">Whether values of different types may be equal.</param>
/// <param name="innerComparer">Of the items of a sequence; as this one if null.</param>
public class AkkaAssertEqualityComparer<T>(bool skipTypeCheck = false, IEqualityComparer? innerComparer = null)
    : IEqualityComparer<T>
{
    public bool Equals(T? x, T? y) => AreEqual(x, y);

    public int GetHashCode(T obj) => throw new NotSupportedException("The order of equal values has no hash.");

    private bool AreEqual(object? x, object? y)
    {
        if (x is null || y is null) return ReferenceEquals(x, y);
        if (!skipTypeCheck && typeof(T).IsInterface && x.GetType() != y.GetType() && x is not IEquatable<T>)
        {
            return false;
        }

        if (x is IEquatable<T> equatable && y is T other) return equatable.Equals(other);
        if (x is not string && x is IEnumerable many && y is IEnumerable others) return AreEqual(many, others);
        return x.Equals(y);
    }

    private bool AreEqual(IEnumerable x, IEnumerable y)
    {
        var (left, right) = (x.GetEnumerator(), y.GetEnumerator());
        while (true)
        {
            var (more, moreOfOther) = (left.MoveNext(), right.MoveNext());
            if (more != moreOfOther) return false;
            if (!more) return true;
            var equal = innerComparer?.Equals(left.Current, right.Current) ?? Items(left.Current, right.Current);
            if (!equal) return false;
        }
    }

    private static bool Items(object? x, object? y) =>
        new AkkaAssertEqualityComparer<object>(skipTypeCheck: true).Equals(x!, y!);
}
