using Akka.Actor;

namespace Akka.Pattern;

/// <summary>A call was refused because the breaker is open, or half open and busy with its one call.</summary>
public class OpenCircuitException : AkkaException
{
    private const string Text = "The circuit breaker is open: calls fail at once.";

    public OpenCircuitException()
        : base(Text)
    {
    }

    public OpenCircuitException(string message)
        : base(message)
    {
    }

    public OpenCircuitException(string message, TimeSpan remainingDuration)
        : base(message) => RemainingDuration = remainingDuration;

    public OpenCircuitException(string message, Exception cause)
        : base(message, cause)
    {
    }

    public OpenCircuitException(string message, Exception? cause, TimeSpan remainingDuration)
        : base(message, cause) => RemainingDuration = remainingDuration;

    public OpenCircuitException(Exception cause)
        : base(Text, cause)
    {
    }

    public OpenCircuitException(Exception? cause, TimeSpan remainingDuration)
        : base(Text, cause) => RemainingDuration = remainingDuration;

    /// <summary>How long the breaker will stay open still; zero if that is not known.</summary>
    public TimeSpan RemainingDuration { get; }
}

/// <summary>The cause of a failure that was reported by <see cref="CircuitBreaker.Fail"/>.</summary>
public class UserCalledFailException() : AkkaException("The failure was reported by a call of CircuitBreaker.Fail.");
