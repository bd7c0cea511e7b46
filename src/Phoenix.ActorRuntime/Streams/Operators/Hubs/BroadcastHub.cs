using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>A sink with a source that can be run any number of times while the sink runs: every one of them gets the
/// elements, and the slowest sets the pace. With none, elements wait in the buffer, and then upstream.</summary>
public class BroadcastHub
{
    private const int DefaultBufferSize = 256;
    private const int MaxBufferSize = 4095;

    /// <param name="bufferSize">How far the fastest may be ahead of the slowest; a power of two below 4096.</param>
    public static Sink<T, Source<T, NotUsed>> Sink<T>(int bufferSize)
    {
        if (bufferSize <= 0) throw new ArgumentException("Buffer size must be positive", nameof(bufferSize));
        if (bufferSize > MaxBufferSize)
        {
            throw new ArgumentException("Buffer size larger then 4095 is not allowed", nameof(bufferSize));
        }

        if (!int.IsPow2(bufferSize))
        {
            throw new ArgumentException("Buffer size must be a power of two", nameof(bufferSize));
        }

        return Dsl.Sink.FromGraph(new BroadcastHubStage<T>(bufferSize));
    }

    public static Sink<T, Source<T, NotUsed>> Sink<T>() => Sink<T>(DefaultBufferSize);
}
