using Akka.Actor;
using Microsoft.Extensions.Logging;
using Phoenix.Actors.Time;
using Phoenix.Core.Ports;

namespace Phoenix.Actors.Account;

/// <summary>
/// Knows how to ask the venue what the account looks like. It keeps nothing: the desks own orders and positions and
/// compare; its death costs one request.
/// </summary>
internal sealed class AccountActor : ReceiveActor
{
    private readonly IVenueRest _rest;
    private readonly AccountReader _reader;
    private readonly ILogger _log;

    public AccountActor(PhoenixPorts ports)
    {
        (_rest, _reader) = (ports.Rest, new AccountReader(ports.Rest));
        _log = ports.Logs.CreateLogger("Phoenix.Account");
        Receive<AccountProtocol.FetchPicture>(Fetch);
        Receive<AccountProtocol.FetchFunding>(Fetch);
    }

    public static Props Create(PhoenixPorts ports) => Props.Create(() => new AccountActor(ports));

    private void Fetch(AccountProtocol.FetchPicture wish)
    {
        var (asker, log) = (Sender, _log);
        _reader.Read(wish, Context.System.Now()).PipeTo(
            asker,
            success: picture =>
            {
                if (picture.Problem is { } problem)
                {
                    log.PictureFailed(wish.Symbol, problem.ToString());
                }

                return picture;
            },
            failure: error => new AccountProtocol.Picture(
                wish.Symbol, null, new VenueError(VenueFailure.OutcomeUnknown, 0, error.Message)));
    }

    private void Fetch(AccountProtocol.FetchFunding wish)
    {
        var asker = Sender;
        _rest.GetFunding(wish.Symbol, wish.From)
            .PipeTo(asker, success: reply => new AccountProtocol.Funding(wish.Symbol, wish.From, reply));
    }
}
