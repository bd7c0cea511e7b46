using Akka.Actor;
using Phoenix.Actors.Telemetry;
using Phoenix.Core.Alerts;
using Phoenix.Core.Desk;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;

namespace Phoenix.Node.Alerts;

/// <summary>
/// Hears what happens in the tree and passes on what alerts are made of. It judges nothing: who judges stands outside
/// of the actor system, and notices when nothing is heard any more.
/// </summary>
internal sealed class AlertListener : ReceiveActor
{
    private static readonly Type[] Heard =
    [
        typeof(SystemEvent.SymbolRemoved),
        typeof(SystemEvent.ConnectionUp),
        typeof(SystemEvent.ConnectionLost),
        typeof(SystemEvent.ConnectionSucceeded),
        typeof(SystemEvent.Rotated),
        typeof(SystemEvent.EscalationMoved),
        typeof(SystemEvent.DeskReported),
        typeof(SystemEvent.DeskSampled),
        typeof(SystemEvent.AccountSampled),
    ];

    public AlertListener(AlertFeed feed) => Receive<SystemEvent>(occurrence =>
    {
        if (Of(occurrence) is { } note)
        {
            feed.Add(note);
        }
    });

    public static Props Create(AlertFeed feed) => Props.Create(() => new AlertListener(feed));

    protected override void PreStart()
    {
        foreach (var kind in Heard)
        {
            Context.System.EventStream.Subscribe(Self, kind);
        }
    }

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    private static AlertNote? Of(SystemEvent occurrence) => occurrence switch
    {
        SystemEvent.DeskSampled(var sample, _) => new AlertNote.DeskStands(
            sample.Symbol,
            sample.Halts,
            [.. sample.Quotes.Where(quote => quote.Phase == OrderPhase.Unknown).Select(quote => quote.Id)]),
        SystemEvent.DeskReported desk => OfDesk(desk),
        SystemEvent.AccountSampled(var standing, _) => new AlertNote.AccountStands(standing.Verdict, standing.Stops),
        SystemEvent.ConnectionLost lost => new AlertNote.Lost(lost.Slot, lost.Cause),
        SystemEvent.ConnectionUp up => new AlertNote.Up(up.Slot),
        SystemEvent.ConnectionSucceeded succeeded => new AlertNote.Up(succeeded.Slot),
        SystemEvent.Rotated rotated => new AlertNote.Up(rotated.Slot),
        SystemEvent.EscalationMoved moved => new AlertNote.Escalated(moved.To),
        SystemEvent.SymbolRemoved removed => new AlertNote.Removed(removed.Symbol),
        _ => null,
    };

    private static AlertNote? OfDesk(SystemEvent.DeskReported desk) => desk.Occurrence switch
    {
        DeskEvent.Halted halted => new AlertNote.Halted(desk.Symbol, halted.Causes, halted.WasQuoting),
        DeskEvent.Resumed => new AlertNote.Resumed(desk.Symbol),
        DeskEvent.PositionDiffers differs =>
            new AlertNote.PositionDiffers(desk.Symbol, $"{differs.Cause}: {differs.Detail}"),
        DeskEvent.Mismatched mismatched => new AlertNote.PositionDiffers(desk.Symbol, mismatched.Detail),
        DeskEvent.BookContradicted doubt => new AlertNote.BookContradicted(desk.Symbol, $"{doubt.What}"),
        DeskEvent.OrderRefused refused when IsOfKey(refused.Error) =>
            new AlertNote.KeyTrouble(desk.Symbol.Name, refused.Error),
        _ => null,
    };

    /// <summary>A refusal is told in words that begin with its class.</summary>
    private static bool IsOfKey(string error) =>
        error.StartsWith(nameof(VenueFailure.Unauthorized), StringComparison.Ordinal);
}
