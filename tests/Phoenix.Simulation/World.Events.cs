using Phoenix.Actors.Telemetry;
using Phoenix.Core.Desk;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Streams;

namespace Phoenix.Simulation;

/// <content>What the system tells of itself.</content>
public sealed partial class World
{
    private void NoteBeat(Instant at) => LastBeat = at;

    private string DescribeHalts() => string.Join("; ", _halts.Select(pair => $"{pair.Key} {pair.Value}"));

    private void Note(SystemEvent occurrence)
    {
        switch (occurrence)
        {
            case SystemEvent.StepReached step:
                Steps.Add(step.Step);
                break;
            case SystemEvent.ConnectionUp up:
                Ups.Add(up);
                break;
            case SystemEvent.ConnectionLost lost:
                Deaths.Add(lost);
                _checkers.OnRotationOver(lost.Slot); // the successor is all that is left
                if (lost.Cause == DeathCause.Crashed && Checks("Crash"))
                {
                    Report("Crash", lost.Detail);
                }

                break;
            case SystemEvent.SlotStuck stuck:
                Stuck.Add(stuck);
                break;
            case SystemEvent.SubscriptionsRepaired repaired:
                Repairs.Add(repaired);
                break;
            case SystemEvent.RotationBegan begun:
                Rotations.Add(begun);
                _checkers.OnRotationBegan(begun.Slot);
                break;
            case SystemEvent.Rotated done:
                Rotations.Add(done);
                _checkers.OnRotationOver(done.Slot);
                break;
            case SystemEvent.RotationFailed failed:
                Rotations.Add(failed);
                _checkers.OnRotationOver(failed.Slot);
                break;
            case SystemEvent.ConnectionSucceeded done:
                Successions.Add(done);
                break;
            case SystemEvent.MonitorReplaced or SystemEvent.ProcessPaused or SystemEvent.ClockStepped
                or SystemEvent.ConnectionAbandoned:
                Events.Add(occurrence);
                break;
            case SystemEvent.EscalationMoved moved:
                Escalations.Add(moved);
                break;
            case SystemEvent.AccountSampled account:
                Account = account.Standing;
                break;
            case SystemEvent.DeskSampled sampled:
                _samples[sampled.Sample.Symbol] = sampled.Sample;
                _agreed[sampled.Sample.Symbol] = _checkers.BeginsLike(sampled.Sample);
                break;
            case SystemEvent.BookAdvanced advanced when Checks("S3"):
                _checkers.OnBookAdvanced(advanced);
                break;
            case SystemEvent.DeskReported report:
                Reports.Add(report);
                NoteHalts(report);
                break;
        }
    }

    private void NoteHalts(SystemEvent.DeskReported report)
    {
        switch (report.Occurrence)
        {
            case DeskEvent.Halted halted:
                _halts[report.Symbol] = halted.Causes;
                break;
            case DeskEvent.Resumed:
                _halts[report.Symbol] = HaltCauses.None;
                break;
        }
    }
}
