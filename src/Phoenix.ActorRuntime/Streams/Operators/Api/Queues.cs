using Akka.Util;

namespace Akka.Streams;

/// <summary>What became of an offered element.</summary>
public interface IQueueOfferResult;

/// <summary>The answers to an offer.</summary>
public sealed class QueueOfferResult
{
    /// <summary>It is in the queue, or has gone on.</summary>
    public sealed class Enqueued : IQueueOfferResult
    {
        public static readonly Enqueued Instance = new();

        private Enqueued()
        {
        }
    }

    /// <summary>It is lost, as the overflow strategy says.</summary>
    public sealed class Dropped : IQueueOfferResult
    {
        public static readonly Dropped Instance = new();

        private Dropped()
        {
        }
    }

    /// <summary>It failed the stream, as the overflow strategy says.</summary>
    public sealed class Failure : IQueueOfferResult
    {
        public Failure(Exception cause) => Cause = cause;

        public Exception Cause { get; }
    }

    /// <summary>The stream takes no more elements.</summary>
    public sealed class QueueClosed : IQueueOfferResult
    {
        public static readonly QueueClosed Instance = new();

        private QueueClosed()
        {
        }
    }
}

/// <summary>Where elements are offered to a stream; any thread.</summary>
public interface ISourceQueue<in T>
{
    /// <summary>Offers an element. With back-pressure the task ends once there is place, and no other may be offered
    /// before; it fails with <see cref="StreamDetachedException"/> if the stream is over.</summary>
    Task<IQueueOfferResult> OfferAsync(T element);

    /// <summary>Ends as the stream does.</summary>
    Task WatchCompletionAsync();
}

/// <summary>Where elements are offered to a stream that can also be ended from there.</summary>
public interface ISourceQueueWithComplete<in T> : ISourceQueue<T>
{
    /// <summary>Completes the stream after what it has been offered already.</summary>
    void Complete();

    /// <summary>Fails the stream at once.</summary>
    void Fail(Exception ex);

    new Task WatchCompletionAsync();
}

/// <summary>Where elements are pulled from a stream; any thread.</summary>
public interface ISinkQueue<T>
{
    /// <summary>Asks for the next element: none at the end of the stream. One at a time.</summary>
    Task<Option<T>> PullAsync();
}
