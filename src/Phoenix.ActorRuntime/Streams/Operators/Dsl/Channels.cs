using System.Threading.Channels;
using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>Sources that read from channels.</summary>
public static class ChannelSource
{
    /// <summary>What is read from a channel; who completes or fails the channel ends the stream likewise.</summary>
    public static Source<T, NotUsed> FromReader<T>(ChannelReader<T> reader) =>
        Source.FromGraph(new ChannelReaderSource<T>(() => null, reader)).MapMaterializedValue(_ => NotUsed.Instance);

    /// <summary>What is written into a bounded channel of the stream's own.</summary>
    public static Source<T, ChannelWriter<T>> Create<T>(
        int bufferSize, bool singleWriter = false, BoundedChannelFullMode fullMode = BoundedChannelFullMode.Wait) =>
        Source.FromGraph(new ChannelReaderSource<T>(
            () => Channel.CreateBounded<T>(new BoundedChannelOptions(bufferSize)
            {
                SingleWriter = singleWriter,
                SingleReader = true,
                FullMode = fullMode,
            }),
            null)).MapMaterializedValue(writer => writer!);
}

/// <summary>Sinks that write into channels.</summary>
public static class ChannelSink
{
    /// <summary>Writes into a channel as fast as it takes elements.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="isOwner">Whether the channel ends with the stream.</param>
    public static Sink<T, NotUsed> FromWriter<T>(ChannelWriter<T> writer, bool isOwner) =>
        Sink.FromGraph(new ChannelWriterSink<T>(() => null, writer, isOwner))
            .MapMaterializedValue(_ => NotUsed.Instance);

    /// <summary>A bounded channel of the stream's own to read from.</summary>
    public static Sink<T, ChannelReader<T>> AsReader<T>(
        int bufferSize, bool singleReader = false, BoundedChannelFullMode fullMode = BoundedChannelFullMode.Wait) =>
        Sink.FromGraph(new ChannelWriterSink<T>(
            () => Channel.CreateBounded<T>(new BoundedChannelOptions(bufferSize)
            {
                SingleReader = singleReader,
                SingleWriter = true,
                FullMode = fullMode,
            }),
            null,
            isOwner: true)).MapMaterializedValue(reader => reader!);
}
