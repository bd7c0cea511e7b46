using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>A source with a sink that can be run any number of times while the source runs: the elements of all of them
/// come together.</summary>
public static class MergeHub
{
    private const int DefaultBufferSize = 16;

    /// <summary>A producer that completes or fails only leaves the hub; the end of the hub cancels its producers.
    /// </summary>
    /// <param name="perProducerBufferSize">How many elements of each producer may wait; above 0.</param>
    public static Source<T, Sink<T, NotUsed>> Source<T>(int perProducerBufferSize)
    {
        if (perProducerBufferSize <= 0)
        {
            throw new ArgumentException("Buffer size must be positive", nameof(perProducerBufferSize));
        }

        return Dsl.Source.FromGraph(new MergeHubStage<T>(perProducerBufferSize));
    }

    public static Source<T, Sink<T, NotUsed>> Source<T>() => Source<T>(DefaultBufferSize);

    /// <summary>The stream that fed a hub failed; the hub goes on without it.</summary>
    public sealed class ProducerFailed : Exception
    {
        public ProducerFailed(string message, Exception cause)
            : base(message, cause)
        {
        }
    }
}
