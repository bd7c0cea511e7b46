using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Phoenix.Binance.Rest;
using Phoenix.Binance.Tests.Fakes;
using Phoenix.Core.Ports;

namespace Phoenix.Binance.Tests.Rest;

/// <summary>Real requests on the loopback.</summary>
public sealed class HttpClientTransportSpecs
{
    [Fact]
    public async Task What_is_signed_is_what_is_sent()
    {
        const string Target = "/fapi/v1/order?a=%2D%7e%3Ab&signature=0f";
        var seen = string.Empty;
        await using var server = await LoopbackServer.Start(context =>
        {
            var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            seen = $"{context.Request.Method} {raw} {context.Request.Headers["X-MBX-APIKEY"]}";
            return Task.CompletedTask;
        });
        using var transport = new HttpClientTransport(server.Http, new HttpTransportOptions());

        await transport.Send(new HttpCall("DELETE", Target, "the-key"), CancellationToken.None);

        seen.ShouldBe($"DELETE {Target} the-key");
    }

    [Fact]
    public async Task An_answer_comes_with_lower_case_headers_whatever_its_status()
    {
        await using var server = await LoopbackServer.Start(async context =>
        {
            context.Response.StatusCode = 418;
            context.Response.Headers["X-MBX-USED-WEIGHT-1M"] = "12";
            context.Response.Headers.RetryAfter = "7";
            await context.Response.WriteAsync("teapot");
        });
        using var transport = new HttpClientTransport(server.Http, new HttpTransportOptions());

        var answer = await transport.Send(new HttpCall("GET", "/", null), CancellationToken.None);

        answer.Status.ShouldBe(418);
        Encoding.UTF8.GetString(answer.Body.Span).ShouldBe("teapot");
        answer.Headers["x-mbx-used-weight-1m"].ShouldBe("12");
        answer.Headers["retry-after"].ShouldBe("7");
    }

    /// <summary>On a warm connection the handler would by itself ask again: see the transport's comment.</summary>
    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task A_connection_that_dies_without_an_answer_is_an_io_failure_and_asked_once(string method)
    {
        var asked = 0;
        await using var server = await LoopbackServer.Start(context =>
        {
            if (string.Equals(context.Request.Method, method, StringComparison.Ordinal))
            {
                asked++;
                context.Abort();
            }

            return Task.CompletedTask;
        });
        using var transport = new HttpClientTransport(server.Http, new HttpTransportOptions());
        await transport.Send(new HttpCall("GET", "/", null), CancellationToken.None);

        await Should.ThrowAsync<IOException>(
            () => transport.Send(new HttpCall(method, "/", null), CancellationToken.None));

        asked.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_connection_is_an_io_failure()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var free = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var transport = new HttpClientTransport(new Uri($"http://127.0.0.1:{free}"), new HttpTransportOptions());

        await Should.ThrowAsync<IOException>(
            () => transport.Send(new HttpCall("GET", "/", null), CancellationToken.None));
    }

    [Fact]
    public async Task A_pooled_connection_that_the_peer_ended_while_idle_costs_no_request()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var transport = new HttpClientTransport(
            new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), new HttpTransportOptions());
        for (var idle = 0; idle < 3; idle++)
        {
            var asked = transport.Send(new HttpCall("PUT", "/fapi/v1/listenKey", "key"), CancellationToken.None);
            using var connection = await listener.AcceptTcpClientAsync();
            await connection.GetStream().ReadExactlyAsync(new byte[16]);
            await connection.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"u8.ToArray());

            (await asked).Status.ShouldBe(200); // and then the connection ends, without a word
        }
    }

    [Fact]
    public void An_address_is_looked_up_again_within_minutes() =>
        new HttpTransportOptions().ConnectionLifetime.ShouldBeInRange(
            TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(15));

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var server = await LoopbackServer.Start(context =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });
        using var transport = new HttpClientTransport(server.Http, new HttpTransportOptions());

        (await transport.Send(new HttpCall("GET", "/", null), CancellationToken.None)).Status.ShouldBe(302);
    }

    [Fact]
    public async Task Giving_up_is_a_cancellation()
    {
        using var givingUp = new CancellationTokenSource();
        await using var server = await LoopbackServer.Start(async context =>
        {
            await givingUp.CancelAsync();
            await new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
        });
        using var transport = new HttpClientTransport(server.Http, new HttpTransportOptions());

        await Should.ThrowAsync<OperationCanceledException>(
            () => transport.Send(new HttpCall("GET", "/", null), givingUp.Token));
    }
}
