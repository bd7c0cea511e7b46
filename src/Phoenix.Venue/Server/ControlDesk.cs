using System.Globalization;
using System.Text;
using System.Text.Json;
using Phoenix.Core.Ports;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Api;
using Phoenix.Venue.Faults;
using Phoenix.Venue.Faults.Scripts;

namespace Phoenix.Venue.Server;

/// <summary>Paths under <c>/venue</c>, which no real exchange has: state, faults, scripts, accounts, keys.</summary>
internal sealed class ControlDesk(
    FaultBoard faults, AccountControls accounts, Predicate<string> revokeKey, Func<VenueState> readState)
{
    private const string AccountsPath = "/venue/accounts/";

    internal HttpAnswer Handle(string method, string path, string body) => (method, path) switch
    {
        ("GET", "/venue/state") => Json(200, VenueStateReader.PrintIndented(readState())),
        ("GET", "/venue/faults") => Json(200, VenueStateReader.Print(faults.Active)),
        ("POST", "/venue/faults") => Inject(body),
        ("POST", _) when path.StartsWith(AccountsPath, StringComparison.Ordinal) => RunOnAccount(path, body),
        ("POST", "/venue/keys/revoke") => Revoke(body),
        ("DELETE", "/venue/faults") => ClearAll(),
        ("GET", "/venue/script") => Json(200, VenueStateReader.PrintIndented(faults.Scripts.Rules)),
        ("POST", "/venue/script") => Arm(body),
        ("DELETE", "/venue/script") => Disarm(),
        ("DELETE", _) when path.StartsWith("/venue/faults/", StringComparison.Ordinal) => ClearOne(path),
        _ => Refuse(404, $"There is no {method} {path}."),
    };

    private static HttpAnswer Json(int status, byte[] body) => new(
        status, body, HttpAnswer.NoHeaders.Add("content-type", "application/json"));

    private static HttpAnswer Refuse(int status, string message) =>
        Json(status, VenueStateReader.Print(new Dictionary<string, string> { ["error"] = message }));

    /// <exception cref="JsonException">Malformed, or half a surrogate pair is in it.</exception>
    private static JsonDocument Parse(string body) =>
        ClientJson.TryParse(Encoding.UTF8.GetBytes(body)) ?? throw new JsonException("expected one JSON value.");

    private HttpAnswer Inject(string body)
    {
        FaultRequest request;
        try
        {
            using var document = Parse(body);
            request = FaultJson.Read(document.RootElement);
        }
        catch (JsonException malformed)
        {
            return Refuse(400, $"Not a fault: {malformed.Message}");
        }

        return faults.Inject(request) switch
        {
            FaultReceipt.Injected injected =>
                Json(201, VenueStateReader.Print(new Dictionary<string, long> { ["id"] = injected.Id })),
            FaultReceipt.Rejected rejected => Refuse(400, rejected.Reason),
            var other => throw new InvalidOperationException($"Unknown receipt {other}."),
        };
    }

    /// <summary><c>/venue/accounts/{name}/{verb}</c>.</summary>
    private HttpAnswer RunOnAccount(string path, string body)
    {
        var parts = path[AccountsPath.Length..].Split('/');
        if (parts.Length != 2) return Refuse(404, $"There is no {path}.");
        try
        {
            using var document = Parse(body);
            var refusal = accounts.Run(Uri.UnescapeDataString(parts[0]), parts[1], document.RootElement);
            return refusal is null ? Json(200, "{}"u8.ToArray()) : Refuse(400, refusal);
        }
        catch (JsonException malformed)
        {
            return Refuse(400, $"Not JSON: {malformed.Message}");
        }
    }

    /// <summary>The answer does not repeat the key: what is logged of answers names none.</summary>
    private HttpAnswer Revoke(string body)
    {
        try
        {
            using var document = Parse(body);
            var json = document.RootElement;
            if (json.ValueKind != JsonValueKind.Object
                || !json.TryGetProperty("key", out var key)
                || key.ValueKind != JsonValueKind.String)
            {
                return Refuse(400, """Expected {"key":"..."}.""");
            }

            return revokeKey(key.GetString()!) ? Json(200, "{}"u8.ToArray()) : Refuse(404, "There is no such key.");
        }
        catch (JsonException malformed)
        {
            return Refuse(400, $"Not JSON: {malformed.Message}");
        }
    }

    private HttpAnswer Arm(string body)
    {
        JsonElement json;
        try
        {
            using var document = Parse(body);
            json = document.RootElement.Clone();
        }
        catch (JsonException malformed)
        {
            return Refuse(400, $"Not a script: {malformed.Message}");
        }

        var script = ScriptReader.Read(json, out var mistakes);
        var problems = mistakes.IsEmpty ? faults.Scripts.Arm(script) : mistakes;
        return problems.Count == 0
            ? Json(201, VenueStateReader.Print(faults.Scripts.Rules))
            : Refuse(400, $"Not a script: {string.Join(' ', problems)}");
    }

    private HttpAnswer Disarm()
    {
        faults.Scripts.Disarm();
        return Json(200, "{}"u8.ToArray());
    }

    private HttpAnswer ClearAll()
    {
        faults.Clear();
        return Json(200, "{}"u8.ToArray());
    }

    private HttpAnswer ClearOne(string path)
    {
        var text = path["/venue/faults/".Length..];
        return long.TryParse(text, CultureInfo.InvariantCulture, out var id) && faults.Clear(id)
            ? Json(200, "{}"u8.ToArray())
            : Refuse(404, $"There is no fault {text}.");
    }
}
