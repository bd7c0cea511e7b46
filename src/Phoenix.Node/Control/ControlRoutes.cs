using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Phoenix.Node.Logs;

namespace Phoenix.Node.Control;

/// <summary>
/// The operator's commands over HTTP, for whatever server carries them: one request, one command, answered when the
/// exchange's state confirms it or the time is over. Without the token nothing is answered.
/// </summary>
internal sealed class ControlRoutes(
    ControlToken token, IControlTarget target, IReload settings, TimeSpan patience, ILogger log)
{
    /// <summary>Bodies are this long at most.</summary>
    public const int BodyBytes = 4096;

    private static readonly TimeSpan LongestPatience = TimeSpan.FromHours(1);

    private long _strangers;

    /// <summary>Whether the request carries the token; if not, it is refused and counted.</summary>
    public bool Admits(HttpContext context)
    {
        if (token.Matches(context.Request.Headers.Authorization))
        {
            return true;
        }

        Turn(context, StatusCodes.Status401Unauthorized);
        NoteStranger();
        return false;
    }

    public async Task Serve(HttpContext context)
    {
        if (!Admits(context))
        {
            return;
        }

        var path = context.Request.Path.Value ?? "";
        var verb = path.StartsWith(ControlWords.Root, StringComparison.Ordinal) ? path[ControlWords.Root.Length..] : "";
        if (verb == ControlWords.Status && HttpMethods.IsGet(context.Request.Method))
        {
            await TellStatus(context);
        }
        else if (HttpMethods.IsPost(context.Request.Method))
        {
            await Command(context, verb);
        }
        else
        {
            Turn(context, StatusCodes.Status404NotFound);
        }
    }

    private async Task TellStatus(HttpContext context)
    {
        if (await target.Report() is { } status)
        {
            await context.Response.WriteAsJsonAsync(status, ControlJson.Options, context.RequestAborted);
        }
        else
        {
            Turn(context, StatusCodes.Status503ServiceUnavailable);
        }
    }

    private async Task Command(HttpContext context, string verb)
    {
        var request = await Read(context);
        if (request is not null && verb == ControlWords.Reload)
        {
            await Tell(context, ControlWords.Reload, await settings.Reload());
            return;
        }

        if (request is null || ControlWords.Command(verb, request) is not { } command)
        {
            Turn(context, StatusCodes.Status400BadRequest);
            return;
        }

        var longest = (long)LongestPatience.TotalMilliseconds;
        var wait = request.TimeoutMs is { } ms and > 0 ? TimeSpan.FromMilliseconds(Math.Min(ms, longest)) : patience;
        var reply = ControlWords.Reply(await target.Carry(command, wait));
        await Tell(context, ControlWords.Describe(command), reply);
    }

    private async Task Tell(HttpContext context, string command, ControlReply reply)
    {
        log.Commanded(command, reply.Outcome, reply.Detail);
        context.Response.StatusCode = reply.Outcome switch
        {
            ControlReply.Done => StatusCodes.Status200OK,
            ControlReply.Refused => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status202Accepted,
        };
        await context.Response.WriteAsJsonAsync(reply, ControlJson.Options, context.RequestAborted);
    }

    /// <summary>An empty body is an empty request; null for one that cannot be understood.</summary>
    private static async Task<ControlRequest?> Read(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        try
        {
            return body.Length == 0
                ? new ControlRequest()
                : JsonSerializer.Deserialize<ControlRequest>(body.ToArray(), ControlJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Turn(HttpContext context, int status) => context.Response.StatusCode = status;

    /// <summary>Told at the first and then at every hundredth: a stranger is not to fill the log.</summary>
    private void NoteStranger()
    {
        var count = Interlocked.Increment(ref _strangers);
        if (count % 100 == 1)
        {
            log.CommandWithoutToken(count);
        }
    }
}
