using System.Globalization;
using System.Text;
using System.Text.Json;
using Phoenix.Venue.Api;
using Phoenix.Venue.MarketData;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Sockets;

/// <summary>Answers control messages on stream sockets.</summary>
/// <remarks>
/// Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-market-streams/
/// Live-Subscribing-Unsubscribing-to-streams (read 2026-05-28). What is not JSON is answered and the socket closed.
/// </remarks>
internal sealed class StreamTalk(VenueFloor floor, StreamFeeds feeds) : ISocketTalk
{
    private const int LongestId = 36;

    private const string Methods =
        "`SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY`";

    private readonly JsonText _json = new();

    public void OnText(VenueSocket socket, ReadOnlySpan<byte> text)
    {
        using var document = ClientJson.TryParse(text);
        if (document is null)
        {
            Fail(socket, null, 3, "Invalid JSON: expected value at line 1 column 1");
            socket.Close(1008, "Invalid JSON");
            return;
        }

        Answer(socket, document.RootElement);
    }

    private void Answer(VenueSocket socket, JsonElement request)
    {
        if (request.ValueKind != JsonValueKind.Object || !request.TryGetProperty("method", out var method)
            || method.ValueKind != JsonValueKind.String)
        {
            Fail(socket, null, 2, Missing("method", request));
            return;
        }

        if (!TryReadId(request, out var id))
        {
            Fail(socket, null, 2, "Invalid request: request ID must be an unsigned integer");
            return;
        }

        switch (method.GetString())
        {
            case "SUBSCRIBE":
                Change(socket, id, request, isOn: true);
                break;
            case "UNSUBSCRIBE":
                Change(socket, id, request, isOn: false);
                break;
            case "LIST_SUBSCRIPTIONS":
                List(socket, id);
                break;
            case "SET_PROPERTY":
                SetProperty(socket, id, request);
                break;
            case "GET_PROPERTY":
                GetProperty(socket, id, request);
                break;
            case var unknown:
                Fail(socket, id, 2, Unknown(unknown, request));
                break;
        }
    }

    /// <summary>The column is where the object ends.</summary>
    private static string Missing(string field, JsonElement request) => string.Create(
        CultureInfo.InvariantCulture,
        $"Invalid request: missing field `{field}` at line 1 column {request.GetRawText().Length}");

    /// <summary>The column is where the unknown word ends.</summary>
    private static string Unknown(string? method, JsonElement request)
    {
        var text = request.GetRawText();
        var quoted = $"\"{method}\"";
        var column = text.IndexOf(quoted, StringComparison.Ordinal) + quoted.Length;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Invalid request: unknown variant `{method}`, expected one of {Methods} at line 1 column {column}");
    }

    /// <summary>Reads the id as it is echoed: a whole number, or a text as the official connector sends.</summary>
    private static bool TryReadId(JsonElement request, out string? id)
    {
        id = null;
        if (!request.TryGetProperty("id", out var given) || given.ValueKind == JsonValueKind.Null) return true;
        id = given.GetRawText();
        return given.ValueKind switch
        {
            JsonValueKind.Number => given.TryGetUInt64(out _),
            JsonValueKind.String => given.GetString()!.Length <= LongestId,
            _ => false,
        };
    }

    private void Change(VenueSocket socket, string? id, JsonElement request, bool isOn)
    {
        if (!request.TryGetProperty("params", out var names))
        {
            Fail(socket, id, 2, Missing("params", request));
            return;
        }

        if (names.ValueKind != JsonValueKind.Array
            || names.EnumerateArray().Any(name => name.ValueKind != JsonValueKind.String))
        {
            Fail(socket, id, 2, "Invalid request: params must be an array of stream names");
            return;
        }

        if (names.EnumerateArray().Any(name => !IsStream(name.GetString()!)))
        {
            Fail(socket, id, 2, "Invalid request: invalid stream");
            return;
        }

        if (isOn && Exceeds(socket, names))
        {
            Fail(socket, id, 2, $"Invalid request: more than {floor.Limits.StreamsPerSocket} streams");
            return;
        }

        foreach (var item in names.EnumerateArray())
        {
            var name = item.GetString()!;
            if (socket.Class == SocketClass.Private)
            {
                ChangePrivate(socket, name, isOn);
            }
            else if (isOn)
            {
                feeds.Subscribe(socket, name);
            }
            else
            {
                feeds.Unsubscribe(socket, name);
            }
        }

        Reply(socket, id, "null"u8);
    }

