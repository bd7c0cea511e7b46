using Akka.Actor;
using Phoenix.ActorRuntime.Deterministic;

namespace Akka.Pattern;

/// <summary>Stops calling what fails: after so many failures in a row calls fail at once, until a single one that is
/// let through after a while has succeeded.</summary>
/// <remarks>Thread-safe. Time is the scheduler's. Callbacks run where the transition is noticed and must not block;
/// what they throw is dropped.</remarks>
public class CircuitBreaker
{
    private const string WantsToken = "Use the overload whose function takes a cancellation token.";

    private readonly BreakerSwitch _switch;

    public CircuitBreaker(IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout)
        : this(scheduler, maxFailures, callTimeout, resetTimeout, TimeSpan.FromDays(36500), 1.0)
    {
    }

    public CircuitBreaker(
        IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout, TimeSpan maxResetTimeout,
        double exponentialBackoffFactor)
        : this(scheduler, maxFailures, callTimeout, resetTimeout, maxResetTimeout, exponentialBackoffFactor, 0.0)
    {
    }

    /// <param name="scheduler">The clock of both timeouts.</param>
    /// <param name="maxFailures">How many failures in a row open the breaker.</param>
    /// <param name="callTimeout">A call that takes longer is a failure.</param>
    /// <param name="resetTimeout">How long the breaker stays open at first.</param>
    /// <param name="maxResetTimeout">How long at most, however often it is opened again.</param>
    /// <param name="exponentialBackoffFactor">By how much longer each time, from 1.</param>
    /// <param name="randomFactor">Up to this part of the time, from 0 to 1, is added at random.</param>
    public CircuitBreaker(
        IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout, TimeSpan maxResetTimeout,
        double exponentialBackoffFactor, double randomFactor)
    {
        if (exponentialBackoffFactor < 1.0)
        {
            throw new ArgumentException("The factor must not be below 1.", nameof(exponentialBackoffFactor));
        }

        if (randomFactor is < 0 or > 1)
        {
            throw new ArgumentException("The random factor must be between 0 and 1.", nameof(randomFactor));
        }

        (Scheduler, MaxFailures, CallTimeout, ResetTimeout) = (scheduler, maxFailures, callTimeout, resetTimeout);
        (MaxResetTimeout, ExponentialBackoffFactor, RandomFactor) =
            (maxResetTimeout, exponentialBackoffFactor, randomFactor);
        _switch = new BreakerSwitch(this);
    }

    public IScheduler Scheduler { get; }

    public int MaxFailures { get; }

    public TimeSpan CallTimeout { get; }

    public TimeSpan ResetTimeout { get; }

    public TimeSpan MaxResetTimeout { get; }

    public double ExponentialBackoffFactor { get; }

    public double RandomFactor { get; }

    /// <summary>Failures in a row since the breaker was closed.</summary>
    public long CurrentFailureCount => _switch.Failures;

    /// <summary>The last failure; null once the breaker is closed again.</summary>
    public Exception? LastCaughtException => _switch.LastCause;

    public bool IsClosed => _switch.State == BreakerState.Closed;

    public bool IsOpen => _switch.State == BreakerState.Open;

    public bool IsHalfOpen => _switch.State == BreakerState.HalfOpen;

    public static CircuitBreaker Create(
        IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout) =>
        new(scheduler, maxFailures, callTimeout, resetTimeout);

    /// <summary>Another breaker that stays open twice as long each time it is opened again.</summary>
    public CircuitBreaker WithExponentialBackoff(TimeSpan maxResetTimeout) =>
        new(Scheduler, MaxFailures, CallTimeout, ResetTimeout, maxResetTimeout, 2.0, RandomFactor);

    public CircuitBreaker WithRandomFactor(double randomFactor) =>
        new(
            Scheduler, MaxFailures, CallTimeout, ResetTimeout, MaxResetTimeout, ExponentialBackoffFactor,
            randomFactor);

    public CircuitBreaker OnOpen(Action callback) => Listen(BreakerState.Open, callback);

