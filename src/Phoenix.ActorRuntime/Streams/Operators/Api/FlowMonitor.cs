namespace Akka.Streams;

/// <summary>Shows what has happened in a stream last; any thread.</summary>
public interface IFlowMonitor
{
    FlowMonitor.IStreamState State { get; }
}

/// <summary>What can have happened in a stream.</summary>
public static class FlowMonitor
{
    public interface IStreamState;

    /// <summary>Nothing yet.</summary>
    public class Initialized : IStreamState
    {
        private Initialized()
        {
        }

        public static Initialized Instance { get; } = new();
    }

    /// <summary>An element passed.</summary>
    public sealed class Received<T> : IStreamState
    {
        public Received(T message) => Message = message;

        public T Message { get; }
    }

    /// <summary>The stream failed.</summary>
    public sealed class Failed : IStreamState
    {
        public Failed(Exception cause) => Cause = cause;

        public Exception Cause { get; }
    }

    /// <summary>The stream completed, or was cancelled.</summary>
    public class Finished : IStreamState
    {
        private Finished()
        {
        }

        public static Finished Instance { get; } = new();
    }
}
