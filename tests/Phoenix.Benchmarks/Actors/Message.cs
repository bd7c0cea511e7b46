namespace Phoenix.Benchmarks.Actors;

/// <summary>What is sent around; one instance for all, so that only the hand-off is counted.</summary>
internal sealed class Message
{
    internal static readonly Message Instance = new();
}
