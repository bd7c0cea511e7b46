using System.Globalization;

namespace Akka.Actor;

/// <summary>The name of an actor system, as in <c>akka://phoenix</c>.</summary>
public sealed class Address(string protocol, string system, string? host = null, int? port = null)
    : IEquatable<Address>, IComparable<Address>, IComparable, ICloneable
{
    /// <summary>Orders by the text of the address.</summary>
    public static readonly IComparer<Address> Comparer =
        Comparer<Address>.Create(static (a, b) => string.CompareOrdinal(a.ToString(), b.ToString()));

    /// <summary>Stands for every system.</summary>
    public static readonly Address AllSystems = new("akka", "all-systems");

    public string Protocol { get; } = protocol;

    public string System { get; } = system;

    public string? Host { get; } = string.IsNullOrEmpty(host) ? null : host.ToLowerInvariant();

    public int? Port { get; } = port;

    public bool HasLocalScope => Host is null;

    public bool HasGlobalScope => Host is not null;

    public static bool operator ==(Address? left, Address? right) => left?.Equals(right) ?? right is null;

    public static bool operator !=(Address? left, Address? right) => !(left == right);

    public static Address Parse(string address) =>
        TryParse(address, out var parsed) ? parsed! : throw new UriFormatException($"'{address}' is not an address.");

    /// <summary>Reads an address, or the address a path begins with.</summary>
    public static bool TryParse(string path, out Address? address) => TryParse(path, out address, out _);

    /// <param name="path">An address or a path.</param>
    /// <param name="address">The address.</param>
    /// <param name="absolutUri">What follows it, from the slash on.</param>
    public static bool TryParse(string path, out Address? address, out string? absolutUri)
    {
        (address, absolutUri) = (null, null);
        var scheme = path.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0 || !path.StartsWith("akka", StringComparison.OrdinalIgnoreCase)) return false;
        var rest = path[(scheme + 3)..];
        var end = rest.IndexOf('/', StringComparison.Ordinal);
        var uri = end < 0 ? "/" : rest[end..];
        if (end >= 0) rest = rest[..end];
        if (rest.Length == 0) return false;

        var protocol = path[..scheme].ToLowerInvariant();
        var at = rest.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
        {
            (address, absolutUri) = (new Address(protocol, rest), uri);
            return true;
        }

        var hostPort = rest[(at + 1)..];
        var colon = hostPort.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(hostPort[(colon + 1)..], CultureInfo.InvariantCulture, out var port))
        {
            return false;
        }

        (address, absolutUri) = (new Address(protocol, rest[..at], hostPort[..colon], port), uri);
        return true;
    }

    public Address WithProtocol(string protocol) => new(protocol, System, Host, Port);

    public Address WithSystem(string system) => new(Protocol, system, Host, Port);

    public Address WithHost(string? host = null) => new(Protocol, System, host, Port);

    public Address WithPort(int? port = null) => new(Protocol, System, Host, port);

    public object Clone() => new Address(Protocol, System, Host, Port);

    int IComparable.CompareTo(object? obj) => obj switch
    {
        null => 1,
        Address other => CompareTo(other),
        _ => throw new ArgumentException($"Cannot compare an address with a {obj.GetType()}.", nameof(obj)),
    };

    public string HostPort() => ToString()[(Protocol.Length + 3)..];

    public bool Equals(Address? other) =>
        ReferenceEquals(this, other) ||
        (other is not null && Port == other.Port &&
         string.Equals(System, other.System, StringComparison.Ordinal) &&
         string.Equals(Protocol, other.Protocol, StringComparison.Ordinal) &&
         string.Equals(Host, other.Host, StringComparison.OrdinalIgnoreCase));

    public override bool Equals(object? obj) => obj is Address other && Equals(other);

    public override int GetHashCode() =>
        HashCode.Combine(Protocol, System, Port, Host is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Host));

    public int CompareTo(Address? other) =>
        other is null ? 1 : string.CompareOrdinal(ToString(), other.ToString());

    public override string ToString() =>
        Host is null ? $"{Protocol}://{System}" : $"{Protocol}://{System}@{Host}:{Port}";
}
