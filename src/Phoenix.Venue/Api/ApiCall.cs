using System.Globalization;
using System.Text.Json;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Market;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Api;

/// <summary>
/// One request, whichever way it came: the account it acts for and its parameters as text. Reading a bad parameter
/// sets <see cref="Error"/>; the first one stays.
/// </summary>
internal sealed class ApiCall
{
    private readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal);

    internal VenueAccount? Account { get; set; }

    internal ApiError? Error { get; private set; }

    /// <summary>Until when the sender wants it carried out; null for what carries no timestamp.</summary>
    internal VenueTime? ValidUntil { get; set; }

    internal IEnumerable<KeyValuePair<string, string>> Parameters => _parameters;

    /// <summary>A query and a form body; what the query has wins.</summary>
    /// <remarks>Parameters nobody asks for are ignored, as the exchange does.</remarks>
    internal static ApiCall FromQuery(ReadOnlySpan<char> query, ReadOnlySpan<char> body)
    {
        var call = new ApiCall();
        call.Read(query);
        call.Read(body);
        return call;
    }

    /// <summary>The <c>params</c> of a trading-API request; numbers and strings alike become text.</summary>
    internal static ApiCall FromJson(JsonElement parameters)
    {
        var call = new ApiCall();
        if (parameters.ValueKind != JsonValueKind.Object) return call;
        foreach (var member in parameters.EnumerateObject())
        {
            call._parameters[member.Name] = member.Value.ValueKind switch
            {
                JsonValueKind.String => member.Value.GetString()!,
                JsonValueKind.Null => string.Empty,
                _ => member.Value.GetRawText(),
            };
        }

        return call;
    }

    internal bool Has(string name) => _parameters.ContainsKey(name);

    internal string? Text(string name)
    {
        if (!_parameters.TryGetValue(name, out var text)) return null;
        if (text.Length > 0) return text;
        Fail(ApiError.Empty(name));
        return null;
    }

    internal string RequiredText(string name)
    {
        if (_parameters.TryGetValue(name, out var text) && text.Length > 0) return text;
        Fail(ApiError.Missing(name));
        return string.Empty;
    }

    internal long? Integer(string name)
    {
        if (Text(name) is not { } text) return null;
        const NumberStyles Plain = NumberStyles.AllowLeadingSign;
        if (long.TryParse(text, Plain, CultureInfo.InvariantCulture, out var number)) return number;
        Fail(ApiError.Missing(name));
        return null;
    }

    internal decimal? Number(string name)
    {
        if (Text(name) is not { } text) return null;
        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out var number)) return number;
        Fail(ApiError.Missing(name));
        return null;
    }

    internal bool Flag(string name)
    {
        var text = Text(name);
        if (text is null or "false" or "FALSE") return false;
        if (text is "true" or "TRUE") return true;
        Fail(ApiError.NotValid(name));
        return false;
    }

    internal void Fail(ApiError error) => Error ??= error;

    /// <summary>Form encoding undone; what is not validly encoded stays as it is.</summary>
    internal static string Decode(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAny('%', '+')) return text.ToString();
        return Uri.UnescapeDataString(text.ToString().Replace('+', ' '));
    }

    private void Read(ReadOnlySpan<char> form)
    {
        HashSet<string>? seen = null;
        foreach (var range in form.Split('&'))
        {
            var pair = form[range];
            if (pair.IsEmpty) continue;
            var equals = pair.IndexOf('=');
            var name = Decode(equals < 0 ? pair : pair[..equals]);
            var value = Decode(equals < 0 ? [] : pair[(equals + 1)..]);
            seen ??= new HashSet<string>(StringComparer.Ordinal);
            if (!seen.Add(name)) Fail(ApiError.Duplicate);
            _parameters.TryAdd(name, value);
        }
    }
}

/// <summary>Finds a market by the name in a request.</summary>
internal static class ApiCallMarkets
{
    internal static SymbolMarket? Market(this ApiCall call, VenueFloor floor)
    {
        var name = call.RequiredText("symbol");
        if (call.Error is not null) return null;
        var market = floor.Find(name);
        if (market is null) call.Fail(ApiError.BadSymbol);
        return market;
    }

    /// <summary>Null without an error when no symbol was named.</summary>
    internal static SymbolMarket? OptionalMarket(this ApiCall call, VenueFloor floor) =>
        call.Text("symbol") is null ? null : call.Market(floor);
}
