using System.Net;
using Microsoft.Extensions.Logging;
using Phoenix.Node.Logs;
using Phoenix.Node.Metrics;

namespace Phoenix.Node.Tests.Metrics;

/// <summary>A receiver that does not take the metrics is told once, and so is its return.</summary>
public sealed class ExportWatchSpecs : IDisposable
{
    private readonly FakeReceiver _receiver = new();
    private readonly ListLogger _log = new();
    private readonly HttpClient _http;

    public ExportWatchSpecs() => _http = new HttpClient(new ExportWatch(_receiver, "Metrics", _log));

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_outage_is_told_once_and_its_end_once(bool answers)
    {
        _receiver.Answer = answers ? HttpStatusCode.ServiceUnavailable : null;
        await Send(times: 3);
        _log.Ids.ShouldBe([PhoenixEventId.OtlpFails]);

        _receiver.Answer = HttpStatusCode.OK;
        await Send(times: 3);
        _log.Ids.ShouldBe([PhoenixEventId.OtlpFails, PhoenixEventId.OtlpArrives]);

        _receiver.Answer = null;
        await Send(times: 2);
        _log.Ids.ShouldBe([PhoenixEventId.OtlpFails, PhoenixEventId.OtlpArrives, PhoenixEventId.OtlpFails]);
    }

    [Fact]
    public async Task A_receiver_in_health_is_not_told_of()
    {
        _receiver.Answer = HttpStatusCode.OK;
        await Send(times: 3);

        _log.Ids.ShouldBeEmpty();
    }

    /// <summary>The exporter may ask in either way; what becomes of the request must reach it.</summary>
    private async Task Send(int times)
    {
        for (var time = 0; time < times; time++)
        {
            using var first = new HttpRequestMessage(HttpMethod.Post, "http://127.0.0.1/v1/metrics");
            using var second = new HttpRequestMessage(HttpMethod.Post, "http://127.0.0.1/v1/metrics");
            if (_receiver.Answer is null)
            {
                Should.Throw<HttpRequestException>(() => _http.Send(first));
                await Should.ThrowAsync<HttpRequestException>(() => _http.SendAsync(second));
            }
            else
            {
                _http.Send(first).Dispose();
                (await _http.SendAsync(second)).Dispose();
            }
        }
    }

    private sealed class FakeReceiver : HttpMessageHandler
    {
        /// <summary>Null for nobody there.</summary>
        public HttpStatusCode? Answer { get; set; }

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Answer is { } code ? new HttpResponseMessage(code) : throw new HttpRequestException("refused");

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.Run(() => Send(request, cancellationToken), cancellationToken);
    }

    private sealed class ListLogger : ILogger
    {
        public List<int> Ids { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) => Ids.Add(eventId.Id);
    }
}
