using Akka.Pattern;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>Nobody ran a stream in the time it was there to be run.</summary>
public class SubscriptionTimeoutException : Exception
{
    public SubscriptionTimeoutException(string message)
        : base(message)
    {
    }

    public SubscriptionTimeoutException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>The way from a stage to the other end of a nested stream, which may begin to run at any time on any
/// thread: commands wait for it.</summary>
internal sealed class SubStreamLink<TCommand>
{
    private readonly Lock _lock = new();
    private readonly Queue<TCommand> _waiting = new();
    private Action<TCommand>? _receiver;
    private Exception? _rejection;

    internal void Send(TCommand command)
    {
        Action<TCommand>? receiver;
        lock (_lock)
        {
            receiver = _receiver;
            if (receiver is null) _waiting.Enqueue(command);
        }

        receiver?.Invoke(command);
    }

    /// <summary>The other end has begun to run.</summary>
    internal void Attach(Action<TCommand> receiver, string kind)
    {
        lock (_lock)
        {
            if (_rejection is not null) throw _rejection;
            if (_receiver is not null)
            {
                throw new IllegalStateException($"Substream {kind} cannot be materialized more than once");
            }

            _receiver = receiver;

            // Within the lock, so that no later command overtakes these; the receiver only sends a message.
            while (_waiting.TryDequeue(out var command)) receiver(command);
        }
    }

    /// <returns>Whether nobody can use it any more.</returns>
    internal bool RejectIfUnused(Exception cause)
    {
        lock (_lock)
        {
            if (_receiver is null) _rejection ??= cause;
            return _rejection is not null;
        }
    }
}

/// <param name="CancelCause">Null to pull.</param>
internal sealed record SubSinkCommand(Exception? CancelCause)
{
    internal static readonly SubSinkCommand Pull = new((Exception?)null);
}

internal enum SubSinkEventKind
{
    Pushed,
    Completed,
    Failed,
}

internal readonly record struct SubSinkEvent<T>(SubSinkEventKind Kind, T? Element, Exception? Failure);

/// <summary>The end of a nested stream that leads back into the stage that runs it.</summary>
internal sealed class SubSink<T> : GraphStage<SinkShape<T>>
{
    private readonly Inlet<T> _in;
    private readonly Action<SubSinkEvent<T>> _tell;

    internal SubSink(string name, Action<SubSinkEvent<T>> tell)
    {
        (_in, _tell) = (new Inlet<T>($"SubSink({name}).in"), tell);
        Shape = new SinkShape<T>(_in);
        InitialAttributes = Attributes.CreateName($"SubSink({name})");
    }

    public override SinkShape<T> Shape { get; }

    internal SubStreamLink<SubSinkCommand> Link { get; } = new();

    protected override Attributes InitialAttributes { get; }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : InGraphStageLogic
    {
        private readonly SubSink<T> _sink;

        internal Logic(SubSink<T> sink)
            : base(sink.Shape)
        {
            _sink = sink;
            SetHandler(sink._in, this);
        }

        public override void PreStart() => _sink.Link.Attach(GetAsyncCallback<SubSinkCommand>(Obey), "Sink");

        public override void OnPush() =>
            _sink._tell(new SubSinkEvent<T>(SubSinkEventKind.Pushed, Grab(_sink._in), null));

        public override void OnUpstreamFinish()
        {
            _sink._tell(new SubSinkEvent<T>(SubSinkEventKind.Completed, default, null));
            CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            _sink._tell(new SubSinkEvent<T>(SubSinkEventKind.Failed, default, e));
            FailStage(e);
        }

        private void Obey(SubSinkCommand command)
        {
            if (command.CancelCause is { } cause) CancelStage(cause);
            else TryPull(_sink._in);
        }
    }
}

/// <param name="CancelCause">Null for a pull.</param>
internal readonly record struct SubSourceEvent(Exception? CancelCause);

internal sealed record SubSourceCommand<T>(bool IsElement, T? Element, Exception? Failure)
{
    internal static readonly SubSourceCommand<T> Complete = new(false, default, null);

    internal static SubSourceCommand<T> Push(T element) => new(true, element, null);

    internal static SubSourceCommand<T> Fail(Exception cause) => new(false, default, cause);
}

/// <summary>The beginning of a nested stream, fed by the stage that runs it.</summary>
internal sealed class SubSource<T> : GraphStage<SourceShape<T>>
{
    private readonly Outlet<T> _out;
    private readonly Action<SubSourceEvent> _tell;

    internal SubSource(string name, Action<SubSourceEvent> tell)
    {
        (_out, _tell) = (new Outlet<T>($"SubSource({name}).out"), tell);
        Shape = new SourceShape<T>(_out);
        InitialAttributes = Attributes.CreateName($"SubSource({name})");
    }

    public override SourceShape<T> Shape { get; }

    internal SubStreamLink<SubSourceCommand<T>> Link { get; } = new();

    protected override Attributes InitialAttributes { get; }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly SubSource<T> _source;

        internal Logic(SubSource<T> source)
            : base(source.Shape)
        {
            _source = source;
            SetHandler(source._out, this);
        }

        public override void PreStart() =>
            _source.Link.Attach(GetAsyncCallback<SubSourceCommand<T>>(Obey), "Source");

        public override void OnPull() => _source._tell(new SubSourceEvent(null));

        public override void OnDownstreamFinish(Exception cause)
        {
            _source._tell(new SubSourceEvent(cause));
            base.OnDownstreamFinish(cause);
        }

        private void Obey(SubSourceCommand<T> command)
        {
            if (command.IsElement) Push(_source._out, command.Element!);
            else if (command.Failure is { } failure) FailStage(failure);
            else CompleteStage();
        }
    }
}
