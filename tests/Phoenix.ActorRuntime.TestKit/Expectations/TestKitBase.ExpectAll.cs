using System.Runtime.CompilerServices;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>Expectations of several messages, in any order.</summary>
public abstract partial class TestKitBase
{
    /// <summary>The next message is one of these.</summary>
    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        AnyOf(Waiting.Blocking, messages, cancellationToken).Finish();

    public ValueTask<T> ExpectMsgAnyOfAsync<T>(
        IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        AnyOf(Waiting.Asynchronous, messages, cancellationToken);

    /// <summary>The next messages are these, in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) =>
        ExpectMsgAllOf((IReadOnlyCollection<T>)messages);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(
        IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        AllOf(Waiting.Blocking, RemainingOrDefault, messages, cancellationToken).Finish();

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages) =>
        ExpectMsgAllOf(max, (IReadOnlyCollection<T>)messages);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(
        TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default)
    {
        max.EnsureIsPositiveFinite(nameof(max));
        return AllOf(Waiting.Blocking, Dilated(max), messages, cancellationToken).Finish();
    }

    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(
        IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        AllOf(Waiting.Asynchronous, RemainingOrDefault, messages, cancellationToken);

    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(
        TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default)
    {
        max.EnsureIsPositiveFinite(nameof(max));
        return AllOf(Waiting.Asynchronous, Dilated(max), messages, cancellationToken);
    }

    /// <summary>Each of the next messages fits one of these, and each of these is fitted.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(params PredicateInfo[] predicates) =>
        ExpectMsgAllOfMatchingPredicates(predicates, CancellationToken.None);

    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken) =>
        AllFit(Waiting.Blocking, RemainingOrDefault, predicates, cancellationToken).Finish();

    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        TimeSpan max, params PredicateInfo[] predicates) =>
        ExpectMsgAllOfMatchingPredicates(max, predicates, CancellationToken.None);

    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken)
    {
        max.EnsureIsPositiveFinite(nameof(max));
        return AllFit(Waiting.Blocking, Dilated(max), predicates, cancellationToken).Finish();
    }

    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(
        IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken = default) =>
        AllFit(Waiting.Asynchronous, RemainingOrDefault, predicates, cancellationToken);

    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(
        TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken = default)
    {
        max.EnsureIsPositiveFinite(nameof(max));
        return AllFit(Waiting.Asynchronous, Dilated(max), predicates, cancellationToken);
    }

    private async ValueTask<T> AnyOf<T>(Waiting waiting, IEnumerable<T> messages, CancellationToken cancellation)
    {
        var wanted = messages.ToList();
        var max = RemainingOrDefault;
        var envelope = await Take(waiting, max, cancellation);
        _assertions.AssertTrue(
            envelope is not null,
            Literal($"Timeout ({max}) while expecting any of [{string.Join(", ", wanted)}]"));
        var message = envelope!.Message;
        _assertions.AssertTrue(
            message is T typed && wanted.Contains(typed),
            Literal($"ExpectMsgAnyOf found unexpected {message}, wanted any of [{string.Join(", ", wanted)}]"));
        return (T)message;
    }

    private async IAsyncEnumerable<T> AllOf<T>(
        Waiting waiting, TimeSpan max, IReadOnlyCollection<T> messages,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var missing = messages.ToList();
        var received = new List<object>();
        await foreach (var message in Many(waiting, messages.Count, max, cancellation))
        {
            received.Add(message);
        }

        var unexpected = received.FindAll(message => message is not T typed || !missing.Remove(typed));
        FailUnlessComplete(missing, unexpected);
        foreach (var message in received) yield return (T)message;
    }

    private async IAsyncEnumerable<object> AllFit(
        Waiting waiting, TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var missing = predicates.ToList();
        var received = new List<object>();
        await foreach (var message in Many(waiting, predicates.Count, max, cancellation))
        {
            received.Add(message);
        }

        var unexpected = received.FindAll(message =>
            missing.Find(p => p.Fits(message)) is not { } fitted || !missing.Remove(fitted));
        FailUnlessComplete(missing, unexpected);
        foreach (var message in received) yield return message;
    }

    private void FailUnlessComplete<T>(List<T> missing, List<object> unexpected)
    {
        if (missing.Count == 0 && unexpected.Count == 0) return;
        _assertions.Fail(Literal(
            $"not found [{string.Join(", ", missing)}] found unexpected [{string.Join(", ", unexpected)}]"));
    }
}
