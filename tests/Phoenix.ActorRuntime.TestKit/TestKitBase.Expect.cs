using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Expectations of messages.</summary>
public abstract partial class TestKitBase
{
    public T ExpectMsg<T>(
        TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Typed<T>(Take(duration, cancellationToken), duration, hint);

    public T ExpectMsg<T>(
        T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Same(message, Take(timeout, cancellationToken), timeout, hint);

    public T ExpectMsg<T>(
        Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Matching(isMessage, Take(timeout, cancellationToken), timeout, hint);

    public T ExpectMsg<T>(
        Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default)
    {
        var message = Typed<T>(Take(timeout, cancellationToken), timeout, hint);
        assert(message);
        return message;
    }

    public T ExpectMsg<T>(
        Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Matching<T>(m => isMessageAndSender(m, LastSender), Take(timeout, cancellationToken), timeout, hint);

    public T ExpectMsg<T>(
        Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default)
    {
        var message = Typed<T>(Take(timeout, cancellationToken), timeout, hint);
        assertMessageAndSender(message, LastSender);
        return message;
    }

    public T ExpectMsg<T>(
        T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default)
    {
        var message = Typed<T>(Take(timeout, cancellationToken), timeout, hint);
        _assertions.AssertEqual(expected, message, comparer, hint ?? string.Empty);
        return message;
    }

    public T ExpectMsgFrom<T>(
        IActorRef sender, TimeSpan? duration = null, string? hint = null,
        CancellationToken cancellationToken = default)
    {
        var message = Typed<T>(Take(duration, cancellationToken), duration, hint);
        _assertions.AssertEqual(sender, LastSender, hint ?? "Sender");
        return message;
    }

    public T ExpectMsgFrom<T>(
        IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default)
    {
        var received = Same(message, Take(timeout, cancellationToken), timeout, hint);
        _assertions.AssertEqual(sender, LastSender, hint ?? "Sender");
        return received;
    }

    public T ExpectMsgFrom<T>(
        IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default)
    {
        var received = Matching(isMessage, Take(timeout, cancellationToken), timeout, hint);
        _assertions.AssertEqual(sender, LastSender, hint ?? "Sender");
        return received;
    }

    /// <summary>The next messages are these, in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) =>
        ExpectMsgAllOf((IReadOnlyCollection<T>)messages);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(
        IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        ExpectMsgAllOf(RemainingOrDefault, messages, cancellationToken);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages) =>
        ExpectMsgAllOf(max, (IReadOnlyCollection<T>)messages);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(
        TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default)
    {
        var received = ReceiveN(messages.Count, Dilated(max), cancellationToken);
        foreach (var message in messages)
        {
            _assertions.AssertTrue(
                received.Any(one => Equals(one, message)),
                $"not found {message} among [{string.Join(", ", received)}]");
        }

        return [.. received.Cast<T>()];
    }

    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default)
    {
        var wanted = messages.ToList();
        return Matching<T>(
            wanted.Contains, Take(null, cancellationToken), null, $"any of [{string.Join(", ", wanted)}]");
    }

    /// <summary>Nothing arrives for the default time of one expectation.</summary>
    public void ExpectNoMsg(CancellationToken cancellationToken = default) =>
        ExpectNoMsg(RemainingOrDefault, cancellationToken);

    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default) =>
        Nothing(_queue.Take(Dilated(duration), cancellationToken), duration);

    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsg(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    public Terminated ExpectTerminated(
        IActorRef target, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Matching<Terminated>(
            t => t.ActorRef.Equals(target), Take(timeout, cancellationToken), timeout, hint ?? $"Terminated {target}");

    /// <summary>Drops messages until one fits.</summary>
    public object FishForMessage(
        Predicate<object> isMessage, TimeSpan? max = null, string hint = "",
        CancellationToken cancellationToken = default) =>
        FishForMessage<object>(isMessage, max, hint, cancellationToken);

    public T FishForMessage<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        var end = Now + limit;
        while (true)
        {
            var left = end - Now;
            var envelope = left > TimeSpan.Zero ? Remember(_queue.Take(left, cancellationToken)) : null;
            if (envelope?.Message is T message && isMessage(message)) return message;
            if (envelope is null) _assertions.Fail($"Timeout ({limit}) during FishForMessage, hint: {hint}");
        }
    }

    /// <returns>Null if nothing came in time.</returns>
    public object? ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        Take(max, cancellationToken)?.Message;

    public bool TryReceiveOne(
        out MessageEnvelope? envelope, TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        envelope = Take(max, cancellationToken);
        return envelope is not null;
    }

    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        ReceiveN(numberOfMessages, RemainingOrDefault, cancellationToken);

    public IReadOnlyCollection<object> ReceiveN(
        int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default)
    {
        var end = Now + max;
        var received = new List<object>(numberOfMessages);
        while (received.Count < numberOfMessages)
        {
            var left = end - Now;
            var envelope = Remember(_queue.Take(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken));
            if (envelope is null)
            {
                _assertions.Fail(
                    $"Timeout ({max}) while expecting {numberOfMessages} messages. Only got {received.Count}.");
            }

            received.Add(envelope!.Message);
        }

        return received;
    }

    /// <summary>Collects what <paramref name="filter"/> makes of the messages until it gives null, nothing comes for
    /// <paramref name="idle"/>, or time or number are over.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Func<object, T?> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue,
        CancellationToken cancellationToken = default)
        where T : class
    {
        var end = Now + RemainingOrDilated(max);
        var collected = new List<T>();
        while (collected.Count < msgs && end > Now)
        {
            var left = end - Now;
            var wait = idle is { } pause && pause < left ? pause : left;
            if (Remember(_queue.Take(wait, cancellationToken)) is not { } envelope) break;
            if (filter(envelope.Message) is not { } value) break;
            collected.Add(value);
        }

        return collected;
    }

    private MessageEnvelope? Take(TimeSpan? timeout, CancellationToken cancellation)
    {
        var wait = RemainingOrDilated(timeout);
        var bounded = wait < TimeSpan.Zero && wait != Timeout.InfiniteTimeSpan ? TimeSpan.Zero : wait;
        return Remember(_queue.Take(bounded, cancellation));
    }

    private MessageEnvelope? Remember(MessageEnvelope? envelope)
    {
        if (envelope is not null) _last = envelope;
        return envelope;
    }

    private T Typed<T>(MessageEnvelope? envelope, TimeSpan? timeout, string? hint)
    {
        var wanted = $"a message of type {typeof(T)}";
        if (envelope is null)
        {
            _assertions.Fail(Explained(
                $"Failed: Timeout {RemainingOrDilated(timeout)} while waiting for {wanted}", hint));
        }

        if (envelope!.Message is not T)
        {
            _assertions.Fail(Explained(
                $"Failed: Expected {wanted} but received {envelope.Message} (type {envelope.Message.GetType()}) " +
                $"from {envelope.Sender}", hint));
        }

        return (T)envelope.Message;
    }

    private T Same<T>(T expected, MessageEnvelope? envelope, TimeSpan? timeout, string? hint)
    {
        var received = Typed<T>(envelope, timeout, hint ?? $"expected {expected}");
        _assertions.AssertEqual(expected, received, hint ?? string.Empty);
        return received;
    }

    private T Matching<T>(Predicate<T> isMessage, MessageEnvelope? envelope, TimeSpan? timeout, string? hint)
    {
        var received = Typed<T>(envelope, timeout, hint);
        _assertions.AssertTrue(isMessage(received), Explained($"Got a message that does not match: {received}", hint));
        return received;
    }

    private void Nothing(MessageEnvelope? envelope, TimeSpan duration) => _assertions.AssertTrue(
        envelope is null, $"Failed: Expected no messages during {duration}, instead received {envelope}");

    private static string Explained(string text, string? hint) =>
        string.IsNullOrEmpty(hint) ? text : $"{text} [{hint}]";
}
