namespace Phoenix.Venue.Accounts;

/// <summary>Which margins of an account are near their end and have been warned of.</summary>
internal sealed class WarnedMargins
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>True when that is news.</summary>
    internal bool Toggle(string name, bool isNear) => isNear ? _names.Add(name) : _names.Remove(name);
}