    public CircuitBreaker OnHalfOpen(Action callback) => Listen(BreakerState.HalfOpen, callback);

    public CircuitBreaker OnClose(Action callback) => Listen(BreakerState.Closed, callback);

    /// <summary>Reports the success of a call that was not made through the breaker.</summary>
    public void Succeed() => _switch.Succeed(_switch.Period);

    /// <summary>Reports the failure of a call that was not made through the breaker.</summary>
    public void Fail() => _switch.Fail(_switch.Period, new UserCalledFailException());

    /// <summary>Calls <paramref name="body"/>, or fails with <see cref="OpenCircuitException"/>; fails with
    /// <see cref="TimeoutException"/> when the call takes too long.</summary>
    [Obsolete(WantsToken)]
    public Task<T> WithCircuitBreaker<T>(Func<Task<T>> body) => new BreakerCall<T>(_switch).Run(_ => body());

    /// <inheritdoc cref="WithCircuitBreaker{T}(Func{Task{T}})"/>
    [Obsolete(WantsToken)]
    public Task<T> WithCircuitBreaker<T, TState>(TState state, Func<TState, Task<T>> body) =>
        new BreakerCall<T>(_switch).Run(_ => body(state));

    /// <inheritdoc cref="WithCircuitBreaker{T}(Func{Task{T}})"/>
    [Obsolete(WantsToken)]
    public Task WithCircuitBreaker(Func<Task> body) => new BreakerCall<Done>(_switch).Run(_ => Plain(body()));

    /// <inheritdoc cref="WithCircuitBreaker{T}(Func{Task{T}})"/>
    [Obsolete(WantsToken)]
    public Task WithCircuitBreaker<TState>(TState state, Func<TState, Task> body) =>
        new BreakerCall<Done>(_switch).Run(_ => Plain(body(state)));

    /// <summary>As <see cref="WithCircuitBreaker{T}(Func{Task{T}})"/>; a call that takes too long is
    /// canceled.</summary>
    public Task<T> WithCircuitBreaker<T>(Func<CancellationToken, Task<T>> body) =>
        new BreakerCall<T>(_switch).Run(body);

    /// <inheritdoc cref="WithCircuitBreaker{T}(Func{CancellationToken, Task{T}})"/>
    public Task<T> WithCircuitBreaker<T, TState>(TState state, Func<TState, CancellationToken, Task<T>> body) =>
        new BreakerCall<T>(_switch).Run(token => body(state, token));

    /// <inheritdoc cref="WithCircuitBreaker{T}(Func{CancellationToken, Task{T}})"/>
    public Task WithCircuitBreaker(Func<CancellationToken, Task> body) =>
        new BreakerCall<Done>(_switch).Run(token => Plain(body(token)));

    /// <inheritdoc cref="WithCircuitBreaker{T}(Func{CancellationToken, Task{T}})"/>
    public Task WithCircuitBreaker<TState>(TState state, Func<TState, CancellationToken, Task> body) =>
        new BreakerCall<Done>(_switch).Run(token => Plain(body(state, token)));

    /// <summary>Calls <paramref name="body"/> on another thread and waits for it, at most for the call timeout; in
    /// deterministic mode on this thread, to its end.</summary>
    public T WithSyncCircuitBreaker<T>(Func<T> body)
    {
        Func<CancellationToken, Task<T>> call = Scheduler is VirtualScheduler || RuntimeTasks.StayOnThread
            ? _ => Task.FromResult(body())
            : _ => Task.Run(body);
        return WithCircuitBreaker(call).GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="WithSyncCircuitBreaker{T}(Func{T})"/>
    public void WithSyncCircuitBreaker(Action body) => WithSyncCircuitBreaker(() =>
    {
        body();
        return Done.Instance;
    });

    private static async Task<Done> Plain(Task task)
    {
        await task.ConfigureAwait(RuntimeTasks.StayOnThread);
        return Done.Instance;
    }

    private CircuitBreaker Listen(BreakerState state, Action callback)
    {
        _switch.Listen(state, callback);
        return this;
    }
}
