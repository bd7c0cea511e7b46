using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Phoenix.Core.Ports;
using Phoenix.Venue.Server;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Tests;

/// <summary>A venue with one account, driven by hand: calls are signed, sockets record what they hear.</summary>
internal sealed class VenueRig
{
    internal const string Key = "phoenix-sim-key";
    internal const string Secret = "phoenix-sim-secret";

    internal VenueRig(VenueOptions? options = null) => Server = new VenueServer(options ?? new VenueOptions());

    internal VenueServer Server { get; }

    internal long Now => Server.Now.Milliseconds;

    internal static string Sign(string text, string secret = Secret) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));

    internal void RunFor(int milliseconds)
    {
        var end = Server.Now + TimeSpan.FromMilliseconds(milliseconds);
        while (Server.Now < end)
        {
            Server.Advance(Server.NextDue < end ? Server.NextDue : end);
        }
    }

    internal RecordingPeer Connect(string path)
    {
        var peer = new RecordingPeer();
        peer.Socket = Server.Accept(path, peer, out _).ShouldNotBeNull();
        return peer;
    }

    internal (int Status, JsonElement Body) Get(string path) => Call("GET", path, null);

    internal (int Status, JsonElement Body) Call(string method, string pathAndQuery, string? key = Key)
    {
        var answer = Server.Handle(new HttpCall(method, pathAndQuery, key)).ShouldNotBeNull();
        return (answer.Status, JsonDocument.Parse(answer.Body).RootElement);
    }

    internal (int Status, JsonElement Body) Signed(string method, string path, string query = "")
    {
        var stamped = $"{query}{(query.Length > 0 ? "&" : "")}timestamp={Now}";
        return Call(method, $"{path}?{stamped}&signature={Sign(stamped)}");
    }

    internal (int Status, JsonElement Body) Place(
        string side, decimal price, decimal quantity, string timeInForce = "GTX", string id = "", string more = "")
    {
        var named = id.Length > 0 ? $"&newClientOrderId={id}" : "";
        var terms = $"side={side}&type=LIMIT&timeInForce={timeInForce}&price={price}&quantity={quantity}";
        return Signed("POST", "/fapi/v1/order", $"symbol=ETHUSDC&{terms}{named}{more}");
    }

    internal string NewListenKey() => Call("POST", "/fapi/v1/listenKey").Body.GetProperty("listenKey").GetString()!;

    internal decimal Best(string side)
    {
        var book = Get("/fapi/v1/depth?symbol=ETHUSDC&limit=5").Body;
        return decimal.Parse(book.GetProperty(side)[0][0].GetString()!);
    }

    /// <summary>A signed request on a trading socket and its reply.</summary>
    internal JsonElement Ask(RecordingPeer peer, string method, params (string Name, object Value)[] parameters)
    {
        var all = parameters.ToList();
        all.Add(("apiKey", Key));
        all.Add(("timestamp", Now));
        var sorted = all.OrderBy(pair => pair.Name, StringComparer.Ordinal).Select(pair => $"{pair.Name}={pair.Value}");
        all.Add(("signature", Sign(string.Join('&', sorted))));
        var body = JsonSerializer.Serialize(all.ToDictionary(pair => pair.Name, pair => pair.Value));
        peer.Say($$"""{"id":"r-1","method":"{{method}}","params":{{body}}}""");
        return peer.Last;
    }
}

/// <summary>Remembers what the venue sent.</summary>
internal sealed class RecordingPeer : IVenuePeer
{
    internal VenueSocket Socket { get; set; } = null!;

    internal List<string> Texts { get; } = [];

    internal bool IsDark { get; private set; }

    internal List<string> Pings { get; } = [];

    internal bool AnswersPings { get; set; } = true;

    internal List<string> Endings { get; } = [];

    internal JsonElement Last => JsonDocument.Parse(Texts[^1]).RootElement;

    internal IEnumerable<JsonElement> Frames => Texts.Select(text => JsonDocument.Parse(text).RootElement);

    public void Send(ReadOnlyMemory<byte> text) => Texts.Add(Encoding.UTF8.GetString(text.Span));

    public void Ping(ReadOnlyMemory<byte> payload)
    {
        Pings.Add(Encoding.UTF8.GetString(payload.Span));
        if (AnswersPings) Socket.OnPong(payload.Span);
    }

    public void Close(int code, string reason) => Endings.Add($"close {code}");

    public void Abort() => Endings.Add("abort");

    public void GoDark() => IsDark = true;

    internal void Say(string text) => Socket.OnText(Encoding.UTF8.GetBytes(text));

    internal IEnumerable<JsonElement> Events(string type) =>
        Frames.Where(frame => frame.TryGetProperty("e", out var e) && e.GetString() == type);
}
