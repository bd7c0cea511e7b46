using System.Globalization;
using System.Text;

namespace Akka.Actor;

/// <summary>Where an actor is found: the names from the root of its system down to it.</summary>
/// <remarks>Two paths are equal when address and names are; the <see cref="Uid"/> tells incarnations apart and takes
/// no part in the comparison.</remarks>
public abstract class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>
{
    /// <summary>What a name may contain besides ASCII letters and digits.</summary>
    public const string ValidSymbols = "\"-_.*$+:@&=,!~';()";

    private readonly int _hash;
    private string? _text;

    protected ActorPath(Address address, string name)
    {
        (Address, Name) = (address, name);
        _hash = HashCode.Combine(address.GetHashCode(), name);
        TraceHash = Tracing.Mix(Tracing.Hash(address.ToString()), Tracing.Hash(name));
    }

    protected ActorPath(ActorPath parentPath, string name, long uid)
    {
        (Address, Name, Uid, ParentOrNull) = (parentPath.Address, name, uid, parentPath);
        Depth = parentPath.Depth + 1;
        _hash = HashCode.Combine(parentPath._hash, name);
        TraceHash = Tracing.Mix(parentPath.TraceHash, Tracing.Hash(name));
    }

    public Address Address { get; }

    public string Name { get; }

    public long Uid { get; }

    /// <summary>How many names lead from the root to here; 0 for the root.</summary>
    public int Depth { get; }

    public ActorPath Parent => ParentOrNull ?? this;

    public ActorPath Root => ParentOrNull is null ? this : ParentOrNull.Root;

    public IReadOnlyList<string> Elements
    {
        get
        {
            var elements = new string[Depth];
            for (var path = this; path.ParentOrNull is not null; path = path.ParentOrNull)
            {
                elements[path.Depth - 1] = path.Name;
            }

            return elements;
        }
    }

    /// <summary>A hash of the path that is the same in every process and run.</summary>
    internal ulong TraceHash { get; }

    private ActorPath? ParentOrNull { get; }

    public static ActorPath operator /(ActorPath path, string name) => new ChildActorPath(path, name, 0);

    public static ActorPath operator /(ActorPath path, IEnumerable<string> name)
    {
        foreach (var element in name)
        {
            if (element.Length > 0) path /= element;
        }

        return path;
    }

    public static bool operator ==(ActorPath? left, ActorPath? right) => left?.Equals(right) ?? right is null;

    public static bool operator !=(ActorPath? left, ActorPath? right) => !(left == right);

    public static bool IsValidPathElement(string s)
    {
        if (string.IsNullOrEmpty(s) || s[0] == '$') return false;
        for (var i = 0; i < s.Length; i++)
        {
            if (char.IsAsciiLetterOrDigit(s[i]) || ValidSymbols.Contains(s[i], StringComparison.Ordinal)) continue;

            // What is not allowed may be there in URL encoding.
            if (s[i] != '%' || i + 2 >= s.Length) return false;
            if (!char.IsAsciiHexDigit(s[++i]) || !char.IsAsciiHexDigit(s[++i])) return false;
        }

        return true;
    }

    public static ActorPath Parse(string path) =>
        TryParse(path, out var parsed) ? parsed! : throw new UriFormatException($"'{path}' is not an actor path.");

