using Microsoft.Extensions.Logging;
using Phoenix.Node.Logs;

namespace Phoenix.Node.Metrics;

/// <summary>
/// Says in the log that what is sent does not arrive, once until it does again: the exporter itself says nothing there.
/// </summary>
/// <param name="inner">Carries the requests out.</param>
/// <param name="what">Is sent, for the log.</param>
/// <param name="log">Is told.</param>
internal sealed class ExportWatch(HttpMessageHandler inner, string what, ILogger log) : DelegatingHandler(inner)
{
    private bool _isFailing;

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return Judge(request, base.Send(request, cancellationToken));
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            Failed(request, failure.Message);
            throw;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return Judge(request, await base.SendAsync(request, cancellationToken));
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            Failed(request, failure.Message);
            throw;
        }
    }

    private HttpResponseMessage Judge(HttpRequestMessage request, HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
        {
            Failed(request, $"it answers {(int)response.StatusCode}");
        }
        else if (_isFailing)
        {
            _isFailing = false;
            log.OtlpArrives(what, request.RequestUri!);
        }

        return response;
    }

    private void Failed(HttpRequestMessage request, string reason)
    {
        if (!_isFailing)
        {
            _isFailing = true;
            log.OtlpFails(what, request.RequestUri!, reason.ReplaceLineEndings(" "));
        }
    }
}
