using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;
using Phoenix.Core.Quoting.Strategies;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Recording;

/// <summary>How the types of the core fall apart into fields and elements, and are put together again.</summary>
internal static class GraphTypes
{
    private const BindingFlags Own =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly ConcurrentDictionary<Type, ImmutableArray<FieldInfo>> Known = new();

    private static readonly ImmutableArray<Type> Lists =
        [typeof(List<>), typeof(Queue<>), typeof(HashSet<>), typeof(SortedSet<>), typeof(Stack<>)];

    private static readonly ImmutableArray<Type> ImmutableLists =
        [typeof(ImmutableSortedSet<>), typeof(ImmutableHashSet<>), typeof(ImmutableList<>), typeof(ImmutableQueue<>)];

    private static readonly ImmutableArray<Type> Maps = [typeof(Dictionary<,>), typeof(SortedDictionary<,>)];

    private static readonly ImmutableArray<Type> ImmutableMaps =
        [typeof(ImmutableDictionary<,>), typeof(ImmutableSortedDictionary<,>)];

    /// <summary>All instance fields, those of the base first, each type's in the order of its source.</summary>
    public static ImmutableArray<FieldInfo> Fields(Type type) => Known.GetOrAdd(type, static t =>
    {
        var inherited = t.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType)
            ? Fields(parent)
            : [];
        return [.. inherited, .. t.GetFields(Own).OrderBy(field => field.MetadataToken)];
    });

    /// <summary>The name as the source spells it, without what the compiler adds.</summary>
    public static string NameOf(FieldInfo field) => field.Name[0] == '<'
        ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)]
        : field.Name;

    /// <summary>What a collection holds; null for what is none.</summary>
    public static Type? ElementOf(Type type)
    {
        if (type.IsArray)
        {
            return type.GetElementType();
        }

        if (!type.IsGenericType)
        {
            return null;
        }

        var kind = type.GetGenericTypeDefinition();
        return kind == typeof(ImmutableArray<>) || Lists.Contains(kind) || ImmutableLists.Contains(kind)
            ? type.GetGenericArguments()[0]
            : Maps.Contains(kind) || ImmutableMaps.Contains(kind)
                ? typeof(KeyValuePair<,>).MakeGenericType(type.GetGenericArguments())
                : null;
    }

    /// <summary>A collection of the type from its elements, in their order.</summary>
    public static object Collect(Type type, Type element, List<object?> elements)
    {
        var items = Array.CreateInstance(element, elements.Count);
        for (var i = 0; i < elements.Count; i++)
        {
            items.SetValue(elements[i], i);
        }

        if (type.IsArray)
        {
            return items;
        }

        var kind = type.GetGenericTypeDefinition();
        if (kind == typeof(ImmutableArray<>))
        {
            return Call(typeof(ImmutableCollectionsMarshal), nameof(ImmutableCollectionsMarshal.AsImmutableArray));
        }

        if (Maps.Contains(kind))
        {
            return Fill((IDictionary)Empty(type), items);
        }

        if (Lists.Contains(kind))
        {
            return Activator.CreateInstance(type, items)!;
        }

        var factory = kind.Assembly.GetType(kind.FullName!.Split('`')[0])!;
        return Call(factory, "CreateRange");

        object Call(Type owner, string method) => owner.GetMethods()
            .Single(m => m.Name == method && m.IsGenericMethod && m.GetParameters().Length == 1)
            .MakeGenericMethod(type.GetGenericArguments())
            .Invoke(null, [items])!;
    }

    /// <summary>Whether a mutable object, which may be referred to from several places.</summary>
    public static bool HasIdentity(Type type) => type.IsClass && type.GetMethod("<Clone>$") is null;

    /// <summary>Whether it is given by the settings, and so never part of a state.</summary>
    public static bool IsSetting(Type type) =>
        type.Namespace == typeof(PhoenixSettings).Namespace || type == typeof(GridShape);

    /// <summary>The short name of a member of a closed family, else the full one.</summary>
    public static string NameOf(Type type, Type declared) =>
        type.DeclaringType is { } family && Open(family) == Open(declared) ? $".{type.Name}" : type.FullName!;

    /// <summary>The type that <see cref="NameOf(Type, Type)"/> names; null if there is none.</summary>
    public static Type? Resolve(string name, Type declared, IEnumerable<Assembly> assemblies)
    {
        if (name[0] != '.')
        {
            return assemblies.Select(assembly => assembly.GetType(name)).FirstOrDefault(type => type is not null);
        }

        var nested = Open(declared).GetNestedType(name[1..], BindingFlags.Public | BindingFlags.NonPublic);
        return nested is { IsGenericTypeDefinition: true }
            ? nested.MakeGenericType(declared.GetGenericArguments())
            : nested;
    }

    private static Type Open(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    /// <summary>Texts are compared by their code units everywhere in the core.</summary>
    private static object Empty(Type map) => map.GetGenericArguments()[0] == typeof(string)
        ? Activator.CreateInstance(map, StringComparer.Ordinal)!
        : Activator.CreateInstance(map)!;

    private static IDictionary Fill(IDictionary map, Array pairs)
    {
        foreach (var pair in pairs)
        {
            var type = pair.GetType();
            map.Add(
                type.GetProperty(nameof(KeyValuePair<,>.Key))!.GetValue(pair)!,
                type.GetProperty(nameof(KeyValuePair<,>.Value))!.GetValue(pair));
        }

        return map;
    }
}
