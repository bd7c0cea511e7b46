using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;
using Phoenix.Venue.Http;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Tests.Http;

/// <summary>Clients on real sockets that break the protocols: each is told off, none harms the venue.</summary>
public sealed class HostileClientSpecs : IAsyncLifetime, IDisposable
{
    private static readonly VenueOptions Options = new()
    {
        Limits = new VenueLimits
        {
            WeightPerMinute = int.MaxValue,
            HeadTimeout = TimeSpan.FromSeconds(1),
            QueuedBytes = 256 * 1024,
        },
    };

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));
    private readonly RecordingLoggers _logs = new();
    private KestrelVenue _venue = null!;

    private int Port => _venue.BaseAddress.Port;

    public async Task InitializeAsync() =>
        _venue = await KestrelVenue.StartAsync(Options, 0, TimeProvider.System, _logs);

    public async Task DisposeAsync()
    {
        _logs.Lines.Where(line => line.Level >= LogLevel.Warning).ShouldBeEmpty();   // nothing of it was unexpected
        await _venue.DisposeAsync();
    }

    public void Dispose()
    {
        _limit.Dispose();
        _logs.Dispose();
    }

    [Theory]
    [InlineData(0x81, true, 65_537UL, 1009)]            // one byte too long, announced only
    [InlineData(0x81, true, ulong.MaxValue, 1009)]
    [InlineData(0x81, false, null, 1002)]               // not masked
    [InlineData(0xC1, true, null, 1002)]                // compressed without agreement
    [InlineData(0x83, true, null, 1002)]                // no such opcode
    [InlineData(0x80, true, null, 1002)]                // the rest of nothing
    [InlineData(0x09, true, null, 1002)]                // a ping in pieces
    [InlineData(0x89, true, 126UL, 1002)]               // a ping too long
    public async Task A_broken_frame_ends_the_socket_with_a_code(int first, bool isMasked, ulong? announced, int code)
    {
        using var client = await RawClient.Open(Port, "/public/ws", _limit.Token);
        await client.Send(RawClient.Frame(first, "ping"u8, isMasked, announced), _limit.Token);
        (await client.ReadClose(_limit.Token)).ShouldBe(code);
        await client.ReadToEnd(_limit.Token);
        await ShouldBeWell();
    }

    [Fact]
    public async Task Text_that_is_not_UTF8_ends_the_socket()
    {
        using var client = await RawClient.Open(Port, "/ws-fapi/v1", _limit.Token);
        await client.Send(RawClient.Frame(0x81, [0x22, 0xC3, 0x28, 0x22]), _limit.Token);
        (await client.ReadClose(_limit.Token)).ShouldBe(1007);
    }

    [Fact]
    public async Task A_message_too_long_in_sum_ends_the_socket()
    {
        using var client = await RawClient.Open(Port, "/public/ws", _limit.Token);
        await client.Send(RawClient.Frame(0x01, new byte[40_000]), _limit.Token);
        await client.Send(RawClient.Frame(0x00, new byte[40_000]), _limit.Token);
        (await client.ReadClose(_limit.Token)).ShouldBe(1009);
    }

    [Fact]
    public async Task A_message_in_more_pieces_than_sense_ends_the_socket()
    {
        using var client = await RawClient.Open(Port, "/public/ws", _limit.Token);
        var pieces = Enumerable.Range(0, 2000).SelectMany(i => RawClient.Frame(i == 0 ? 0x01 : 0x00, []));
        await client.Send([.. pieces], _limit.Token);
        (await client.ReadClose(_limit.Token)).ShouldBe(1008);
    }

    [Fact]
    public async Task A_message_in_pieces_with_a_ping_between_them_is_understood()
    {
        using var client = await RawClient.Open(Port, "/public/ws", _limit.Token);
        await client.Send(RawClient.Frame(0x01, """{"method":"LIST_SUB"""u8), _limit.Token);
        await client.Send(RawClient.Frame(0x89, "between"u8), _limit.Token);
        await client.Send(RawClient.Frame(0x80, """SCRIPTIONS","id":7}"""u8), _limit.Token);
        (await ReadText(client)).ShouldBe((10, "between"));
        (await ReadText(client)).ShouldBe((1, """{"result":[],"id":7}"""));
    }

    [Fact]
    public async Task A_close_is_answered_with_its_code()
    {
        using var client = await RawClient.Open(Port, "/public/ws", _limit.Token);
        await client.Send(RawClient.Frame(0x88, [0x0F, 0xA1, (byte)'b']), _limit.Token);   // 4001
        (await client.ReadClose(_limit.Token)).ShouldBe(4001);
        await client.ReadToEnd(_limit.Token);
    }

    [Fact]
    public async Task An_eleventh_ping_in_a_second_ends_the_socket()
    {
        using var client = await RawClient.Open(Port, "/public/ws", _limit.Token);
        await client.Send([.. Enumerable.Repeat(RawClient.Frame(0x89, []), 21).SelectMany(ping => ping)], _limit.Token);
        (await client.ReadClose(_limit.Token)).ShouldBe(1008);   // ten more, lest the second changes between
    }

    [Fact]
    public async Task The_venue_pings_with_a_payload()
    {
        var limits = Options.Limits with { PingInterval = TimeSpan.FromSeconds(1) };
        await using var venue = await KestrelVenue.StartAsync(Options with { Limits = limits }, 0, TimeProvider.System);
        using var client = await RawClient.Open(venue.BaseAddress.Port, "/public/ws", _limit.Token);
        var (opcode, payload) = (await client.ReadFrame(_limit.Token))!.Value;
        opcode.ShouldBe(9);
        long.Parse(Encoding.ASCII.GetString(payload)).ShouldBeGreaterThan(1_700_000_000_000);
        await client.Send(RawClient.Frame(0x8A, payload), _limit.Token);
        await client.ReadFrame(_limit.Token);   // the next ping: the pong was read before the second was over
        (await venue.Read(server => server.State.Sockets.Single().UnansweredPings)).ShouldBe(1);
    }

    [Theory]
    [InlineData("8", "dGhlIHNhbXBsZSBub25jZQ==", "426")]
    [InlineData("13", "short", "400")]
    [InlineData("13", "dGhlIHNhbXBsZSBub25jZTogMTI=", "400")]
    public async Task A_badly_asked_upgrade_is_refused(string version, string key, string status)
    {
        using var client = await RawClient.Dial(Port, _limit.Token);
        await client.Send(RawClient.Upgrade("/public/ws", version, key), _limit.Token);
        (await client.ReadHead(_limit.Token)).ShouldStartWith($"HTTP/1.1 {status} ");
        (await _venue.Read(server => server.State.Sockets.Length)).ShouldBe(0);
    }

    [Fact]
    public async Task Noise_instead_of_a_request_is_answered_and_cut()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            using var client = await RawClient.Dial(Port, _limit.Token);
            var noise = new byte[200];
            new Random(seed).NextBytes(noise);
            await client.Send([.. noise, .. "\r\n\r\n"u8], _limit.Token);
            await client.ReadToEnd(_limit.Token);
        }

        await ShouldBeWell();
    }

    [Fact]
    public async Task Noise_after_the_upgrade_ends_the_socket()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            using var client = await RawClient.Open(Port, "/ws-fapi/v1", _limit.Token);
            var noise = new byte[500];
            new Random(seed).NextBytes(noise);
            noise[0] |= 0x40;   // a first frame that cannot be right
            await client.Send(noise, _limit.Token);
            await client.ReadToEnd(_limit.Token);
        }

        await ShouldBeWell();
    }

    [Fact]
    public async Task A_head_that_dribbles_in_is_not_waited_for()
    {
        using var client = await RawClient.Dial(Port, _limit.Token);
        await client.Send("GET /fapi/v1/time HTTP/1.1\r\nHost: ve", _limit.Token);
        await client.ReadToEnd(_limit.Token);
    }

    [Theory]
    [InlineData(65_536, HttpStatusCode.Unauthorized)]
    [InlineData(65_537, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_too_long_is_refused(int length, HttpStatusCode status)
    {
        using var http = new HttpClient { BaseAddress = _venue.BaseAddress };
        using var content = new ByteArrayContent(new byte[length]);
        using var answer = await http.PostAsync(new Uri("/fapi/v1/order", UriKind.Relative), content, _limit.Token);
        answer.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task A_socket_that_does_not_read_is_cut_off()
    {
        using var client = await RawClient.Open(Port, "/ws-fapi/v1", _limit.Token);
        var request = RawClient.Frame(
            0x81, """{"id":1,"method":"depth","params":{"symbol":"ETHUSDC","limit":1000}}"""u8);
        byte[] many = [.. Enumerable.Repeat(request, 50).SelectMany(bytes => bytes)];
        var isCut = false;
        try
        {
            while (true) await client.Send(many, _limit.Token);
        }
        catch (IOException)
        {
            isCut = true;
        }

        isCut.ShouldBeTrue();
        await ShouldBeWell();
    }

    [Fact]
    public async Task Form_and_query_are_read_by_content_type()
    {
        using var http = new HttpClient { BaseAddress = _venue.BaseAddress };
        http.DefaultRequestHeaders.Add("X-MBX-APIKEY", VenueRig.Key);
        var now = await _venue.Read(server => server.Now.Milliseconds);
        var form = $"symbol=ETHUSDC&orderId=1&timestamp={now}";
        form += $"&signature={VenueRig.Sign(form)}";
        foreach (var (type, code) in new[]
        {
            ("application/x-www-form-urlencoded", "-2011"), ("text/plain", "-2011"), ("application/json", "-1102"),
        })
        {
            using var request = new HttpRequestMessage(HttpMethod.Delete, "/fapi/v1/order");
            request.Content = new StringContent(form, Encoding.UTF8, type);
            using var answer = await http.SendAsync(request, _limit.Token);
            (await answer.Content.ReadAsStringAsync(_limit.Token)).ShouldContain(code);
        }
    }

    private static async Task<(int Opcode, string Text)> ReadText(RawClient client)
    {
        var (opcode, payload) = (await client.ReadFrame(CancellationToken.None))!.Value;
        return (opcode, Encoding.UTF8.GetString(payload));
    }

    /// <summary>It answers others, and holds on to nobody who is gone.</summary>
    private async Task ShouldBeWell()
    {
        using var http = new HttpClient { BaseAddress = _venue.BaseAddress };
        using var answer = await http.GetAsync(new Uri("/fapi/v1/ping", UriKind.Relative), _limit.Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        while (await _venue.Read(server => server.State.Sockets.Length) > 0)
        {
            _limit.Token.ThrowIfCancellationRequested();
        }
    }
}
