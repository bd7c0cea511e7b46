using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Wire;

/// <summary>Reads the replies that carry one value.</summary>
public static class SmallReplies
{
    /// <summary><c>{"serverTime":1}</c>.</summary>
    public static Decoded<VenueTime> DecodeServerTime(ReadOnlySpan<byte> body)
    {
        var json = new JsonScanner(body);
        VenueTime time = default;
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            _ = name.SequenceEqual("serverTime"u8) ? json.ReadTime(out time) : json.SkipValue();
        }

        if (time == default)
        {
            json.Fail("the reply lacks serverTime");
        }

        return json.Fault is { } fault ? new(default, fault)
            : new(time, null);
    }

    /// <summary>The <c>volume</c> of one symbol's 24-hour statistics, in base currency.</summary>
    public static Decoded<decimal> DecodeVolume(ReadOnlySpan<byte> body)
    {
        var json = new JsonScanner(body);
        decimal? volume = null;
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            if (!name.SequenceEqual("volume"u8))
            {
                json.SkipValue();
            }
            else if (json.ReadDecimal(out var told))
            {
                volume = told;
            }
        }

        if (volume is null or < 0)
        {
            json.Fail("the reply lacks a volume");
        }

        return json.Fault is { } fault ? new(default, fault) : new(volume!.Value, null);
    }

    /// <summary><c>{"listenKey":"…"}</c>. A keep-alive may answer <c>{}</c>: an unset key then.</summary>
    public static Decoded<ListenKey> DecodeListenKey(ReadOnlySpan<byte> body)
    {
        var json = new JsonScanner(body);
        var key = ReadListenKey(ref json);
        return json.Fault is { } fault ? new(default, fault) : new(key, null);
    }

    /// <summary>Whether the body is an object at all, for replies of which nothing else matters.</summary>
    public static Decoded<bool> DecodeObject(ReadOnlySpan<byte> body)
    {
        var json = new JsonScanner(body);
        var isObject = json.Peek() == '{' && json.SkipValue();
        return isObject ? new(true, null) : new(false, json.Fault ?? "an object was expected");
    }

    /// <summary>
    /// <c>{"code":-2011,"msg":"…"}</c>; either may be missing. Anything else, such as the HTML page of a gateway,
    /// gives code 0 and no text.
    /// </summary>
    public static (int Code, string? Text) DecodeError(ReadOnlySpan<byte> body)
    {
        var json = new JsonScanner(body);
        var error = ReadError(ref json);
        return json.Fault is null ? error : (0, null);
    }

    /// <summary>The key that an object names; unset when it names none.</summary>
    internal static ListenKey ReadListenKey(ref JsonScanner json)
    {
        string? key = null;
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            _ = name.SequenceEqual("listenKey"u8) ? (key = json.ReadString()) is not null : json.SkipValue();
        }

        return new ListenKey(key ?? string.Empty);
    }

    internal static (int Code, string? Text) ReadError(ref JsonScanner json)
    {
        long code = 0;
        string? text = null;
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            _ = name.SequenceEqual("code"u8) ? json.ReadInteger(out code)
                : name.SequenceEqual("msg"u8) ? (text = json.ReadString()) is not null
                : json.SkipValue();
        }

        return ((int)Math.Clamp(code, int.MinValue, int.MaxValue), text);
    }
}
