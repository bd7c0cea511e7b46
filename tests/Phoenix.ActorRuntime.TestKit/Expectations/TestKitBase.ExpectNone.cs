using Akka.Actor;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>Expectations of silence, and of ends.</summary>
public abstract partial class TestKitBase
{
    /// <summary>No message comes in what remains.</summary>
    public void ExpectNoMsg(CancellationToken cancellationToken = default) =>
        Silence(Waiting.Blocking, RemainingOrDefault, cancellationToken).Finish();

    /// <summary>No message comes for so long.</summary>
    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default) =>
        Silence(Waiting.Blocking, Dilated(duration), cancellationToken).Finish();

    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsg(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    public ValueTask ExpectNoMsgAsync(CancellationToken cancellationToken = default) =>
        Silence(Waiting.Asynchronous, RemainingOrDefault, cancellationToken);

    public ValueTask ExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellationToken = default) =>
        Silence(Waiting.Asynchronous, Dilated(duration), cancellationToken);

    public ValueTask ExpectNoMsgAsync(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsgAsync(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    /// <summary>The next message tells the end of <paramref name="target"/>, which the test actor watches.</summary>
    public Terminated ExpectTerminated(
        IActorRef target, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        End(Waiting.Blocking, target, timeout, hint, cancellationToken).Finish();

    public ValueTask<Terminated> ExpectTerminatedAsync(
        IActorRef target, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        End(Waiting.Asynchronous, target, timeout, hint, cancellationToken);

    private async ValueTask Silence(Waiting waiting, TimeSpan duration, CancellationToken cancellation)
    {
        var start = Now;
        LogCall($"Expecting no message during {duration}");
        var envelope = await Take(waiting, duration, cancellation);
        if (envelope is not null)
        {
            _assertions.Fail(Literal(
                $"Failed: Expected no messages during {duration}, instead we received {envelope} " +
                $"after {Now - start}"));
        }
    }

    private ValueTask<Terminated> End(
        Waiting waiting, IActorRef target, TimeSpan? timeout, string? hint, CancellationToken cancellation)
    {
        var wanted = $"Terminated {target}. {hint}";
        return Expected(
            waiting, timeout, wanted, Fits<Terminated>(t => t.ActorRef.Equals(target), wanted), null, cancellation);
    }
}
