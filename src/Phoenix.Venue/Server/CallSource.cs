namespace Phoenix.Venue.Server;

/// <summary>Where a request or a socket comes from, as far as the venue looks.</summary>
/// <param name="Address">Limits, bans and address-bound keys go by it.</param>
/// <param name="ContentType">Of the body, as sent; null when there is none.</param>
public sealed record CallSource(string Address, string? ContentType = null)
{
    /// <summary>For callers without a network.</summary>
    public static CallSource Local { get; } = new("127.0.0.1");
}
