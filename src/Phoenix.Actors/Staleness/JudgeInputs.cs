using Phoenix.Core.Primitives;
using Phoenix.Core.Streams.Freshness;

namespace Phoenix.Actors.Staleness;

/// <summary>
/// What each message means to the judge. No actor is needed for it, so that the same table serves the live judge and
/// the replay of a recorded one; whatever changes the judge has to come through here.
/// </summary>
internal sealed class JudgeInputs(FreshnessJudge judge)
{
    /// <returns>Whether the message is one for the judge at all.</returns>
    public bool Feed(object message, Instant now, List<FreshnessVerdict> verdicts)
    {
        switch (message)
        {
            case StaleMonitorProtocol.Seen m:
                if (judge.Seen(m.Stream, m.Epoch, m.Position, m.ReceivedAt) is { } verdict)
                {
                    verdicts.Add(verdict);
                }

                return true;
            case Tick:
                judge.Check(now, verdicts);
                return true;
            case StaleMonitorProtocol.Confirmed m:
                judge.Confirm(m.Stream, m.AsOf);
                return true;
            case StaleMonitorProtocol.Accused m:
                if (judge.Accuse(m.Stream, m.Cause, m.Evidence, now) is { } death)
                {
                    verdicts.Add(death);
                }

                return true;
            case StaleMonitorProtocol.Expect m:
                foreach (var stream in m.Streams)
                {
                    judge.Expect(stream, m.Slot, m.Epoch, now);
                }

                return true;
            case StaleMonitorProtocol.Inherit m:
                foreach (var stream in m.Flowing.Streams)
                {
                    judge.Inherit(stream, m.Flowing.Slot, m.Flowing.Epoch, now);
                }

                return true;
            case StaleMonitorProtocol.Release m:
                foreach (var stream in m.Streams)
                {
                    judge.Release(stream, m.Slot, m.Epoch);
                }

                return true;
            case StaleMonitorProtocol.Forget m:
                judge.Forget(m.Epoch);
                return true;
            default:
                return false;
        }
    }

    internal sealed record Tick
    {
        public static Tick Instance { get; } = new();
    }
}
