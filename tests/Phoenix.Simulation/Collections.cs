using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;

namespace Phoenix.Simulation;

/// <summary>
/// How many elements the collections of a graph of objects hold, by the field they hang on: what grows with the age of
/// a system and is nobody's to give back shows here, however small it is. Looks at fields by reflection and changes
/// nothing.
/// </summary>
internal static class Collections
{
    private const BindingFlags Own =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>What belongs to the system; what it talks to, and who watches it, does not.</summary>
    private static readonly ImmutableArray<string> Inside =
        ["Phoenix.Core", "Phoenix.Actors", "Phoenix.Binance", "Akka"];

    private static readonly ImmutableArray<string> Outside = ["Phoenix.Core.Settings", "Akka.Configuration"];

    private static readonly Dictionary<Type, ImmutableArray<FieldInfo>> Known = [];

    private static readonly Lock Gate = new();

    public static SortedDictionary<string, int> Count(object root) => Count(root, IsOfSystem);

    /// <param name="isInside">Objects of which types are looked into; collections always are.</param>
    public static SortedDictionary<string, int> Count(object root, Func<Type, bool> isInside)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance) { root };
        var open = new Queue<object>([root]);
        while (open.TryDequeue(out var next))
        {
            foreach (var field in FieldsOf(next.GetType()))
            {
                var value = field.GetValue(next);
                if (value is not null) Look(value, $"{NameOf(field.DeclaringType!)}.{field.Name}");
            }
        }

        return counts;

        void Look(object value, string place)
        {
            var type = value.GetType();
            if (IsCollection(type))
            {
                if (!seen.Add(value)) return;
                var size = 0;
                foreach (var element in (System.Collections.IEnumerable)value)
                {
                    size++;
                    if (element is not null) Look(element, place + "[]");
                }

                counts[place] = counts.GetValueOrDefault(place) + size;
            }
            else if (type is { IsGenericType: true, IsValueType: true } && type.Name.StartsWith("KeyValuePair"))
            {
                Look(type.GetProperty("Value")!.GetValue(value) ?? string.Empty, place);
            }
            else if (!type.IsPrimitive && isInside(type) && (type.IsValueType || seen.Add(value)))
            {
                open.Enqueue(value);
            }
        }
    }

    /// <summary>The places that hold clearly more than they did; empty when all is well.</summary>
    /// <param name="slack">As many more at a place are the normal coming and going.</param>
    public static ImmutableArray<string> Grown(
        SortedDictionary<string, int> before, SortedDictionary<string, int> after, Func<string, int> slack) =>
    [
        .. after
            .Where(pair => pair.Value > (2 * before.GetValueOrDefault(pair.Key)) + slack(pair.Key))
            .Select(pair => string.Create(
                CultureInfo.InvariantCulture,
                $"{pair.Key}: {before.GetValueOrDefault(pair.Key)} at first, {pair.Value} now")),
    ];

    private static bool IsOfSystem(Type type) =>
        type.Namespace is { } space
        && Inside.Any(own => space.StartsWith(own, StringComparison.Ordinal))
        && !Outside.Any(other => space.StartsWith(other, StringComparison.Ordinal))
        && !typeof(Delegate).IsAssignableFrom(type);

    private static bool IsCollection(Type type) =>
        type.Namespace is { } space
        && space.StartsWith("System.Collections", StringComparison.Ordinal)
        && !space.StartsWith("System.Collections.Immutable", StringComparison.Ordinal)
        && type.GetProperty("Count") is { } count && count.PropertyType == typeof(int)
        && typeof(System.Collections.IEnumerable).IsAssignableFrom(type);

    private static string NameOf(Type type) => type.Name.Split('`')[0];

    private static ImmutableArray<FieldInfo> FieldsOf(Type type)
    {
        lock (Gate)
        {
            if (!Known.TryGetValue(type, out var fields))
            {
                var found = ImmutableArray.CreateBuilder<FieldInfo>();
                for (var part = type; part is not null && part != typeof(object); part = part.BaseType)
                {
                    found.AddRange(part.GetFields(Own).Where(field => !field.FieldType.IsPrimitive
                        && !field.FieldType.IsPointer
                        && !field.FieldType.IsByRefLike
                        && field.FieldType != typeof(string)));
                }

                Known[type] = fields = found.ToImmutable();
            }

            return fields;
        }
    }
}
