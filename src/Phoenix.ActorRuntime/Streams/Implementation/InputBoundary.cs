using Akka.Pattern;
using Akka.Streams.Stage;
using Reactive.Streams;

namespace Akka.Streams.Implementation;

/// <summary>A stage at the border of its island.</summary>
internal interface IBoundary
{
    /// <summary>The island is being stopped: tells the other side, in place of a proper end.</summary>
    void Abort(Exception cause);
}

/// <summary>Where elements enter an island: subscribed to something outside of it, through a buffer.</summary>
/// <remarks>
/// <para>The protocol is that of Reactive Streams. The boundary requests as many elements as its buffer holds, and
/// again half of that whenever it has passed on as many; so the elements on their way never exceed the buffer, and a
/// request is one message for many elements. What the outside signals arrives as messages of the island's actor, see
/// <see cref="BoundarySubscriber{T}"/>.</para>
/// <para>A completion waits for the buffer to empty, an error does not. The end of the boundary by any other way
/// cancels the subscription; if there is none yet, as soon as there is.</para>
/// </remarks>
internal sealed class InputBoundary : GraphStageLogic, IOutHandler, IBoundary
{
    private readonly object?[] _buffer;
    private readonly Action<InputBoundary>? _subscribe;
    private readonly int _batch;
    private ISubscription? _subscription;
    private Exception _cancelCause = SubscriptionWithCancelException.NoMoreElementsNeeded.Instance;
    private int _first;
    private int _count;
    private int _passed;
    private bool _outsideEnded;
    private bool _fed;

    // Shared with the threads that subscribe: a message alone could come too late for the actor and be lost.
    private readonly Lock _lock = new();
    private readonly List<ISubscription> _coming = [];
    private bool _ended;

    /// <param name="subscribe">Runs when the island starts; null if the outside comes by itself.</param>
    internal InputBoundary(Attributes attributes, Action<InputBoundary>? subscribe)
        : base(0, 1)
    {
        var size = attributes.GetMandatoryAttribute<Attributes.InputBuffer>().Max;
        (_buffer, _batch, _subscribe) = (new object?[size], Math.Max(1, size / 2), subscribe);
        SetHandlerAt(0, (IOutHandler)this);
        Attributes = attributes;
    }

    private Connection Out => OutAt(0);

    public override void PreStart() => _subscribe?.Invoke(this);

    public void OnPull()
    {
        if (_count > 0) PassOn();
        else if (_outsideEnded) Interpreter.Complete(Out);
    }

    public void OnDownstreamFinish(Exception cause) => (_cancelCause, _count) = (cause, 0);

    public void Abort(Exception cause)
    {
        _cancelCause = cause;
        Interpreter.Fail(Out, cause);
    }

    public override void PostStop()
    {
        if (!_outsideEnded) CancelWith(_subscription, _cancelCause);
        lock (_lock) _ended = true;
        foreach (var late in _coming) CancelWith(late, _cancelCause);
        _coming.Clear();
        FeedOnce();
    }

    public override string ToString() => $"InputBoundary({_count} of {_buffer.Length})";

    /// <summary>Announces a subscription, from any thread.</summary>
    /// <returns>False if the boundary has ended; the subscription is canceled then.</returns>
    internal bool Expect(ISubscription subscription)
    {
        lock (_lock)
        {
            if (!_ended)
            {
                _coming.Add(subscription);
                return true;
            }
        }

        CancelWith(subscription, _cancelCause);
        return false;
    }

    internal void OnSubscribe(ISubscription subscription)
    {
        lock (_lock) _coming.Remove(subscription);
        if (_subscription is not null)
        {
            subscription.Cancel();
            return;
        }

        _subscription = subscription;
        subscription.Request(_buffer.Length);
        FeedOnce();
    }

    internal void OnNext(object element)
    {
        if (_outsideEnded) return;
        if (_count == _buffer.Length) throw new IllegalStateException("Input buffer overrun");
        _buffer[(_first + _count++) % _buffer.Length] = element;
        if (Out.IsDemanded) PassOn();
    }

    internal void OnComplete()
    {
        if (_outsideEnded) return;
        _outsideEnded = true;
        if (_count == 0) Interpreter.Complete(Out);
    }

    internal void OnError(Exception cause)
    {
        if (_outsideEnded) return;
        (_outsideEnded, _count) = (true, 0);
        Interpreter.Fail(Out, cause);
    }

    private void FeedOnce()
    {
        if (_fed) return;
        _fed = true;
        Island.Feed();
    }

    private static void CancelWith(ISubscription? subscription, Exception cause)
    {
        if (subscription is ISubscriptionWithCancelException withCause) withCause.Cancel(cause);
        else subscription?.Cancel();
    }

    private void PassOn()
    {
        var element = _buffer[_first];
        _buffer[_first] = null;
        _first = (_first + 1) % _buffer.Length;
        _count--;
        Interpreter.Push(Out, element);
        if (_outsideEnded)
        {
            if (_count == 0) Interpreter.Complete(Out);
            return;
        }

        if (++_passed < _batch) return;
        _passed = 0;
        _subscription!.Request(_batch);
    }
}

/// <summary>The outside's view of an input boundary: turns signals into messages.</summary>
internal sealed class BoundarySubscriber<T>(InputBoundary boundary) : ISubscriber<T>
{
    public void OnSubscribe(ISubscription subscription)
    {
        Require(subscription, nameof(subscription), ReactiveStreamsCompliance.SubscriptionMustNotBeNullMsg);
        if (boundary.Expect(subscription)) Tell(new Subscribed(boundary, subscription));
    }

    public void OnNext(T element)
    {
        Require(element, nameof(element), ReactiveStreamsCompliance.ElementMustNotBeNullMsg);
        Tell(new Arrived(boundary, element));
    }

    public void OnError(Exception cause)
    {
        Require(cause, nameof(cause), ReactiveStreamsCompliance.ExceptionMustNotBeNullMsg);
        Tell(new Failed(boundary, cause));
    }

    public void OnComplete() => Tell(new Completed(boundary));

    private static void Require(object? given, string name, string rule)
    {
        if (given is null) throw new ArgumentNullException(name, rule);
    }

    private void Tell(IslandSignal signal) => boundary.Island.Tell(signal);

    private sealed class Subscribed(InputBoundary boundary, ISubscription subscription) : IslandSignal(boundary)
    {
        internal override void Run() => boundary.OnSubscribe(subscription);
    }

    private sealed class Arrived(InputBoundary boundary, T element) : IslandSignal(boundary)
    {
        internal override void Run() => boundary.OnNext(element!);
    }

    private sealed class Failed(InputBoundary boundary, Exception cause) : IslandSignal(boundary)
    {
        internal override void Run() => boundary.OnError(cause);
    }

    private sealed class Completed(InputBoundary boundary) : IslandSignal(boundary)
    {
        internal override void Run() => boundary.OnComplete();
    }
}
