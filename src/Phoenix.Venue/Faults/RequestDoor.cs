using System.Globalization;
using System.Text;
using System.Text.Json;
using Phoenix.Core.Ports;
using Phoenix.Venue.Api;
using Phoenix.Venue.Server;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Faults;

/// <summary>
/// Where requests come in: it lets those that a fault has condemned suffer their fate and serves the others at once.
/// </summary>
internal sealed class RequestDoor(FaultBoard faults, RestDesk desk)
{
    private const string Unknown =
        """{"code":-1000,"msg":"An unknown error occurred while processing the request."}""";

    /// <param name="serve">Carries the call out and answers it.</param>
    /// <param name="reply">Called once, now or later, unless the call is lost.</param>
    internal void Handle(in RequestSight request, Func<HttpAnswer> serve, Action<CallOutcome> reply)
    {
        if (faults.Judge(request) is not { } verdict)
        {
            reply(new CallOutcome.Answered(serve()));
            return;
        }

        var name = request.Name;
        After(verdict.Late, () =>
        {
            var own = verdict.IsApplied ? Serve(name, serve) : null;
            if (verdict.Reply == FaultReply.Error) desk.Count($"{name} (fault)", verdict.Status);
            After(verdict.Delay, () => reply(verdict.Reply switch
            {
                FaultReply.Lost => CallOutcome.Lost.Instance,
                FaultReply.Broken => CallOutcome.Broken.Instance,
                FaultReply.Error => new CallOutcome.Answered(Failure(verdict)),
                _ => new CallOutcome.Answered(own!),
            }));
        });
    }

    /// <summary>A bug met by one request is not to end the exchange's time for all.</summary>
    private HttpAnswer Serve(string name, Func<HttpAnswer> serve)
    {
        try
        {
            return serve();
        }
        catch (Exception)   // counted, and shown by the state
        {
            desk.Count($"{name} (failed)", 500);
            return RestDesk.Plain(500, Unknown);
        }
    }

    private void Serve(VenueSocket socket, (string Id, string Method) request, Action talk)
    {
        try
        {
            talk();
        }
        catch (Exception)   // counted, and shown by the state
        {
            desk.Count($"{request.Method} (failed)", 500);
            socket.Send(Encoding.UTF8.GetBytes($$"""{"id":{{request.Id}},"status":500,"error":{{Unknown}}}"""));
        }
    }

    private static HttpAnswer Failure(RequestVerdict verdict)
    {
        var headers = HttpAnswer.NoHeaders.Add("content-type", "application/json");
        if (verdict.RetryAfter is { } wait)
        {
            var seconds = (long)Math.Ceiling(wait.TotalSeconds);
            headers = headers.Add("retry-after", seconds.ToString(CultureInfo.InvariantCulture));
        }

        return new HttpAnswer(verdict.Status, Encoding.UTF8.GetBytes(verdict.Text), headers);
    }

    private void After(TimeSpan delay, Action work)
    {
        if (delay > TimeSpan.Zero)
        {
            faults.Agenda.At(faults.Agenda.Now + delay, work);
        }
        else
        {
            work();
        }
    }

    /// <summary>The same for the requests of trading-API sockets.</summary>
    internal sealed class Talk(RequestDoor door, FaultBoard faults, ISocketTalk inner) : ISocketTalk
    {
        public void OnText(VenueSocket socket, ReadOnlySpan<byte> text)
        {
            if (!faults.WatchesRequests || Read(text) is not { } request
                || faults.Judge(RequestSight.Trading(request.Method)) is not { } verdict)
            {
                inner.OnText(socket, text);
                faults.Scripts.Settle();
                return;
            }

            var bytes = text.ToArray();
            door.After(verdict.Late, () =>
            {
                var own = verdict.IsApplied
                    ? socket.Overhear(() => door.Serve(socket, request, () => inner.OnText(socket, bytes)))
                    : [];
                faults.Scripts.Settle();
                door.After(verdict.Delay, () => Answer(socket, verdict, request.Id, own));
            });
        }

        private static void Answer(
            VenueSocket socket, RequestVerdict verdict, string id, IReadOnlyList<OutgoingFrame> own)
        {
            switch (verdict.Reply)
            {
                case FaultReply.Lost:
                    break;
                case FaultReply.Broken:
                    socket.Reset();
                    break;
                case FaultReply.Error:
                    var body = $$"""{"id":{{id}},"status":{{verdict.Status}},"error":{{verdict.Text}}}""";
                    socket.Send(Encoding.UTF8.GetBytes(body));
                    break;
                default:
                    foreach (var frame in own)
                    {
                        socket.Send(frame);
                    }

                    break;
            }
        }

        private static (string Id, string Method)? Read(ReadOnlySpan<byte> text)
        {
            using var document = ClientJson.TryParse(text);   // what is no request is answered as ever
            if (document?.RootElement is not { ValueKind: JsonValueKind.Object } request
                || !request.TryGetProperty("method", out var method) || method.ValueKind != JsonValueKind.String)
            {
                return null;
            }

            return (request.TryGetProperty("id", out var id) ? id.GetRawText() : "null", method.GetString()!);
        }
    }
}
