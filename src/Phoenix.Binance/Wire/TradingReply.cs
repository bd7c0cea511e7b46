namespace Phoenix.Binance.Wire;

/// <summary>
/// The envelope of a trading API reply. What the result is depends on the request, so it is left to be read by the
/// caller, who knows which one it was.
/// </summary>
internal ref struct TradingReply
{
    /// <summary>Null when the venue could not attribute its answer, as after a key was revoked.</summary>
    public long? Id { get; private set; }

    /// <summary>An HTTP status.</summary>
    public int Status { get; private set; }

    public bool HasError { get; private set; }

    public int Code { get; private set; }

    public string? Text { get; private set; }

    public bool HasResult { get; private set; }

    /// <summary>Stands at the result.</summary>
    public JsonScanner Result { get; private set; }

    public bool HasLimits { get; private set; }

    /// <summary>Stands at the list of counters.</summary>
    public JsonScanner Limits { get; private set; }

    /// <summary>Null when the frame is well formed.</summary>
    public string? Fault { get; private set; }

    public static TradingReply Read(ReadOnlySpan<byte> frame)
    {
        var json = new JsonScanner(frame);
        var reply = default(TradingReply);
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            if (name.SequenceEqual("id"u8) && json.Peek() is not ((byte)'n' or (byte)'"'))
            {
                reply.Id = json.ReadInteger(out var id) ? id : null;
            }
            else if (name.SequenceEqual("status"u8))
            {
                reply.Status = json.ReadInteger(out var status) && status is > 0 and < 1000 ? (int)status : 0;
            }
            else if (name.SequenceEqual("error"u8))
            {
                reply.HasError = true;
                (reply.Code, reply.Text) = SmallReplies.ReadError(ref json);
            }
            else
            {
                reply.Remember(name, json);
                json.SkipValue();
            }
        }

        if (json.Fault is null && !json.AtEnd)
        {
            json.Fail("something follows the frame");
        }

        reply.Fault = json.Fault;
        return reply;
    }

    private void Remember(ReadOnlySpan<byte> name, JsonScanner place)
    {
        if (name.SequenceEqual("result"u8))
        {
            HasResult = true;
            Result = place;
        }
        else if (name.SequenceEqual("rateLimits"u8))
        {
            HasLimits = true;
            Limits = place;
        }
    }
}
