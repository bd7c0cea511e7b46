using Akka.Actor;
using Phoenix.Actors.Risk;
using Phoenix.Actors.Telemetry;
using Phoenix.Core.Desk;

namespace Phoenix.Actors.Symbols;

/// <content>What the desk tells others of itself.</content>
internal sealed partial class QuoterActor
{
    private static readonly TimeSpan SampleInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ExposeInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>To whoever judges the account.</summary>
    private void Report() => _setup.Risk.Tell(new RiskProtocol.Reported(Desk.Exposure()));

    private void Announce(DeskEvent occurrence)
    {
        _log.Report(_setup.Instrument, occurrence);
        Publish(new SystemEvent.DeskReported(Symbol, occurrence, Now));
        if (occurrence is DeskEvent.FillBooked { Fill: var fill })
        {
            var rules = _setup.Instrument;
            Publish(new SystemEvent.Filled(
                Symbol, fill.Side, rules.ToDecimal(fill.Price), rules.ToDecimal(fill.Quantity), fill.IsMaker, Now));
        }

        switch (occurrence)
        {
            case DeskEvent.Reconciled:
                Context.Parent.Tell(new SymbolsProtocol.Reconciled(Symbol));
                break;
            case DeskEvent.Halted or DeskEvent.Resumed or DeskEvent.Pulled or DeskEvent.FillBooked:
                Publish(new SystemEvent.DeskSampled(TakeSample(), Now)); // who looks must not see the second before
                break;
            case DeskEvent.LossJudged:
                Report();
                break;
            case DeskEvent.Drained:
                Publish(new SystemEvent.DeskSampled(TakeSample(), Now)); // the last word on position and fills
                Context.Parent.Tell(new SymbolsProtocol.Drained(Symbol));
                break;
        }
    }

    private DeskSample TakeSample() => DeskSample.Of(_setup.Instrument, Desk, Now) with
    {
        FrameToOrder = _latencies.Report(Now),
    };

    private sealed record Sample
    {
        public static Sample Instance { get; } = new();
    }

    private sealed record Expose
    {
        public static Expose Instance { get; } = new();
    }
}
