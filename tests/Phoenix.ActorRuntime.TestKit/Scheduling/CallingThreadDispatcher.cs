namespace Akka.TestKit;

/// <summary>Runs an actor on the thread that brings its message.</summary>
public static class CallingThreadDispatcher
{
    /// <summary>What to give to <see cref="Actor.Props.WithDispatcher"/>.</summary>
    public static string Id = Dispatch.Dispatchers.CallingThreadId;
}
