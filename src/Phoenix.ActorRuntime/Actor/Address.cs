using System.Globalization;

namespace Akka.Actor;

/// <summary>The name of an actor system, as in <c>akka://phoenix</c>.</summary>
public sealed class Address(string protocol, string system, string? host = null, int? port = null)
    : IEquatable<Address>, IComparable<Address>
{
    public string Protocol { get; } = protocol;

    public string System { get; } = system;

    public string? Host { get; } = string.IsNullOrEmpty(host) ? null : host;

    public int? Port { get; } = port;

    public bool HasLocalScope => Host is null;

    public bool HasGlobalScope => Host is not null;

    public static bool operator ==(Address? left, Address? right) => left?.Equals(right) ?? right is null;

    public static bool operator !=(Address? left, Address? right) => !(left == right);

    public static Address Parse(string address) =>
        TryParse(address, out var parsed) ? parsed! : throw new UriFormatException($"'{address}' is not an address.");

    public static bool TryParse(string path, out Address? address)
    {
        address = null;
        var scheme = path.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0) return false;
        var rest = path[(scheme + 3)..];
        var end = rest.IndexOf('/', StringComparison.Ordinal);
        if (end >= 0) rest = rest[..end];
        if (rest.Length == 0) return false;

        var at = rest.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
        {
            address = new Address(path[..scheme], rest);
            return true;
        }

        var hostPort = rest[(at + 1)..];
        var colon = hostPort.LastIndexOf(':');
        if (colon < 0 || !int.TryParse(hostPort[(colon + 1)..], CultureInfo.InvariantCulture, out var port))
        {
            return false;
        }

        address = new Address(path[..scheme], rest[..at], hostPort[..colon], port);
        return true;
    }

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
