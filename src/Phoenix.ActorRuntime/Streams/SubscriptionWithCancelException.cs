using Reactive.Streams;

namespace Akka.Streams;

/// <summary>A subscription that can be told why it is canceled.</summary>
public interface ISubscriptionWithCancelException : ISubscription
{
    void Cancel(Exception cause);
}

/// <summary>The causes of a cancellation by which nothing went wrong.</summary>
public static class SubscriptionWithCancelException
{
    /// <summary>A cancellation that is no failure.</summary>
    public abstract class NonFailureCancellation : Exception
    {
        private protected NonFailureCancellation()
        {
        }

        public sealed override string StackTrace => string.Empty;
    }

    /// <summary>The consumer has all the elements it wanted.</summary>
    public sealed class NoMoreElementsNeeded : NonFailureCancellation
    {
        public static readonly NoMoreElementsNeeded Instance = new();

        private NoMoreElementsNeeded()
        {
        }
    }

    /// <summary>The consumer has completed for reasons of its own.</summary>
    public sealed class StageWasCompleted : NonFailureCancellation
    {
        public static readonly StageWasCompleted Instance = new();

        private StageWasCompleted()
        {
        }
    }
}
