using Akka.Actor;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>Expectations of the next message and who sent it.</summary>
public abstract partial class TestKitBase
{
    /// <summary>The next message is of this type and from this sender.</summary>
    public T ExpectMsgFrom<T>(
        IActorRef sender, TimeSpan? duration = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expected<T>(Waiting.Blocking, duration, hint, null, From(sender, hint), cancellationToken).Finish();

    /// <summary>The next message equals this one and is from this sender.</summary>
    public T ExpectMsgFrom<T>(
        IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expected(Waiting.Blocking, timeout, hint, Same(message, hint), From(sender, hint), cancellationToken).Finish();

    public T ExpectMsgFrom<T>(
        IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expected(Waiting.Blocking, timeout, hint, Fits(isMessage, hint), From(sender, hint), cancellationToken)
            .Finish();

    public T ExpectMsgFrom<T>(
        Predicate<IActorRef> isSender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expected(Waiting.Blocking, timeout, hint, Fits(isMessage, hint), From(isSender, hint), cancellationToken)
            .Finish();

    public T ExpectMsgFrom<T>(
        IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expected<T>(
            Waiting.Blocking, timeout, hint, (m, _) => assertMessage(m), From(sender, hint), cancellationToken)
            .Finish();

    public T ExpectMsgFrom<T>(
        Action<IActorRef> assertSender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expected<T>(
            Waiting.Blocking, timeout, hint, (m, _) => assertMessage(m), (s, _) => assertSender(s), cancellationToken)
            .Finish();

    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, TimeSpan? duration = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expected<T>(Waiting.Asynchronous, duration, hint, null, From(sender, hint), cancellationToken);

    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expected(Waiting.Asynchronous, timeout, hint, Same(message, hint), From(sender, hint), cancellationToken);

    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expected(Waiting.Asynchronous, timeout, hint, Fits(isMessage, hint), From(sender, hint), cancellationToken);

    public ValueTask<T> ExpectMsgFromAsync<T>(
        Predicate<IActorRef> isSender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expected(Waiting.Asynchronous, timeout, hint, Fits(isMessage, hint), From(isSender, hint), cancellationToken);

    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expected<T>(
            Waiting.Asynchronous, timeout, hint, (m, _) => assertMessage(m), From(sender, hint), cancellationToken);

    public ValueTask<T> ExpectMsgFromAsync<T>(
        Action<IActorRef> assertSender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expected<T>(
            Waiting.Asynchronous, timeout, hint, (m, _) => assertMessage(m), (s, _) => assertSender(s),
            cancellationToken);
}
