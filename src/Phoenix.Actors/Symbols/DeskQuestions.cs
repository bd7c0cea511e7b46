using Akka.Actor;
using Phoenix.Actors.Account;
using Phoenix.Core.Desk;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;

namespace Phoenix.Actors.Symbols;

/// <summary>
/// What a desk asks by REST. Each answer comes back to the desk as a message; each call ends within the adapter's
/// timeout and never throws.
/// </summary>
internal sealed class DeskQuestions(DeskSetup setup, PhoenixPorts ports, IActorRef desk)
{
    private const int SnapshotLevels = 1000;

    private readonly IVenueRest _rest = ports.Rest;

    private Symbol Symbol => setup.Instrument.Symbol;

    internal void Ask(DeskEffect effect)
    {
        switch (effect)
        {
            case DeskEffect.FetchSnapshot fetch:
                _rest.GetDepth(Symbol, SnapshotLevels)
                    .PipeTo(desk, success: reply => new DeskInputs.SnapshotFetched(fetch.Request, reply));
                break;
            case DeskEffect.ProbeBook probe:
                _rest.GetDepth(Symbol, probe.Levels)
                    .PipeTo(desk, success: reply => new DeskInputs.BookProbed(probe.Request, reply));
                break;
            case DeskEffect.AskStatus:
                _rest.GetStatus(Symbol).PipeTo(desk, success: reply => new DeskInputs.StatusTold(reply));
                break;
            case DeskEffect.AskVerdict:
                _rest.GetTradingVerdict(Symbol).PipeTo(desk, success: reply => new DeskInputs.VerdictTold(reply));
                break;
            case DeskEffect.AskDayVolume:
                _rest.GetDayVolume(Symbol).PipeTo(desk, success: reply => new DeskInputs.DayVolumeTold(reply));
                break;
            case DeskEffect.FetchPicture fetch:
                setup.Account.Tell(new AccountProtocol.FetchPicture(Symbol, fetch.From, fetch.UserEpoch), desk);
                break;
            case DeskEffect.FetchFunding fetch:
                setup.Account.Tell(new AccountProtocol.FetchFunding(Symbol, fetch.From), desk);
                break;
            case DeskEffect.Query query:
                _rest.GetOrder(Symbol, query.Id)
                    .PipeTo(desk, success: reply => new DeskInputs.OrderQueried(query.Id, reply));
                break;
            case DeskEffect.CancelAll:
                _rest.CancelAll(Symbol).PipeTo(desk, success: reply => reply is VenueReply<Done>.Failed(var error)
                    ? new MassCancelFailed(error.ToString())
                    : DeskInputs.Tick.Instance);
                break;
            case DeskEffect.ArmCountdown arm:
                _rest.ArmCountdown(Symbol, arm.Countdown)
                    .PipeTo(desk, success: reply => new DeskInputs.CountdownArmed(reply, arm.SentAt));
                break;
        }
    }

    /// <summary>The mass cancel did not come through; the desk goes on by itself.</summary>
    internal sealed record MassCancelFailed(string Problem);
}
