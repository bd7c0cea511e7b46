using Akka.Pattern;

namespace Akka.Streams.Stage;

/// <summary>Waiting for a number of elements, without a state of the stage's own for it.</summary>
public abstract partial class GraphStageLogic
{
    /// <summary>Takes one element, now or when it comes; the inlet's handler rests until then.</summary>
    /// <param name="onClose">Called in place of <paramref name="andThen"/> if none comes any more.</param>
    protected void Read<T>(Inlet<T> inlet, Action<T> andThen, Action onClose)
    {
        if (IsAvailable(inlet))
        {
            andThen(Grab(inlet));
        }
        else if (IsClosed(inlet))
        {
            onClose();
        }
        else
        {
            BeginReading(inlet, new Reading<T>(this, inlet, 1, HandlerForReading(inlet), andThen, onClose));
        }
    }

    /// <summary>Takes <paramref name="n"/> elements.</summary>
    /// <param name="onComplete">Gets what came if the inlet ends before.</param>
    protected void ReadMany<T>(
        Inlet<T> inlet, int n, Action<IEnumerable<T>> andThen, Action<IEnumerable<T>> onComplete)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        if (n == 0)
        {
            andThen([]);
            return;
        }

        var read = new List<T>(Math.Min(n, 64));
        if (IsAvailable(inlet)) read.Add(Grab(inlet));
        if (read.Count == n)
        {
            andThen(read);
        }
        else if (IsClosed(inlet))
        {
            onComplete(read);
        }
        else
        {
            var missing = n - read.Count;
            BeginReading(inlet, new Reading<T>(
                this,
                inlet,
                missing,
                HandlerForReading(inlet),
                element =>
                {
                    read.Add(element);
                    if (read.Count == n) andThen(read);
                },
                () => onComplete(read)));
        }
    }

    /// <summary>Gives up waiting; the inlet's own handler takes over again.</summary>
    protected void AbortReading<T>(Inlet<T> inlet)
    {
        if (_inHandlers[inlet.Id] is Reading<T> reading) SetHandler(inlet, reading.Previous);
    }

    private IInHandler HandlerForReading<T>(Inlet<T> inlet) => _inHandlers[inlet.Id] is Reading<T>
        ? throw new IllegalStateException($"Already reading on inlet {inlet}")
        : _inHandlers[inlet.Id]!;

    private void BeginReading<T>(Inlet<T> inlet, Reading<T> reading)
    {
        SetHandler(inlet, reading);
        if (!HasBeenPulled(inlet)) Pull(inlet);
    }

    private sealed class Reading<T>(
        GraphStageLogic stage, Inlet<T> inlet, int missing, IInHandler previous, Action<T> andThen, Action onClose)
        : IInHandler
    {
        private int _missing = missing;

        internal IInHandler Previous => previous;

        public void OnPush()
        {
            var element = stage.Grab(inlet);
            _missing--;
            if (_missing > 0) stage.Pull(inlet);
            else stage.SetHandler(inlet, previous);
            andThen(element);
        }

        public void OnUpstreamFinish()
        {
            stage.SetHandler(inlet, previous);
            onClose();
            previous.OnUpstreamFinish();
        }

        public void OnUpstreamFailure(Exception e)
        {
            stage.SetHandler(inlet, previous);
            onClose();
            previous.OnUpstreamFailure(e);
        }
    }
}
