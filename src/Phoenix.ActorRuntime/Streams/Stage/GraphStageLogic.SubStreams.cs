using Akka.Streams.Implementation;

namespace Akka.Streams.Stage;

/// <summary>Streams that a stage runs itself: it holds one end of each.</summary>
public abstract partial class GraphStageLogic
{
    private HashSet<ISubStream>? _subStreams;

    /// <summary>An end of a nested stream.</summary>
    private interface ISubStream
    {
        /// <summary>The stage has ended without having closed this end.</summary>
        void Abandon();
    }

    protected SubSinkInlet<T> CreateSubSinkInlet<T>(string name) => new(this, name);

    private void CloseSubStreams()
    {
        if (_subStreams is null) return;
        foreach (var open in _subStreams.ToArray()) open.Abandon();
        _subStreams.Clear();
    }

    /// <summary>An inlet that the stage makes while it runs: its <see cref="Sink"/> is given to a nested stream.
    /// </summary>
    protected class SubSinkInlet<T> : ISubStream
    {
        private readonly GraphStageLogic _logic;
        private readonly string _name;
        private readonly SubSink<T> _sink;
        private IInHandler _handler = EagerTerminateInput;
        private (bool Any, T Value) _element;

        public SubSinkInlet(GraphStageLogic logic, string name)
        {
            (_logic, _name) = (logic, name);
            _sink = new SubSink<T>(name, logic.GetAsyncCallback<SubSinkEvent<T>>(OnEvent));
            (_logic._subStreams ??= []).Add(this);
        }

        public IGraph<SinkShape<T>, NotUsed> Sink => _sink;

        public bool IsClosed { get; private set; }

        public bool HasBeenPulled { get; private set; }

        public bool IsAvailable => _element.Any;

        public void SetHandler(IInHandler handler) => _handler = handler;

        public void Pull()
        {
            if (HasBeenPulled) throw new ArgumentException($"Cannot pull port ({_name}) twice");
            if (IsClosed) throw new ArgumentException($"Cannot pull closed port ({_name})");
            HasBeenPulled = true;
            _sink.Link.Send(SubSinkCommand.Pull);
        }

        public T Grab()
        {
            if (!_element.Any) throw new ArgumentException($"Cannot get element from empty input port ({_name})");
            var element = _element.Value;
            _element = default;
            return element;
        }

        public void Cancel() => Cancel(SubscriptionWithCancelException.NoMoreElementsNeeded.Instance);

        public void Cancel(Exception cause)
        {
            Close();
            _sink.Link.Send(new SubSinkCommand(cause));
        }

        public override string ToString() => _name;

        void ISubStream.Abandon() => Cancel(SubscriptionWithCancelException.StageWasCompleted.Instance);

        private void Close()
        {
            IsClosed = true;
            _logic._subStreams!.Remove(this);
        }

        private void OnEvent(SubSinkEvent<T> happened)
        {
            if (IsClosed) return;
            switch (happened.Kind)
            {
                case SubSinkEventKind.Pushed:
                    (_element, HasBeenPulled) = ((true, happened.Element!), false);
                    _handler.OnPush();
                    break;
                case SubSinkEventKind.Completed:
                    Close();
                    _handler.OnUpstreamFinish();
                    break;
                default:
                    Close();
                    _handler.OnUpstreamFailure(happened.Failure!);
                    break;
            }
        }
    }

    /// <summary>An outlet that the stage makes while it runs: its <see cref="Source"/> is given to a nested stream.
    /// </summary>
    protected class SubSourceOutlet<T> : ISubStream
    {
        private readonly GraphStageLogic _logic;
        private readonly string _name;
        private readonly SubSource<T> _source;
        private IOutHandler _handler = EagerTerminateOutput;

        public SubSourceOutlet(GraphStageLogic logic, string name)
        {
            (_logic, _name) = (logic, name);
            _source = new SubSource<T>(name, logic.GetAsyncCallback<SubSourceEvent>(OnEvent));
            (_logic._subStreams ??= []).Add(this);
        }

        public IGraph<SourceShape<T>, NotUsed> Source => _source;

        public bool IsAvailable { get; private set; }

        public bool IsClosed { get; private set; }

        public void SetHandler(IOutHandler handler) => _handler = handler;

        public void Push(T elem)
        {
            if (IsClosed) throw new ArgumentException($"Cannot push closed port ({_name})");
            if (!IsAvailable) throw new ArgumentException($"Cannot push port ({_name}) before it is pulled");
            IsAvailable = false;
            _source.Link.Send(SubSourceCommand<T>.Push(elem));
        }

        public void Complete()
        {
            if (IsClosed) return;
            Close();
            _source.Link.Send(SubSourceCommand<T>.Complete);
        }

        public void Fail(Exception ex)
        {
            if (IsClosed) return;
            Close();
            _source.Link.Send(SubSourceCommand<T>.Fail(ex));
        }

        /// <summary>Fails the nested stream if nobody has begun to run it; the handler is not told.</summary>
        /// <param name="d">How long it has waited, for the message.</param>
        public void Timeout(TimeSpan d)
        {
            var late = new SubscriptionTimeoutException($"Substream Source has not been materialized in {d}");
            if (_source.Link.RejectIfUnused(late)) Close();
        }

        public override string ToString() => _name;

        void ISubStream.Abandon() => Fail(new StreamDetachedException(
            $"Stage [{_logic}] stopped before its substream [{_name}] had ended."));

        private void Close()
        {
            (IsClosed, IsAvailable) = (true, false);
            _logic._subStreams!.Remove(this);
        }

        private void OnEvent(SubSourceEvent happened)
        {
            if (IsClosed) return;
            if (happened.CancelCause is { } cause)
            {
                Close();
                _handler.OnDownstreamFinish(cause);
                return;
            }

            IsAvailable = true;
            _handler.OnPull();
        }
    }
}
