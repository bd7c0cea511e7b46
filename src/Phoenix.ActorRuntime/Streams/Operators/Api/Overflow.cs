namespace Akka.Streams;

/// <summary>What becomes of an element that meets a full buffer.</summary>
public enum OverflowStrategy
{
    /// <summary>The oldest element makes place.</summary>
    DropHead = 2,

    /// <summary>The youngest element in the buffer makes place.</summary>
    DropTail = 3,

    /// <summary>All elements make place.</summary>
    DropBuffer = 4,

    /// <summary>The new element is lost.</summary>
    DropNew = 5,

    /// <summary>Nothing more is taken until there is place.</summary>
    Backpressure = 6,

    /// <summary>The stream fails.</summary>
    Fail = 7,
}

/// <summary>What becomes of an element that meets the full buffer of a delay.</summary>
public enum DelayOverflowStrategy
{
    /// <summary>The oldest element goes on before its time.</summary>
    EmitEarly = 1,

    /// <summary>The oldest element makes place.</summary>
    DropHead = 2,

    /// <summary>The youngest element in the buffer makes place.</summary>
    DropTail = 3,

    /// <summary>All elements make place.</summary>
    DropBuffer = 4,

    /// <summary>The new element is lost.</summary>
    DropNew = 5,

    /// <summary>Nothing more is taken until there is place.</summary>
    Backpressure = 6,

    /// <summary>The stream fails.</summary>
    Fail = 7,
}

/// <summary>What a throttle does with an element that comes too early.</summary>
public enum ThrottleMode
{
    /// <summary>It waits.</summary>
    Shaping = 0,

    /// <summary>The stream fails.</summary>
    Enforcing = 1,
}

/// <summary>What the cancellation of a substream means.</summary>
public enum SubstreamCancelStrategy
{
    /// <summary>The whole stream is cancelled.</summary>
    Propagate = 0,

    /// <summary>What belongs to the substream is thrown away.</summary>
    Drain = 1,
}

/// <summary>A buffer is full and its strategy is to fail.</summary>
public class BufferOverflowException : Exception
{
    public BufferOverflowException(string message)
        : base(message)
    {
    }

    public BufferOverflowException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>There were more elements than allowed.</summary>
public class StreamLimitReachedException : Exception
{
    public StreamLimitReachedException(long max)
        : base($"Limit of {max} reached")
    {
    }
}

/// <summary>There were more groups than substreams are allowed.</summary>
public class TooManySubstreamsOpenException : InvalidOperationException
{
    public TooManySubstreamsOpenException()
        : base("Cannot open a new substream as there are too many substreams open")
    {
    }
}
