namespace Akka.Actor;

/// <summary>A flag that calls planned work off, by hand or after a time of the scheduler it belongs to.</summary>
public class Cancelable : ICancelable, IDisposable
{
    private readonly IActionScheduler _scheduler;
    private CancellationTokenSource? _source;
    private volatile bool _canceled;

    public Cancelable(IActionScheduler scheduler) => _scheduler = scheduler;

    public Cancelable(IScheduler scheduler)
        : this(scheduler.Advanced)
    {
    }

    public Cancelable(IScheduler scheduler, TimeSpan delay)
        : this(scheduler) => CancelAfter(delay);

    public Cancelable(IActionScheduler scheduler, TimeSpan delay)
        : this(scheduler) => CancelAfter(delay);

    public Cancelable(IScheduler scheduler, int millisecondsDelay)
        : this(scheduler) => CancelAfter(millisecondsDelay);

    public bool IsCancellationRequested => _canceled;

    public bool IsDisposed { get; private set; }

    // Made on demand: most cancelables are only ever looked at through the flag.
    public CancellationToken Token
    {
        get
        {
            if (_source is null)
            {
                var made = new CancellationTokenSource();
                if (Interlocked.CompareExchange(ref _source, made, null) is not null) made.Dispose();
                if (_canceled) _source.Cancel();
            }

            return _source.Token;
        }
    }

    /// <summary>A cancelable that is canceled whenever one of <paramref name="cancelables"/> is.</summary>
    public static ICancelable CreateLinkedCancelable(IScheduler scheduler, params ICancelable[] cancelables) =>
        CreateLinkedCancelable(scheduler.Advanced, cancelables);

    /// <inheritdoc cref="CreateLinkedCancelable(IScheduler, ICancelable[])"/>
    public static ICancelable CreateLinkedCancelable(
        IActionScheduler scheduler, params ICancelable[] cancelables) =>
        CreateLinkedCancelable(scheduler, Array.ConvertAll(cancelables, cancelable => cancelable.Token));

    /// <summary>A cancelable that is canceled whenever one of <paramref name="cancellationTokens"/> is.</summary>
    public static ICancelable CreateLinkedCancelable(
        IScheduler scheduler, params CancellationToken[] cancellationTokens) =>
        CreateLinkedCancelable(scheduler.Advanced, cancellationTokens);

    /// <inheritdoc cref="CreateLinkedCancelable(IScheduler, CancellationToken[])"/>
    public static ICancelable CreateLinkedCancelable(
        IActionScheduler scheduler, params CancellationToken[] cancellationTokens)
    {
        var linked = new Cancelable(scheduler);
        foreach (var token in cancellationTokens) token.Register(linked.Cancel);
        return linked;
    }

    public static ICancelable CreateCanceled() => new Canceled();

    public void Cancel() => Cancel(throwOnFirstException: false);

    public void Cancel(bool throwOnFirstException)
    {
        _canceled = true;
        if (!IsDisposed) _source?.Cancel(throwOnFirstException);
    }

    public void CancelAfter(TimeSpan delay) => _scheduler.ScheduleOnce(delay, Cancel, this);

    public void CancelAfter(int millisecondsDelay) => CancelAfter(TimeSpan.FromMilliseconds(millisecondsDelay));

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (IsDisposed) return;
        IsDisposed = true;
        if (disposing) _source?.Dispose();
    }

    private sealed class Canceled : ICancelable
    {
        public bool IsCancellationRequested => true;

        public CancellationToken Token { get; } = new(canceled: true);

        public void Cancel()
        {
        }

        public void Cancel(bool throwOnFirstException)
        {
        }

        public void CancelAfter(TimeSpan delay)
        {
        }

        public void CancelAfter(int millisecondsDelay)
        {
        }
    }
}
