namespace Akka.TestKit.Internal;

/// <summary>How an expectation waits. Each is written once: a blocking one completes before it returns, so that its
/// caller may take the result, and everything the test passed in runs on the test's own thread.</summary>
internal enum Waiting
{
    /// <summary>The thread waits.</summary>
    Blocking = 0,

    /// <summary>The thread is given back meanwhile.</summary>
    Asynchronous = 1,
}

/// <summary>What a blocking expectation is made of.</summary>
internal static class WaitingExtensions
{
    /// <summary>Lets time pass between two looks at a condition.</summary>
    internal static async ValueTask Pause(this Waiting waiting, TimeSpan interval, CancellationToken cancellation)
    {
        if (waiting == Waiting.Asynchronous)
        {
            await Task.Delay(interval, cancellation);
            return;
        }

        if (cancellation.WaitHandle.WaitOne(interval)) cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>The result of an operation that has waited on this thread.</summary>
    internal static T Finish<T>(this ValueTask<T> done) => done.IsCompleted
        ? done.GetAwaiter().GetResult()
        : throw new InvalidOperationException("A blocking wait returned before it was over.");

    internal static void Finish(this ValueTask done)
    {
        if (!done.IsCompleted) throw new InvalidOperationException("A blocking wait returned before it was over.");
        done.GetAwaiter().GetResult();
    }

    /// <summary>Everything a sequence yields that waits on this thread.</summary>
    internal static IReadOnlyList<T> Finish<T>(this IAsyncEnumerable<T> sequence)
    {
        var items = new List<T>();
        var each = sequence.GetAsyncEnumerator();
        try
        {
            while (each.MoveNextAsync().Finish()) items.Add(each.Current);
        }
        finally
        {
            each.DisposeAsync().Finish();
        }

        return items;
    }
}
