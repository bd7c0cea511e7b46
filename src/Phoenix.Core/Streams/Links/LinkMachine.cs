using Phoenix.Core.Machines;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Streams.Links;

/// <summary>
/// The life of a connection that may rightly be silent (trading session, user data stream): an open socket proves
/// nothing, only an answered probe does, again and again.
/// </summary>
public static class LinkMachine
{
    /// <summary>
    /// A deadline that is noticed this late is not held against the peer: its answer may wait to be read.
    /// </summary>
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(500);

    /// <summary>The state of a connection that needs a key before it can be dialled.</summary>
    public static Step<LinkState, LinkEffect> Await(Instant now, LinkPolicy policy)
    {
        var deadline = now + policy.GrantTimeout;
        return Step.To<LinkState, LinkEffect>(new LinkState.Awaiting(deadline), new LinkEffect.WakeAt(deadline));
    }

    public static Step<LinkState, LinkEffect> Dial(Instant now, LinkPolicy policy)
    {
        var deadline = now + policy.ConnectTimeout;
        return Step.To<LinkState, LinkEffect>(new LinkState.Dialing(deadline), new LinkEffect.WakeAt(deadline));
    }

    public static Step<LinkState, LinkEffect> Next(
        LinkState state, LinkInput input, Instant now, LinkPolicy policy) =>
        (state, input) switch
        {
            (_, LinkInput.Closed closed) => Die(state, closed.Cause, closed.Detail),
            (_, LinkInput.Condemned dead) => Die(state, dead.Cause, dead.Detail),
            (LinkState.Awaiting, LinkInput.Granted) => Dial(now, policy), // the socket has a deadline of its own
            (LinkState.Dialing, LinkInput.Opened) => Prove(0, now, policy),
            (_, LinkInput.Wake) when IsLate(state, now) => Postpone(state, now + Late), // we were away, not the peer
            (LinkState.Awaiting s, LinkInput.Wake) => now >= s.Deadline
                ? Die(state, DeathCause.ListenKeyMissing, $"no key after {policy.GrantTimeout.TotalSeconds:0.#} s")
                : WakeAt(s, s.Deadline),
            (LinkState.Dialing s, LinkInput.Wake) => now >= s.Deadline
                ? Die(state, DeathCause.ConnectTimeout, $"not open after {policy.ConnectTimeout.TotalSeconds:0.#} s")
                : WakeAt(s, s.Deadline),
            (LinkState.Proving s, LinkInput.Answered) => Trust(s.Answers + 1, now, policy),
            (LinkState.Proving s, LinkInput.Held) => new(s with { IsHeld = true }, []),
            (LinkState.Proving { IsHeld: true } s, LinkInput.Wake) when now >= s.Deadline =>
                Prove(s.Answers, now, policy),
            (LinkState.Proving s, LinkInput.Wake) => Overdue(s, s.Deadline, now, policy),
            (LinkState.Probing, LinkInput.Answered) => Rest(now, policy),
            (LinkState.Probing s, LinkInput.Held) => new(s with { IsHeld = true }, []),
            (LinkState.Probing { IsHeld: true } s, LinkInput.Wake) when now >= s.Deadline => Probe(now, policy),
            (LinkState.Probing s, LinkInput.Wake) => Overdue(s, s.Deadline, now, policy),
            (LinkState.Up s, LinkInput.Wake) => now >= s.NextProbe ? Probe(now, policy) : WakeAt(s, s.NextProbe),
            (LinkState.Up, LinkInput.Held) => new(state, []), // the late refusal of an order
            (LinkState.Up, LinkInput.Answered) => Rest(now, policy), // somebody's question: as good as a probe
            _ => throw new UnexpectedInputException(state, input),
        };

    private static bool IsLate(LinkState state, Instant now) => state switch
    {
        LinkState.Awaiting s => now >= s.Deadline + Late,
        LinkState.Dialing s => now >= s.Deadline + Late,
        LinkState.Proving s => now >= s.Deadline + Late,
        LinkState.Probing s => now >= s.Deadline + Late,
        _ => false,
    };

    private static Step<LinkState, LinkEffect> Postpone(LinkState state, Instant deadline) => WakeAt(
        state switch
        {
            LinkState.Awaiting s => s with { Deadline = deadline },
            LinkState.Dialing s => s with { Deadline = deadline },
            LinkState.Proving s => s with { Deadline = deadline },
            LinkState.Probing s => s with { Deadline = deadline },
            _ => state,
        },
        deadline);

    private static Step<LinkState, LinkEffect> WakeAt(LinkState state, Instant at) =>
        Step.To<LinkState, LinkEffect>(state, new LinkEffect.WakeAt(at));

    private static Step<LinkState, LinkEffect> Die(LinkState state, DeathCause cause, string detail) =>
        Step.To<LinkState, LinkEffect>(state, new LinkEffect.Die(cause, detail));

    private static Step<LinkState, LinkEffect> Prove(int answers, Instant now, LinkPolicy policy)
    {
        var deadline = now + policy.ProbeTimeout;
        return Step.To<LinkState, LinkEffect>(
            new LinkState.Proving(deadline, answers), new LinkEffect.SendProbe(), new LinkEffect.WakeAt(deadline));
    }

    private static Step<LinkState, LinkEffect> Trust(int answers, Instant now, LinkPolicy policy)
    {
        var step = answers >= policy.AnswersToTrust ? Rest(now, policy) : Prove(answers, now, policy);
        var reports = new List<LinkEffect>();
        if (answers == 1)
        {
            reports.Add(new LinkEffect.ReportAnswered());
        }

        if (answers >= policy.AnswersToTrust)
        {
            reports.Add(new LinkEffect.ReportUp());
        }

        return new Step<LinkState, LinkEffect>(step.State, [.. reports, .. step.Effects]);
    }

    private static Step<LinkState, LinkEffect> Rest(Instant now, LinkPolicy policy)
    {
        var next = now + policy.ProbeInterval;
        return WakeAt(new LinkState.Up(next), next);
    }

    private static Step<LinkState, LinkEffect> Probe(Instant now, LinkPolicy policy)
    {
        var deadline = now + policy.ProbeTimeout;
        return Step.To<LinkState, LinkEffect>(
            new LinkState.Probing(deadline), new LinkEffect.SendProbe(), new LinkEffect.WakeAt(deadline));
    }

    private static Step<LinkState, LinkEffect> Overdue(
        LinkState state, Instant deadline, Instant now, LinkPolicy policy) =>
        now >= deadline
            ? Die(state, DeathCause.ProbeUnanswered, $"no answer within {policy.ProbeTimeout.TotalSeconds:0.#} s")
            : WakeAt(state, deadline);
}