    public static bool TryParse(string path, out ActorPath? actorPath)
    {
        actorPath = null;
        var scheme = path.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0) return false;
        var slash = path.IndexOf('/', scheme + 3);
        if (!Address.TryParse(slash < 0 ? path : path[..slash], out var address)) return false;
        var root = new RootActorPath(address!);
        return TryParse(root, slash < 0 ? string.Empty : path[slash..], out actorPath);
    }

    /// <summary>Goes on from <paramref name="basePath"/> along names separated by slashes.</summary>
    public static bool TryParse(ActorPath basePath, string absoluteUri, out ActorPath? actorPath)
    {
        var names = absoluteUri.Split('/', StringSplitOptions.RemoveEmptyEntries);
        actorPath = basePath;
        for (var i = 0; i < names.Length; i++) actorPath = Descend(actorPath, names[i], last: i == names.Length - 1);
        return true;
    }

    /// <summary>Reads the address a path begins with.</summary>
    public static bool TryParseAddress(string path, out Address? address) => Address.TryParse(path, out address);

    public static string FormatPathElements(IEnumerable<string> pathElements) => string.Join('/', pathElements);

    public ActorPath Child(string childName) => this / childName;

    public ActorPath ParentOf(int depth)
    {
        var path = this;
        var target = depth >= 0 ? depth : Depth + depth;
        while (path.Depth > target && path.ParentOrNull is not null) path = path.ParentOrNull;
        return path;
    }

    public ActorPath WithUid(long uid) =>
        ParentOrNull is null || uid == Uid ? this : new ChildActorPath(ParentOrNull, Name, uid);

    public bool Equals(ActorPath? other)
    {
        for (var (mine, theirs) = (this, other); ; (mine, theirs) = (mine.ParentOrNull!, theirs.ParentOrNull))
        {
            if (ReferenceEquals(mine, theirs)) return true;
            if (theirs is null || mine._hash != theirs._hash || mine.Depth != theirs.Depth) return false;
            if (!string.Equals(mine.Name, theirs.Name, StringComparison.Ordinal)) return false;
            if (mine.ParentOrNull is null) return mine.Address.Equals(theirs.Address);
        }
    }

    public override bool Equals(object? obj) => obj is ActorPath other && Equals(other);

    public override int GetHashCode() => _hash;

    public int CompareTo(ActorPath? other) =>
        other is null ? 1 : string.CompareOrdinal(ToString(), other.ToString());

    public override string ToString() => _text ??= Address + ToStringWithoutAddress();

    public string ToStringWithoutAddress()
    {
        if (ParentOrNull is null) return "/" + Name;
        var text = new StringBuilder();
        foreach (var element in Elements) text.Append('/').Append(element);
        return text.ToString();
    }

    public string ToStringWithAddress() => ToString();

    /// <summary>With <paramref name="address"/>, unless the path's own says where the system is.</summary>
    public string ToStringWithAddress(Address address) =>
        (Address.HasGlobalScope ? Address : address) + ToStringWithoutAddress();

    /// <inheritdoc cref="ToStringWithAddress(Address)"/>
    public string ToSerializationFormatWithAddress(Address address) =>
        Uid == 0
            ? ToStringWithAddress(address)
            : ToStringWithAddress(address) + "#" + Uid.ToString(CultureInfo.InvariantCulture);

    public string ToStringWithUid() =>
        Uid == 0 ? ToString() : ToString() + "#" + Uid.ToString(CultureInfo.InvariantCulture);

    public string ToSerializationFormat() => ToStringWithUid();

    private static ChildActorPath Descend(ActorPath parent, string name, bool last)
    {
        var hash = last ? name.LastIndexOf('#') : -1;
        return hash > 0 && long.TryParse(name.AsSpan(hash + 1), CultureInfo.InvariantCulture, out var uid)
            ? new ChildActorPath(parent, name[..hash], uid)
            : new ChildActorPath(parent, name, 0);
    }
}

/// <summary>The path at the top of a system.</summary>
public sealed class RootActorPath(Address address, string name = "") : ActorPath(address, name);

/// <summary>The path of an actor below another.</summary>
public sealed class ChildActorPath(ActorPath parentPath, string name, long uid) : ActorPath(parentPath, name, uid);

/// <summary>Paths without an address.</summary>
public static class RelativeActorPath
{
    /// <returns>The names, or null if <paramref name="addr"/> is an absolute path.</returns>
    public static IEnumerable<string>? Unapply(string addr) =>
        addr.Contains("://", StringComparison.Ordinal) ? null : addr.Split('/', StringSplitOptions.RemoveEmptyEntries);
}
