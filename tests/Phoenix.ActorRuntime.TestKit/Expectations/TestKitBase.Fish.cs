using System.Collections;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>Looking for one message among others.</summary>
public abstract partial class TestKitBase
{
    /// <summary>Drops messages until one fits.</summary>
    public object FishForMessage(
        Predicate<object> isMessage, TimeSpan? max = null, string hint = "",
        CancellationToken cancellationToken = default) =>
        Fish(Waiting.Blocking, isMessage, null, max, hint, cancellationToken).Finish();

    public T FishForMessage<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string hint = "",
        CancellationToken cancellationToken = default) =>
        Fish(Waiting.Blocking, isMessage, null, max, hint, cancellationToken).Finish();

    /// <param name="isMessage">Whether this is the message.</param>
    /// <param name="allMessages">Emptied, and filled with what was dropped.</param>
    /// <param name="max">For all of them together.</param>
    /// <param name="hint">What to say if it does not come.</param>
    /// <param name="cancellationToken">Ends the wait with an exception.</param>
    public T FishForMessage<T>(
        Predicate<T> isMessage, ArrayList? allMessages, TimeSpan? max = null, string hint = "",
        CancellationToken cancellationToken = default) =>
        Fish(Waiting.Blocking, isMessage, allMessages, max, hint, cancellationToken).Finish();

    public ValueTask<object> FishForMessageAsync(
        Predicate<object> isMessage, TimeSpan? max = null, string hint = "",
        CancellationToken cancellationToken = default) =>
        Fish(Waiting.Asynchronous, isMessage, null, max, hint, cancellationToken);

    public ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string hint = "",
        CancellationToken cancellationToken = default) =>
        Fish(Waiting.Asynchronous, isMessage, null, max, hint, cancellationToken);

    public ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, ArrayList? allMessages, TimeSpan? max = null, string hint = "",
        CancellationToken cancellationToken = default) =>
        Fish(Waiting.Asynchronous, isMessage, allMessages, max, hint, cancellationToken);

    /// <summary>Drops the messages that come until nothing came for <paramref name="max"/>; fails if one of them is
    /// of this type.</summary>
    public async Task FishUntilMessageAsync<T>(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        _ = await ReceiveWhileAsync<object>(
            message =>
            {
                _assertions.AssertFalse(message is T, $"did not expect a message of type {typeof(T)}");
                return message;
            },
            max,
            max,
            cancellationToken: cancellationToken).ToListAsync(cancellationToken);

    /// <summary>Waits until nothing came for <paramref name="max"/>, at most for <paramref name="maxMessages"/>
    /// messages.</summary>
    /// <returns>What came.</returns>
    public async Task<ArrayList> WaitForRadioSilenceAsync(
        TimeSpan? max = null, uint? maxMessages = null, CancellationToken cancellationToken = default)
    {
        var messages = new ArrayList();
        for (uint i = 0; ; i++)
        {
            _assertions.AssertFalse(
                maxMessages is { } most && i > most, $"maxMessages violated (current iteration: {i}).");
            var message = await ReceiveOneAsync(max, cancellationToken);
            if (message is null) return messages;
            messages.Add(message);
        }
    }

    private async ValueTask<T> Fish<T>(
        Waiting waiting, Predicate<T> isMessage, ArrayList? others, TimeSpan? max, string? hint,
        CancellationToken cancellation)
    {
        var limit = RemainingOrDilated(max);
        var end = Now + limit;
        others?.Clear();
        while (true)
        {
            var envelope = await Take(waiting, Left(end), cancellation);
            _assertions.AssertTrue(
                envelope is not null,
                Literal($"Timeout ({limit}) during fishForMessage" +
                    (string.IsNullOrEmpty(hint) ? string.Empty : $", hint: {hint}")));
            if (envelope!.Message is T message && isMessage(message)) return message;
            others?.Add(envelope.Message);
        }
    }
}
