using System.Runtime.CompilerServices;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>Taking messages as long as they fit; the first that does not fit stays to be received.</summary>
public abstract partial class TestKitBase
{
    /// <param name="max">For all of them together.</param>
    /// <param name="filter">What to collect; null if the message does not fit.</param>
    /// <param name="msgs">How many at most.</param>
    /// <param name="cancellationToken">Ends the collection.</param>
    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, Func<object, T> filter, int msgs = int.MaxValue,
        CancellationToken cancellationToken = default) =>
        While(Waiting.Blocking, filter, max, null, msgs, cancellationToken).Finish();

    /// <param name="max">For all of them together.</param>
    /// <param name="idle">Between two of them.</param>
    /// <param name="filter">What to collect; null if the message does not fit.</param>
    /// <param name="msgs">How many at most.</param>
    /// <param name="cancellationToken">Ends the collection.</param>
    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, TimeSpan? idle, Func<object, T> filter, int msgs = int.MaxValue,
        CancellationToken cancellationToken = default) =>
        While(Waiting.Blocking, filter, max, idle, msgs, cancellationToken).Finish();

    public IReadOnlyList<T> ReceiveWhile<T>(
        Func<object, T> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue,
        CancellationToken cancellationToken = default) =>
        While(Waiting.Blocking, filter, max, idle, msgs, cancellationToken).Finish();

    /// <param name="shouldContinue">Whether the message fits.</param>
    /// <param name="max">For all of them together.</param>
    /// <param name="idle">Between two of them.</param>
    /// <param name="msgs">How many at most.</param>
    /// <param name="shouldIgnoreOtherMessageTypes">Whether a message of another type is dropped; if not, it ends the
    /// collection.</param>
    /// <param name="cancellationToken">Ends the collection.</param>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Predicate<T> shouldContinue, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true, CancellationToken cancellationToken = default) =>
        While(
            Waiting.Blocking, shouldContinue, max, idle, msgs, shouldIgnoreOtherMessageTypes, cancellationToken)
            .Finish();

    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max, Func<object, T> filter, int msgs = int.MaxValue,
        CancellationToken cancellationToken = default) =>
        While(Waiting.Asynchronous, filter, max, null, msgs, cancellationToken);

    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max, TimeSpan? idle, Func<object, T> filter, int msgs = int.MaxValue,
        CancellationToken cancellationToken = default) =>
        While(Waiting.Asynchronous, filter, max, idle, msgs, cancellationToken);

    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Func<object, T> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue,
        CancellationToken cancellationToken = default) =>
        While(Waiting.Asynchronous, filter, max, idle, msgs, cancellationToken);

    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Predicate<T> shouldContinue, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true, CancellationToken cancellationToken = default) =>
        While(
            Waiting.Asynchronous, shouldContinue, max, idle, msgs, shouldIgnoreOtherMessageTypes, cancellationToken);

    private async IAsyncEnumerable<T> While<T>(
        Waiting waiting, Func<object, T> filter, TimeSpan? max, TimeSpan? idle, int msgs,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var end = Now + RemainingOrDilated(max);
        var last = _last;
        for (var count = 0; count < msgs; count++)
        {
            var next = await NextOrEnd(waiting, end, idle, cancellation);
            if (next is null) break;
            var item = filter(next.Message);
            if (item is null) break;
            last = (await Take(waiting, TimeSpan.Zero, cancellation))!;
            yield return item;
        }

        (_last, _endedInTime) = (last, true);
    }

    private async IAsyncEnumerable<T> While<T>(
        Waiting waiting, Predicate<T> fits, TimeSpan? max, TimeSpan? idle, int msgs, bool ignoreOtherTypes,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var end = Now + RemainingOrDilated(max);
        var last = _last;
        for (var count = 0; count < msgs;)
        {
            var next = await NextOrEnd(waiting, end, idle, cancellation);
            if (next is null || (next.Message is T candidate ? !fits(candidate) : !ignoreOtherTypes)) break;
            var taken = await Take(waiting, TimeSpan.Zero, cancellation);
            if (taken?.Message is not T item) continue;
            last = taken;
            count++;
            yield return item;
        }

        (_last, _endedInTime) = (last, true);
    }

    // A cancelled collection ends with what it has.
    private async ValueTask<MessageEnvelope?> NextOrEnd(
        Waiting waiting, TimeSpan end, TimeSpan? idle, CancellationToken cancellation)
    {
        try
        {
            return await Peek(waiting, Left(end).Min(idle), cancellation);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
