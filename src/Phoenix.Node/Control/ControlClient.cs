using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Phoenix.Node.Control;

/// <summary>Asks a running node over its control endpoint.</summary>
internal sealed class ControlClient : IDisposable
{
    private static readonly TimeSpan Allowance = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;

    public ControlClient(int port, ControlToken token, TimeSpan patience)
    {
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{port}{ControlWords.Root}"),
            Timeout = patience + Allowance,
        };
        _http.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(token.Header);
    }

    /// <exception cref="NodeUnreachableException">No node answers there.</exception>
    public Task<ControlReply> Command(string verb, ControlRequest request) => Asking(async () =>
    {
        using var response = await _http.PostAsJsonAsync(verb, request, ControlJson.Options);
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => Refused("the token is not that of the node"),
            HttpStatusCode.BadRequest or HttpStatusCode.NotFound => Refused("the node does not know such a command"),
            _ => await Read<ControlReply>(response),
        };
    });

    /// <summary>Null when the trading system does not answer.</summary>
    /// <exception cref="NodeUnreachableException">No node answers there, or it does not know the token.</exception>
    public Task<ControlStatus?> Status() => Asking<ControlStatus?>(async () =>
    {
        using var response = await _http.GetAsync(new Uri(ControlWords.Status, UriKind.Relative));
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => throw new NodeUnreachableException("the token is not that of the node"),
            HttpStatusCode.ServiceUnavailable => null,
            _ => await Read<ControlStatus>(response),
        };
    });

    public void Dispose() => _http.Dispose();

    private static ControlReply Refused(string reason) => new(ControlReply.Refused, reason, []);

    private static async Task<T> Read<T>(HttpResponseMessage response) =>
        await response.Content.ReadFromJsonAsync<T>(ControlJson.Options)
        ?? throw new NodeUnreachableException("the answer is empty");

    private async Task<T> Asking<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or JsonException)
        {
            throw new NodeUnreachableException(
                $"no node answers at {_http.BaseAddress!.Authority}: {failure.Message.ReplaceLineEndings(" ")}");
        }
    }
}

/// <summary>The node does not answer: it does not run, or does not listen there.</summary>
internal sealed class NodeUnreachableException(string message) : Exception(message);
