using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>Runs the pieces of an actor's asynchronous work as this actor: one at a time, between its messages, with
/// its context and the sender of the message that began the work.</summary>
/// <remarks>There is one per <c>RunTask</c>. The first piece runs at once, every other is a system message: while the
/// work lasts the user messages wait and the system messages do not.</remarks>
public class ActorTaskScheduler : TaskScheduler
{
    [ThreadStatic]
    private static ActorTaskScheduler? _running;

    private readonly ActorCell _cell;
    private readonly Envelope _envelope;
    private bool _begun;

    internal ActorTaskScheduler(ActorCell cell, in Envelope envelope, int generation) =>
        (_cell, _envelope, Generation) = (cell, envelope, generation);

    /// <summary>The message that began the work; null if it was begun outside any message.</summary>
    public object? CurrentMessage => _envelope.Message;

    public override int MaximumConcurrencyLevel => 1;

    internal Envelope Envelope => _envelope;

    /// <summary>Which instance of the actor began the work.</summary>
    internal int Generation { get; }

    /// <summary>Set by the last piece; null before it.</summary>
    internal Task? Outcome { get; private set; }

    /// <summary>True once the cell has taken the outcome; background work that was begun meanwhile may still have
    /// pieces to run.</summary>
    internal bool IsOver { get; set; }

    /// <summary>Runs <paramref name="action"/> as the current actor, at once.</summary>
    public static void RunTask(Action action) => RunTask(() =>
    {
        action();
        return Task.CompletedTask;
    });

    /// <summary>Runs <paramref name="asyncAction"/> as the current actor; its next message waits for the end. An
    /// exception fails the actor.</summary>
    public static void RunTask(Func<Task> asyncAction)
    {
        var cell = ActorCell.Current ?? throw new InvalidOperationException(
            "RunTask must be called by an actor: there is no active actor context here.");
        cell.RunTask(asyncAction);
    }

    /// <summary>Runs the first piece.</summary>
    /// <returns>The whole of the work.</returns>
    internal Task Begin(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, this).Unwrap();

    /// <summary>Makes the cell take the outcome of the work.</summary>
    internal void Report(Task work) =>
        work.ContinueWith(
            static (task, state) => ((ActorTaskScheduler)state!).Outcome = task, this, CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, this);

    /// <summary>Runs one piece on behalf of the cell.</summary>
    internal void Execute(Task piece)
    {
        var context = SynchronizationContext.Current;
        var outer = _running;
        SynchronizationContext.SetSynchronizationContext(_cell.SystemImpl.Environment.ContextOf(this));
        _running = this;
        try
        {
            _ = TryExecuteTask(piece);
        }
        finally
        {
            _running = outer;
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    protected override void QueueTask(Task task)
    {
        if (!_begun)
        {
            _begun = true;
            Execute(task);
        }
        else if (_cell.SystemImpl.Environment.Admits(task))
        {
            _cell.SelfRef.SendSystemMessage(new ContinueWork(this, task));
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(_running, this) && TryExecuteTask(task);

    protected override IEnumerable<Task>? GetScheduledTasks() => null;
}

/// <summary>Makes the cell run a piece of its actor's work.</summary>
internal sealed class ContinueWork(ActorTaskScheduler work, Task piece) : SystemMessage
{
    internal ActorTaskScheduler Work => work;

    internal Task Piece => piece;
}
