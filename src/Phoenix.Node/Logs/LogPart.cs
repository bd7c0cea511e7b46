namespace Phoenix.Node.Logs;

/// <summary>Names the part of the system a log category belongs to.</summary>
internal static class LogPart
{
    /// <summary>The category's last word; <c>Actors</c> for everything the actor system says of itself.</summary>
    public static string Of(string category) => category.Split('.')[0] == "Akka"
        ? "Actors"
        : category[(category.LastIndexOfAny(['.', '/']) + 1)..];
}
