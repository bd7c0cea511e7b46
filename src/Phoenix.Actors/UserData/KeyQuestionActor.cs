using Akka.Actor;
using Phoenix.Actors.Trading;
using Phoenix.Core.ListenKeys;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;

namespace Phoenix.Actors.UserData;

/// <summary>
/// One question about the listen key, asked on the trading session for the owner of the key, its parent: tells it the
/// answer, or that nobody knows, exactly once, and is over. Its death without a word cannot be, short of the parent's.
/// </summary>
internal sealed class KeyQuestionActor : ReceiveActor, IWithTimers
{
    /// <summary>Order entry answers far sooner; this is for one that was re-created and lost the question.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly IActorRef _trading;
    private readonly KeyRequest _what;
    private readonly Func<VenueReply<ListenKey>, ListenKeyInput> _answer;

    public KeyQuestionActor(IActorRef trading, KeyRequest what, Func<VenueReply<ListenKey>, ListenKeyInput> answer)
    {
        (_trading, _what, _answer) = (trading, what, answer);
        Receive<TradingProtocol.KeyOutcome>(m => End(m.Reply));
        Receive<Overdue>(_ => End(new VenueReply<ListenKey>.Failed(
            new VenueError(VenueFailure.OutcomeUnknown, 0, "order entry did not answer"))));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Create(
        IActorRef trading, KeyRequest what, Func<VenueReply<ListenKey>, ListenKeyInput> answer) =>
        Props.Create(() => new KeyQuestionActor(trading, what, answer));

    protected override void PreStart()
    {
        Timers.StartSingleTimer(Overdue.Instance, Overdue.Instance, Limit);
        _trading.Tell(new TradingProtocol.KeyCall(_what));
    }

    private void End(VenueReply<ListenKey> reply)
    {
        Context.Parent.Tell(_answer(reply));
        Context.Stop(Self);
    }

    private sealed record Overdue
    {
        public static Overdue Instance { get; } = new();
    }
}
