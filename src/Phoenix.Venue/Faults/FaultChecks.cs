namespace Phoenix.Venue.Faults;

/// <summary>Conditions that several verbs share.</summary>
internal static class FaultChecks
{
    internal static string? Status(FaultRequest request) =>
        request.Status is < 400 or > 599 ? "status must be from 400 to 599." : null;
}