    /// <summary>Whether it may be a name at all; one that names nothing is accepted and stays silent.</summary>
    /// <remarks>Source: replies seen by users, https://github.com/ccxt/ccxt/pull/19833 (a name with a blank).</remarks>
    private static bool IsStream(string name) => name.Length > 0 && !name.Any(char.IsWhiteSpace);

    /// <summary>A request that goes beyond the limit is refused whole. The text is ours: none is published.</summary>
    private bool Exceeds(VenueSocket socket, JsonElement names)
    {
        var asked = names.EnumerateArray().Select(name => name.GetString()!);
        var carried = socket.Class == SocketClass.Private ? socket.Keys.Select(key => key.Item) : socket.Names;
        return carried.Union(asked, StringComparer.Ordinal).Count() > floor.Limits.StreamsPerSocket;
    }

    /// <summary>Items of the private route read <c>KEY</c> or <c>KEY@EVENT</c>.</summary>
    private static void ChangePrivate(VenueSocket socket, string item, bool isOn)
    {
        var parts = item.Split('@', 2);
        var subscription = new PrivateSubscription(parts[0], parts.Length == 2 ? parts[1] : null);
        socket.Keys.Remove(subscription);
        socket.Names.Remove(subscription.Event ?? "*");
        if (!isOn) return;
        socket.Keys.Add(subscription);
        socket.Names.Add(subscription.Event ?? "*");
    }

    private void List(VenueSocket socket, string? id)
    {
        IEnumerable<string> items = socket.Class == SocketClass.Private
            ? socket.Keys.Select(key => key.Item).Order(StringComparer.Ordinal)
            : socket.Names;
        _json.Clear().BeginArray();
        foreach (var item in items)
        {
            _json.Value(item);
        }

        Reply(socket, id, _json.EndArray().ToArray());
    }

    private void SetProperty(VenueSocket socket, string? id, JsonElement request)
    {
        if (ReadProperty(socket, id, request, 2) is not { } parameters) return;
        var value = parameters[1];
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Fail(socket, id, 1, "Invalid value type: expected Boolean");
            return;
        }

        socket.IsCombined = value.GetBoolean();
        Reply(socket, id, "null"u8);
    }

    private void GetProperty(VenueSocket socket, string? id, JsonElement request)
    {
        if (ReadProperty(socket, id, request, 1) is null) return;
        Reply(socket, id, socket.IsCombined ? "true"u8 : "false"u8);
    }

    private JsonElement? ReadProperty(VenueSocket socket, string? id, JsonElement request, int count)
    {
        if (!request.TryGetProperty("params", out var parameters) || parameters.ValueKind != JsonValueKind.Array
            || parameters.GetArrayLength() != count)
        {
            Fail(socket, id, 2, "Invalid request: too many parameters");
            return null;
        }

        if (parameters[0].ValueKind != JsonValueKind.String)
        {
            Fail(socket, id, 2, "Invalid request: property name must be a string");
            return null;
        }

        if (parameters[0].GetString() == "combined") return parameters;
        Fail(socket, id, 0, "Unknown property");
        return null;
    }

    private void Reply(VenueSocket socket, string? id, ReadOnlySpan<byte> result)
    {
        var reply = result.ToArray();
        _json.Clear().BeginObject().Name("result"u8).Raw(reply);
        WriteId(id);
        socket.Send(_json.EndObject().ToArray());
    }

    private void Fail(VenueSocket socket, string? id, int code, string message)
    {
        _json.Clear().BeginObject()
            .Name("error"u8).BeginObject().Member("code"u8, code).Member("msg"u8, message).EndObject();
        if (id is not null) WriteId(id);
        socket.Send(_json.EndObject().ToArray());
    }

    private void WriteId(string? id)
    {
        _json.Name("id"u8);
        _json.Raw(Encoding.UTF8.GetBytes(id ?? "null"));
    }
}
