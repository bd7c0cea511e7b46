using Akka.Actor;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>Expectations of the next message.</summary>
public abstract partial class TestKitBase
{
    /// <summary>The next message is of this type.</summary>
    public T ExpectMsg<T>(
        TimeSpan? duration = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expected<T>(Waiting.Blocking, duration, hint, null, null, cancellationToken).Finish();

    /// <summary>The next message equals this one.</summary>
    public T ExpectMsg<T>(
        T message, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expected<T>(Waiting.Blocking, timeout, hint, Same(message, hint), null, cancellationToken).Finish();

    /// <summary>The next message is of this type and fits.</summary>
    public T ExpectMsg<T>(
        Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expected<T>(Waiting.Blocking, timeout, hint, Fits(isMessage, hint), null, cancellationToken).Finish();

    /// <summary>The next message is of this type and passes.</summary>
    public T ExpectMsg<T>(
        Action<T> assert, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expected<T>(Waiting.Blocking, timeout, hint, (m, _) => assert(m), null, cancellationToken).Finish();

    /// <summary>The next message is of this type and fits, with its sender.</summary>
    public T ExpectMsg<T>(
        Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expected<T>(Waiting.Blocking, timeout, hint, Fits(isMessageAndSender, hint), null, cancellationToken).Finish();

    /// <summary>The next message is of this type and passes, with its sender.</summary>
    public T ExpectMsg<T>(
        Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expected(Waiting.Blocking, timeout, hint, assertMessageAndSender, null, cancellationToken).Finish();

    /// <summary>The next message equals this one, by this comparison.</summary>
    public T ExpectMsg<T>(
        T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expected<T>(Waiting.Blocking, timeout, hint, Same(expected, comparer, hint), null, cancellationToken).Finish();

    public ValueTask<T> ExpectMsgAsync<T>(
        TimeSpan? duration = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expected<T>(Waiting.Asynchronous, duration, hint, null, null, cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(
        T message, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expected<T>(Waiting.Asynchronous, timeout, hint, Same(message, hint), null, cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(
        Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expected<T>(Waiting.Asynchronous, timeout, hint, Fits(isMessage, hint), null, cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(
        Action<T> assert, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expected<T>(Waiting.Asynchronous, timeout, hint, (m, _) => assert(m), null, cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(
        Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expected<T>(Waiting.Asynchronous, timeout, hint, Fits(isMessageAndSender, hint), null, cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(
        Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expected(Waiting.Asynchronous, timeout, hint, assertMessageAndSender, null, cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(
        T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expected<T>(Waiting.Asynchronous, timeout, hint, Same(expected, comparer, hint), null, cancellationToken);
}
