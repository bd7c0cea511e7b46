using Akka.Event;
using Akka.Pattern;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>Runs the stages of one island: takes one event after the other and calls the handler it is for.</summary>
/// <remarks>
/// <para>An event is a connection in a queue; what happened on it is read off its state (see
/// <see cref="Connection"/>). A handler that pulls, pushes, completes, fails or cancels changes the state of the
/// connection at once and queues it; the other side learns of it when the queue comes to it. The stack therefore
/// never grows with the number of elements, and as a connection is in the queue at most once, the queue is a ring
/// that never grows at all: an element costs no allocation.</para>
/// <para>A stage lives for as long as one of its ports is open, or longer if it asked for that. An exception of a
/// handler fails the stage it belongs to: the error goes downstream, the cancellation upstream.</para>
/// </remarks>
internal sealed class GraphInterpreter(
    Island island, IReadOnlyList<GraphStageLogic> stages, IReadOnlyList<Connection> connections)
{
    [ThreadStatic]
    private static GraphInterpreter? _current;

    private readonly Connection[] _queue = new Connection[RingSize(connections.Count)];
    private GraphStageLogic? _running;
    private int _head;
    private int _tail;
    private int _living = stages.Count;

    /// <summary>The stage whose code is running on this thread.</summary>
    internal static GraphStageLogic RunningStage => _current?._running ??
        throw new IllegalStateException("Something terminated or queried a stage while no stage was running.");

    /// <summary>The actor whose island is running on this thread.</summary>
    internal static IslandActor? RunningHost => _current?.Island.Host;

    internal Island Island => island;

    internal IMaterializer Materializer => island.Materializer;

    internal IMaterializer SubFusingMaterializer => island.SubFusingMaterializer;

    internal bool HasEvents => _head != _tail;

    internal bool IsCompleted => _living == 0 && !HasEvents;

    internal ILoggingAdapter LogFor(object source) =>
        ((IMaterializerLoggingProvider)island.Materializer).MakeLogger(source);

    internal void Pull(Connection connection)
    {
        connection.Phase = PortPhase.Pulled;
        if (!connection.OutClosed) Enqueue(connection);
    }

    internal void Push(Connection connection, object? element)
    {
        if (connection.InClosed)
        {
            connection.Phase = PortPhase.Pushed;
            return;
        }

        (connection.Phase, connection.Element) = (PortPhase.Pushed, element);
        Enqueue(connection);
    }

    internal void Complete(Connection connection)
    {
        if (connection.OutClosed) return;
        connection.OutClosed = true;
        connection.Producer.Lives--;
        if (!connection.InClosed) Enqueue(connection);
    }

    internal void Fail(Connection connection, Exception failure)
    {
        if (connection.OutClosed) return;
        connection.Failure = failure;
        Complete(connection);
    }

    internal void Cancel(Connection connection, Exception cause)
    {
        if (connection.InClosed) return;
        (connection.InClosed, connection.CancelCause) = (true, cause);
        connection.Element = Connection.None;
        connection.Consumer.Lives--;
        if (!connection.OutClosed) Enqueue(connection);
    }

    /// <summary>Starts all stages.</summary>
    internal void Start()
    {
        foreach (var stage in stages)
        {
            stage.BeginLife();
        }

        foreach (var stage in stages)
        {
            Run(stage, static (starting, _) =>
            {
                starting.RunBeforePreStart();
                starting.PreStart();
            });
        }
    }

    /// <summary>Handles events until there are none, or the limit is reached.</summary>
    /// <returns>How much of the limit is left.</returns>
    internal int Execute(int limit)
    {
        var previous = Enter();
        try
        {
            while (limit > 0 && HasEvents)
            {
                limit--;
                Handle(Dequeue());
            }
        }
        finally
        {
            _current = previous;
        }

        return limit;
    }

    /// <summary>Runs something of a stage that is no event of its ports; nothing if the stage has ended.</summary>
    internal void Run(GraphStageLogic stage, Action<GraphStageLogic, object?> action, object? argument = null)
    {
        if (stage.IsFinished) return;
        var (previous, before) = (Enter(), _running);
        _running = stage;
        try
        {
            action(stage, argument);
        }
        catch (Exception cause)
        {
            Fail(stage, cause);
        }
        finally
        {
            EndIfDead(stage);
            _running = before;
            _current = previous;
        }
    }

    /// <summary>Ends everything now: where elements come from fails, what follows from that still happens within the
    /// limit, and then the stages stop without another event.</summary>
    internal void Abort(Exception cause, int limit)
    {
        foreach (var stage in stages)
        {
            Run(stage, static (failing, reason) => Abort(failing, (Exception)reason!), cause);
        }

        _ = Execute(limit);
        foreach (var stage in stages)
        {
            if (!stage.IsFinished) End(stage);
        }
    }

    private static void Abort(GraphStageLogic stage, Exception cause)
    {
        if (stage is IBoundary boundary) boundary.Abort(cause);
        else if (stage.InCount == 0) stage.FailStage(cause);
    }

    private static int RingSize(int connections)
    {
        var size = 1;
        while (size <= connections) size <<= 1;
        return size;
    }

    private GraphInterpreter? Enter()
    {
        var previous = _current;
        _current = this;
        return previous;
    }

    private void Handle(Connection connection)
    {
        var before = _running;
        try
        {
            Deliver(connection);
        }
        catch (Exception cause)
        {
            Fail(_running!, cause);
        }
        finally
        {
            EndIfDead(_running!);
            _running = before;
        }
    }

    private void Deliver(Connection connection)
    {
        if (connection.InClosed)
        {
            _running = connection.Producer;
            if (connection.OutClosed) return;
            connection.OutClosed = true;
            connection.Producer.Lives--;
            connection.OutHandler.OnDownstreamFinish(connection.CancelCause!);
        }
        else if (connection.Phase == PortPhase.Pushed)
        {
            _running = connection.Consumer;
            connection.Phase = PortPhase.Ready;
            if (connection.OutClosed) Enqueue(connection);
            connection.InHandler.OnPush();
        }
        else if (connection.OutClosed)
        {
            _running = connection.Consumer;
            connection.InClosed = true;
            connection.Consumer.Lives--;
            if (connection.Failure is { } failure) connection.InHandler.OnUpstreamFailure(failure);
            else connection.InHandler.OnUpstreamFinish();
        }
        else
        {
            _running = connection.Producer;
            connection.Phase = PortPhase.Demanded;
            connection.OutHandler.OnPull();
        }
    }

    private void Fail(GraphStageLogic stage, Exception cause)
    {
        if (stage.Attributes.GetAttribute<Attributes.LogLevels>()?.OnFailure != Attributes.LogLevels.Off)
        {
            LogFor(stage).Error(cause, "Error in stage [{0}]: {1}", stage, cause.Message);
        }

        stage.FailStage(cause);
    }

    private void EndIfDead(GraphStageLogic stage)
    {
        if (stage.Lives == 0 && !stage.IsFinished) End(stage);
    }

    private void End(GraphStageLogic stage)
    {
        stage.IsFinished = true;
        _living--;
        var (previous, before) = (Enter(), _running);
        _running = stage;
        try
        {
            stage.PostStop();
        }
        catch (Exception cause)
        {
            LogFor(stage).Error(cause, "Error during PostStop in [{0}]: {1}", stage, cause.Message);
        }
        finally
        {
            stage.RunAfterPostStop();
            _running = before;
            _current = previous;
        }
    }

    private void Enqueue(Connection connection)
    {
        if (connection.IsQueued) return;
        connection.IsQueued = true;
        _queue[_tail] = connection;
        _tail = (_tail + 1) & (_queue.Length - 1);
    }

    private Connection Dequeue()
    {
        var connection = _queue[_head];
        _queue[_head] = null!;
        _head = (_head + 1) & (_queue.Length - 1);
        connection.IsQueued = false;
        return connection;
    }
}
