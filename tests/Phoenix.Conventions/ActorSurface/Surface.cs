using System.Reflection;

namespace Phoenix.Conventions.ActorSurface;

/// <summary>What a library promises to its users, one line per promise: kinds, bases and members of its public
/// types.</summary>
internal sealed class Surface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static |
        BindingFlags.DeclaredOnly;

    private static readonly string[] OfEveryObject = ["ToString", "Equals", "GetHashCode", "Finalize"];

    private readonly Dictionary<string, Type> _types = new(StringComparer.Ordinal);

    public Surface(IEnumerable<Assembly> assemblies)
    {
        foreach (var type in assemblies.SelectMany(assembly => assembly.GetTypes()).Where(IsVisible))
        {
            _types.TryAdd(SignatureText.NameOf(type), type);
        }
    }

    /// <summary>Every promise, in ordinal order. What overrides the members every object has is none.</summary>
    public IEnumerable<string> Promises() =>
        _types.SelectMany(type => PromisesOf(type.Key, type.Value)).Order(StringComparer.Ordinal);

    /// <summary>Whether a user of the other library's promise would find it kept here, by the type itself or by what
    /// it derives from.</summary>
    public bool Keeps(string promise)
    {
        var (name, what) = Split(promise);
        return _types.TryGetValue(name, out var type) && KeptBy(name, type).Contains(what);
    }

    /// <summary>What is offered under the same name, to show beside a promise that is not kept.</summary>
    public IEnumerable<string> NearTo(string promise)
    {
        var (name, what) = Split(promise);
        if (!_types.TryGetValue(name, out var type)) return [];
        var member = MemberName(what);
        return KeptBy(name, type).Where(kept => string.Equals(MemberName(kept), member, StringComparison.Ordinal));
    }

    private static (string Name, string What) Split(string promise)
    {
        var at = promise.IndexOf(" | ", StringComparison.Ordinal);
        return (promise[..at], promise[(at + 3)..]);
    }

    private static string MemberName(string what) => what.Split('(', '<', '=')[0].Trim().Split(' ')[^1];

    private static HashSet<string> KeptBy(string name, Type type)
    {
        var kept = new HashSet<string>(StringComparer.Ordinal);
        for (var level = type; level is not null; level = level.BaseType) Add(level);
        foreach (var parent in type.IsInterface ? type.GetInterfaces() : []) Add(parent);
        return kept;

        void Add(Type level)
        {
            foreach (var promise in PromisesOf(name, type, level))
            {
                kept.Add(Split(promise).What);

                // Who derives may override what a base only demands.
                if (promise.Contains(" abstract ", StringComparison.Ordinal))
                {
                    kept.Add(Split(promise).What.Replace(" abstract ", " virtual ", StringComparison.Ordinal));
                }
            }
        }
    }

    private static IEnumerable<string> PromisesOf(string name, Type type, Type? level = null)
    {
        yield return $"{name} | {SignatureText.KindOf(type)}";
        foreach (var parent in Parents(type)) yield return $"{name} | : {SignatureText.NameOf(parent)}";
        if (type.IsSubclassOf(typeof(Delegate))) level = type;
        foreach (var member in (level ?? type).GetMembers(Declared))
        {
            if (member is Type || !IsPromised(member)) continue;
            if (SignatureText.Of(member) is { } signature) yield return $"{name} | {signature}";
        }
    }

    private static IEnumerable<Type> Parents(Type type)
    {
        for (var parent = type.BaseType; parent is not null && parent != typeof(object); parent = parent.BaseType)
        {
            yield return parent;
        }

        foreach (var contract in type.GetInterfaces().Where(contract => contract.IsVisible)) yield return contract;
    }

    private static bool IsPromised(MemberInfo member) => member switch
    {
        MethodInfo method when OfEveryObject.Contains(method.Name) && method.IsVirtual => false,
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        FieldInfo field => (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName,
        _ => false,
    };

    private static bool IsVisible(Type type) =>
        type.IsPublic ||
        ((type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!));
}
