using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Expectations that do not block a thread.</summary>
public abstract partial class TestKitBase
{
    public async ValueTask<T> ExpectMsgAsync<T>(
        TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Typed<T>(await TakeAsync(duration, cancellationToken), duration, hint);

    public async ValueTask<T> ExpectMsgAsync<T>(
        T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Same(message, await TakeAsync(timeout, cancellationToken), timeout, hint);

    public async ValueTask<T> ExpectMsgAsync<T>(
        Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Matching(isMessage, await TakeAsync(timeout, cancellationToken), timeout, hint);

    public async ValueTask<T> ExpectMsgAsync<T>(
        Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default)
    {
        var message = Typed<T>(await TakeAsync(timeout, cancellationToken), timeout, hint);
        assert(message);
        return message;
    }

    public ValueTask ExpectNoMsgAsync(CancellationToken cancellationToken = default) =>
        ExpectNoMsgAsync(RemainingOrDefault, cancellationToken);

    public async ValueTask ExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellationToken = default) =>
        Nothing(await _queue.TakeAsync(Dilated(duration), cancellationToken), duration);

    public ValueTask ExpectNoMsgAsync(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsgAsync(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    public async ValueTask<Terminated> ExpectTerminatedAsync(
        IActorRef target, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Matching<Terminated>(
            t => t.ActorRef.Equals(target), await TakeAsync(timeout, cancellationToken), timeout,
            hint ?? $"Terminated {target}");

    public async ValueTask<object?> ReceiveOneAsync(
        TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        (await TakeAsync(max, cancellationToken))?.Message;

    public async ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        var end = Now + limit;
        while (true)
        {
            var left = end - Now;
            var envelope = left > TimeSpan.Zero ? Remember(await _queue.TakeAsync(left, cancellationToken)) : null;
            if (envelope?.Message is T message && isMessage(message)) return message;
            if (envelope is null) _assertions.Fail($"Timeout ({limit}) during FishForMessage, hint: {hint}");
        }
    }

    private async ValueTask<MessageEnvelope?> TakeAsync(TimeSpan? timeout, CancellationToken cancellation)
    {
        var wait = RemainingOrDilated(timeout);
        var bounded = wait < TimeSpan.Zero && wait != Timeout.InfiniteTimeSpan ? TimeSpan.Zero : wait;
        return Remember(await _queue.TakeAsync(bounded, cancellation));
    }
}
