using Akka.Actor;
using Akka.Streams.Stage;

namespace Akka.Streams;

/// <summary>The actor that ran the stream was stopped before the stream had come to its end.</summary>
public class AbruptTerminationException(IActorRef actor)
    : Exception($"Processor actor [{actor}] terminated abruptly")
{
    public readonly IActorRef Actor = actor;
}

/// <summary>A stage was stopped before it had come to its end.</summary>
public sealed class AbruptStageTerminationException(GraphStageLogic logic)
    : Exception($"GraphStage [{logic}] terminated abruptly, caused by for example materializer or act" +
        "or system termination.");

/// <summary>A blueprint could not be made to run.</summary>
public class MaterializationException(string message, Exception innerException) : Exception(message, innerException);

/// <summary>The stream ended before the element that was asked for.</summary>
public class NoSuchElementException(string message) : Exception(message);

/// <summary>The materialized value of a stream outlived the stream.</summary>
public class StreamDetachedException : Exception
{
    public static readonly StreamDetachedException Instance = new();

    public StreamDetachedException()
        : this("Stream is terminated. Materialized value is detached.")
    {
    }

    public StreamDetachedException(string message)
        : base(message)
    {
    }

    public StreamDetachedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
