using Microsoft.AspNetCore.Http;

namespace Phoenix.Node.Dashboard;

/// <summary>
/// Lets whoever watches make something go wrong on the embedded exchange; what is asked is handed on as it is, and the
/// exchange says whether it can do it.
/// </summary>
internal sealed class FaultPanel(Uri exchange) : IDisposable
{
    /// <summary>Where faults are posted, listed and ended.</summary>
    public const string Path = "/venue/faults";

    private readonly HttpClient _http = new() { BaseAddress = exchange, Timeout = TimeSpan.FromSeconds(5) };

    public async Task Serve(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), Path)
        {
            Content = new ByteArrayContent(body.ToArray()),
        };
        try
        {
            using var reply = await _http.SendAsync(request, context.RequestAborted);
            context.Response.StatusCode = (int)reply.StatusCode;
            context.Response.ContentType = "application/json";
            await reply.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }

    public void Dispose() => _http.Dispose();
}
