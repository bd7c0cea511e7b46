using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Phoenix.Node.CommandLine;

namespace Phoenix.EndToEnd;

/// <summary>
/// Goal: what opens the account leaves the process on the wire to the exchange and in no other way. Method: a node with
/// everything switched on lives through faults that concern its secrets; all it said, showed and wrote is searched.
/// </summary>
public sealed class SecretSpecs : IDisposable
{
    private const string Key = "phoenix-sim-key";
    private const string Secret = "phoenix-sim-secret";

    private readonly TemporaryFolder _folder = new();
    private readonly int _metrics = LoopbackPort.Free();
    private readonly int _dashboard = LoopbackPort.Free();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task No_secret_is_ever_shown()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals, and other rights.");
        await using var venue = PhoenixProcess.Start("venue");
        var address = await venue.Address();
        using var exchange = new ExchangeView(address);
        var config = Configure(address);
        await using var check = PhoenixProcess.Start("check", "--config", config);
        (await check.Exit()).ShouldBe(ExitCode.Ok, check.Transcript);
        check.Transcript.ShouldContain(
            $"ok       credentials        {_folder.PathOf("credentials")} is ours alone, mode 0600");

        await using var phoenix = PhoenixProcess.Start("--config", config, "--summary", _folder.PathOf("summary.json"));
        await exchange.Until(IsQuoted, PhoenixProcess.Patience, phoenix);
        var listenKeys = new List<string> { await ListenKey(address) };
        await exchange.Strike(new { verb = "keyFail", status = 503, n = 2 });
        await exchange.Strike(new { verb = "keyExpire", mode = "event" });
        await exchange.Until(ExchangeView.NothingRests, PhoenixProcess.Patience, phoenix);
        await exchange.Until(IsQuoted, PhoenixProcess.Patience, phoenix);
        listenKeys.Add(await ListenKey(address));
        await exchange.Strike(new { verb = "refuse", target = "private", n = 1 });
        await exchange.Strike(new { verb = "rst", target = "all" });
        await exchange.Until(ExchangeView.NothingRests, PhoenixProcess.Patience, phoenix);
        await exchange.Until(IsQuoted, PhoenixProcess.Patience, phoenix);
        var shown = await Shown(config);
        await phoenix.Send("INT");
        (await phoenix.Exit()).ShouldBe(ExitCode.Ok, phoenix.Transcript);

        var token = File.ReadAllText(_folder.PathOf("data/control.token")).Trim();
        string[] secrets = [Key, Secret, .. listenKeys, token, "signature="];
        foreach (var (place, text) in shown.Append(("console", phoenix.Transcript + check.Transcript))
            .Concat(Written(".json", ".jsonl", ".md", ".flight.gz")))
        {
            text.ShouldNotBeEmpty(place);
            secrets.ShouldAllBe(secret => !text.Contains(secret, StringComparison.Ordinal), place);
        }
    }

    /// <summary>A wrong secret is what exceptions and refusals are about.</summary>
    [SkippableFact]
    public async Task A_secret_that_the_exchange_refuses_is_not_shown_either()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals, and other rights.");
        const string Wrong = "WrongSecretOfMine";
        await using var venue = PhoenixProcess.Start("venue");
        var config = Configure(await venue.Address(), Wrong);
        await using var phoenix = PhoenixProcess.Start("--config", config, "--for", "5s");

        await phoenix.Exit();

        phoenix.Transcript.ShouldContain("Unauthorized");
        foreach (var (place, text) in Written(".json").Append(("console", phoenix.Transcript)))
        {
            new[] { Key, Wrong }.ShouldAllBe(secret => !text.Contains(secret, StringComparison.Ordinal), place);
        }
    }

    private static bool IsQuoted(JsonElement state) => !ExchangeView.NothingRests(state);

    /// <summary>Whoever asks for a listen key is given the one the account has.</summary>
    private static async Task<string> ListenKey(Uri address)
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Add("X-MBX-APIKEY", Key);
        using var reply = await http.PostAsync("fapi/v1/listenKey", content: null);
        reply.EnsureSuccessStatusCode();
        return (await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("listenKey").GetString()!;
    }

    private string Configure(Uri address, string secret = Secret)
    {
        var credentials = _folder.Write("credentials", $"api-key = {Key}\nsecret = {secret}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(credentials, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return _folder.Write("node.conf", string.Create(CultureInfo.InvariantCulture, $$"""
            phoenix {
              symbols = [ETHUSDC]
              venue {
                mode = external
                external {
                  rest-url = "http://{{address.Authority}}"
                  stream-url = "ws://{{address.Authority}}"
                  trading-url = "ws://{{address.Authority}}/ws-fapi/v1"
                }
                credentials {
                  file = "{{credentials}}"
                  api-key-variable = PHOENIX_SECRET_SPECS_KEY
                  secret-variable = PHOENIX_SECRET_SPECS_SECRET
                }
              }
              node.data-folder = "{{_folder.PathOf("data")}}"
              recorder.merge-window = 1s
              logging { level = debug, file = "{{_folder.PathOf("data/log.json")}}" }
              dashboard { port = {{_dashboard}}, any-port = off }
              metrics.port = {{_metrics}}
            }
            """));
    }

    /// <summary>What a running node shows to whoever looks.</summary>
    private async Task<List<(string Place, string Text)>> Shown(string config)
    {
        using var http = new HttpClient();
        var shown = new List<(string Place, string Text)>();
        foreach (var path in new[] { "metrics", "health/live", "health/ready" })
        {
            using var reply = await http.GetAsync(new Uri($"http://127.0.0.1:{_metrics}/{path}"));
            shown.Add((path, await reply.Content.ReadAsStringAsync()));
        }

        shown.Add(("dashboard", await Pictures()));
        shown.Add(("settings file", await File.ReadAllTextAsync(config)));
        return shown;
    }

    /// <summary>The first pictures that the page is sent.</summary>
    private async Task<string> Pictures()
    {
        using var limit = new CancellationTokenSource(PhoenixProcess.Patience);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{_dashboard}/live"), limit.Token);
        var text = new StringBuilder();
        var buffer = new byte[64 << 10];
        for (var messages = 0; messages < 5;)
        {
            var part = await socket.ReceiveAsync(buffer, limit.Token);
            text.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
            messages += part.EndOfMessage ? 1 : 0;
        }

        return text.ToString();
    }

    /// <summary>Every file of the node, except those that are there to hold a secret.</summary>
    /// <param name="kinds">What there must be, or nothing was proven.</param>
    private IEnumerable<(string Place, string Text)> Written(params string[] kinds)
    {
        var files = Directory.GetFiles(_folder.PathOf("data"), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "control.token")
            .ToList();
        foreach (var kind in kinds)
        {
            files.ShouldContain(file => file.EndsWith(kind, StringComparison.Ordinal));
        }

        return files.Select(file => (file, Text(file)));
    }

    private static string Text(string path)
    {
        using var file = File.OpenRead(path);
        using Stream plain = path.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(file, CompressionMode.Decompress)
            : file;
        using var reader = new StreamReader(plain, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
