using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>Taking messages as they come.</summary>
public abstract partial class TestKitBase
{
    /// <summary>The next message; null if none comes in time.</summary>
    public object? ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        TryReceiveOne(out var envelope, max, cancellationToken) ? envelope.Message : null;

    public async ValueTask<object?> ReceiveOneAsync(
        TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        var (success, envelope) = await TryReceiveOneAsync(max, cancellationToken);
        return success ? envelope.Message : null;
    }

    /// <summary>Takes the next message and its sender.</summary>
    /// <param name="envelope">The message, or what stands for none.</param>
    /// <param name="max">What remains, if null; without end if negative.</param>
    /// <param name="cancellationToken">Ends the wait with an exception.</param>
    /// <returns>False if none came in time.</returns>
    public bool TryReceiveOne(
        out MessageEnvelope envelope, TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        var taken = Take(Waiting.Blocking, LimitOf(max), cancellationToken).Finish();
        envelope = taken ?? NullMessageEnvelope.Instance;
        return taken is not null;
    }

    public async ValueTask<(bool success, MessageEnvelope envelope)> TryReceiveOneAsync(
        TimeSpan? max, CancellationToken cancellationToken = default)
    {
        var taken = await Take(Waiting.Asynchronous, LimitOf(max), cancellationToken);
        return (taken is not null, taken ?? NullMessageEnvelope.Instance);
    }

    /// <summary>The next message, which stays to be received; null if none comes in time.</summary>
    public object? PeekOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        TryPeekOne(out var envelope, max, cancellationToken) ? envelope.Message : null;

    public object? PeekOne(CancellationToken cancellationToken) => PeekOne(null, cancellationToken);

    public async ValueTask<object?> PeekOneAsync(
        TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        var (success, envelope) = await TryPeekOneAsync(max, cancellationToken);
        return success ? envelope.Message : null;
    }

    public ValueTask<object?> PeekOneAsync(CancellationToken cancellationToken) =>
        PeekOneAsync(null, cancellationToken);

    public bool TryPeekOne(out MessageEnvelope envelope, TimeSpan? max, CancellationToken cancellationToken)
    {
        var seen = Peek(Waiting.Blocking, LimitOf(max), cancellationToken).Finish();
        envelope = seen ?? NullMessageEnvelope.Instance;
        return seen is not null;
    }

    public async ValueTask<(bool success, MessageEnvelope envelope)> TryPeekOneAsync(
        TimeSpan? max, CancellationToken cancellationToken)
    {
        var seen = await Peek(Waiting.Asynchronous, LimitOf(max), cancellationToken);
        return (seen is not null, seen ?? NullMessageEnvelope.Instance);
    }

    /// <summary>So many messages, whatever they are.</summary>
    public IReadOnlyCollection<object> ReceiveN(
        int numberOfMessages, CancellationToken cancellationToken = default) =>
        Many(Waiting.Blocking, numberOfMessages, RemainingOrDefault, cancellationToken).Finish();

    /// <param name="numberOfMessages">How many.</param>
    /// <param name="max">For all of them together.</param>
    /// <param name="cancellationToken">Ends the wait with an exception.</param>
    public IReadOnlyCollection<object> ReceiveN(
        int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default)
    {
        max.EnsureIsPositiveFinite(nameof(max));
        return Many(Waiting.Blocking, numberOfMessages, Dilated(max), cancellationToken).Finish();
    }

    public IAsyncEnumerable<object> ReceiveNAsync(
        int numberOfMessages, CancellationToken cancellationToken = default) =>
        Many(Waiting.Asynchronous, numberOfMessages, RemainingOrDefault, cancellationToken);

    public IAsyncEnumerable<object> ReceiveNAsync(
        int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default)
    {
        max.EnsureIsPositiveFinite(nameof(max));
        return Many(Waiting.Asynchronous, numberOfMessages, Dilated(max), cancellationToken);
    }

    private TimeSpan LimitOf(TimeSpan? max) =>
        max is { } given && given < TimeSpan.Zero ? Timeout.InfiniteTimeSpan : RemainingOrDilated(max);

    private async IAsyncEnumerable<object> Many(
        Waiting waiting, int count, TimeSpan max,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var start = Now;
        for (var got = 0; got < count; got++)
        {
            var envelope = await Take(waiting, Left(start + max), cancellation);
            _assertions.AssertTrue(
                envelope is not null,
                $"Timeout ({max}) while expecting {count} messages. Only got {got} after {Now - start}.");
            yield return envelope!.Message;
        }
    }

    private async ValueTask<MessageEnvelope?> Take(
        Waiting waiting, TimeSpan limit, CancellationToken cancellation) =>
        Look(await _queue.Take(waiting, limit, cancellation));

    private async ValueTask<MessageEnvelope?> Peek(
        Waiting waiting, TimeSpan limit, CancellationToken cancellation) =>
        Look(await _queue.Peek(waiting, limit, cancellation));

    private MessageEnvelope? Look(MessageEnvelope? envelope)
    {
        _last = envelope ?? NullMessageEnvelope.Instance;
        _endedInTime = envelope is not null;
        return envelope;
    }
}
