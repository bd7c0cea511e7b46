using Akka.Actor;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>What all expectations of a message have in common.</summary>
public abstract partial class TestKitBase
{
    private async ValueTask<T> Expected<T>(
        Waiting waiting, TimeSpan? timeout, string? hint, Action<T, IActorRef>? checkMessage,
        Action<IActorRef, object>? checkSender, CancellationToken cancellation)
    {
        var limit = RemainingOrDilated(timeout);
        LogCall($"Expecting {typeof(T)} within {limit} {hint}");
        var envelope = await Take(waiting, limit, cancellation);
        if (envelope is null)
        {
            _assertions.Fail(Literal(
                $"Failed: Timeout {limit} while waiting for a message of type {typeof(T)} {hint}"));
        }

        var (message, sender) = (envelope!.Message, envelope.Sender);
        LogCall($"Received {envelope}");
        if (message is not T typed)
        {
            _assertions.Fail(Literal(
                $"Failed: Expected a message of type {typeof(T)}, but received {{{message ?? "null"}}} " +
                $"(type {message?.GetType().ToString() ?? "null"}) instead {hint} from {sender}"));
            throw new InvalidOperationException("The assertions of this kit do not fail.");
        }

        checkSender?.Invoke(sender, message);
        checkMessage?.Invoke(typed, sender);
        return typed;
    }

    // Texts that hold messages may hold braces: they are no formats.
    private static string Literal(string text) => text.Replace("{", "{{").Replace("}", "}}");

    private Action<T, IActorRef> Same<T>(T expected, string? hint) =>
        (m, _) => _assertions.AssertEqual(expected, m, Literal(hint ?? string.Empty));

    private Action<T, IActorRef> Same<T>(T expected, Func<T, T, bool> comparer, string? hint) =>
        (m, _) => _assertions.AssertEqual(expected, m, comparer, Literal(hint ?? string.Empty));

    private Action<T, IActorRef> Fits<T>(Predicate<T> isMessage, string? hint) => (m, _) => _assertions.AssertTrue(
        isMessage(m),
        Literal(
            $"Got a message of the expected type <{typeof(T)}>. Also expected " +
            $"{hint ?? "the predicate to return true"} but the message {{{m}}} of type <{m!.GetType()}> " +
            "did not match"));

    private Action<T, IActorRef> Fits<T>(Func<T, IActorRef, bool> isMessage, string? hint) =>
        (m, sender) => _assertions.AssertTrue(
            isMessage(m, sender),
            Literal(
                $"Got a message of the expected type <{typeof(T)}> from {sender}. Also expected " +
                $"{hint ?? "the predicate to return true"} but the message {{{m}}} of type <{m!.GetType()}> " +
                "did not match"));

    private Action<IActorRef, object> From(IActorRef expected, string? hint) =>
        (sender, _) => _assertions.AssertEqual(
            expected,
            sender,
            Literal(
                $"Sender does not match. Got a message from sender {sender}. " +
                $"But expected {hint ?? $"{expected}"}"));

    private Action<IActorRef, object> From(Predicate<IActorRef> isSender, string? hint) =>
        (sender, message) => _assertions.AssertTrue(
            isSender(sender),
            Literal(
                $"Sender does not match. Got a message from sender {sender}. But expected " +
                $"{hint ?? "the predicate to return true"} The message was {{{message}}}"));
}
