using Phoenix.Core.Ports;

namespace Phoenix.Venue.Server;

/// <summary>How a REST call ends for its caller.</summary>
public abstract record CallOutcome
{
    private CallOutcome()
    {
    }

    public sealed record Answered(HttpAnswer Answer) : CallOutcome;

    /// <summary>There is no answer and never will be; the connection stays.</summary>
    public sealed record Lost : CallOutcome
    {
        private Lost()
        {
        }

        public static Lost Instance { get; } = new();
    }

    /// <summary>The connection breaks.</summary>
    public sealed record Broken : CallOutcome
    {
        private Broken()
        {
        }

        public static Broken Instance { get; } = new();
    }
}
