using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>Asynchronous work of the actor: its messages wait until it is done.</summary>
internal sealed partial class ActorCell
{
    private int _works;
    private int _generation;

    /// <summary>The work that was begun last (test actors).</summary>
    internal Task? LastWork { get; set; }

    internal void RunTask(Func<Task> work)
    {
        var scheduler = new ActorTaskScheduler(this, _envelope, _generation);
        var whole = scheduler.Begin(work);
        LastWork = whole;
        if (whole.IsCompletedSuccessfully) return;
        _works++;
        Mailbox.Suspend();
        scheduler.Report(whole);
    }

    private void Continue(ContinueWork piece)
    {
        var work = piece.Work;
        var outer = _envelope;
        _envelope = work.Envelope;
        try
        {
            work.Execute(piece.Piece);
            if (work.Outcome is { } outcome) EndWork(work, outcome);
        }
        finally
        {
            _envelope = outer;
        }
    }

    private void EndWork(ActorTaskScheduler work, Task outcome)
    {
        if (work.IsOver) return;
        work.IsOver = true;
        var cause = outcome.IsCanceled ? new TaskCanceledException(outcome) : Innermost(outcome.Exception);
        if (work.Generation != _generation)
        {
            if (cause is not null) LogError(cause, "failed in work of an instance that is gone");
            return;
        }

        _works--;
        Mailbox.Resume();
        if (cause is not null) Fail(cause, perpetrator: null);
    }

    /// <summary>The instance is gone: nobody waits for its work any more.</summary>
    private void AbandonWork()
    {
        _generation++;
        for (; _works > 0; _works--) Mailbox.Resume();
    }

    private static Exception? Innermost(AggregateException? failure) =>
        failure is { InnerExceptions: [var only] } ? only : failure;
}
