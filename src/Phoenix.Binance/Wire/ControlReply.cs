using System.Collections.Immutable;
using System.Text;

namespace Phoenix.Binance.Wire;

/// <summary>
/// The answer to a control request of a stream connection, gathered property by property: <c>{"result":…,"id":1}</c>
/// or <c>{"error":{"code":2,"msg":"…"},"id":1}</c>.
/// </summary>
/// <remarks>The id of an error reply may be missing. Older replies carry code and msg at the top.</remarks>
internal struct ControlReply
{
    public long? Id { get; private set; }

    public bool HasResult { get; private set; }

    /// <summary>Null when the venue did not refuse.</summary>
    public string? Error { get; private set; }

    /// <summary>The texts of a listing; default when the result is not a list.</summary>
    public ImmutableArray<string> Items { get; private set; }

    public void Read(ref JsonScanner json, ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("id"u8))
        {
            Id = ReadId(ref json);
        }
        else if (name.SequenceEqual("result"u8))
        {
            HasResult = true;
            ReadResult(ref json);
        }
        else if (name.SequenceEqual("error"u8))
        {
            Error = ReadError(ref json);
        }
        else if (name.SequenceEqual("msg"u8))
        {
            Error = json.ReadString();
        }
        else
        {
            json.SkipValue();
        }
    }

    private static long? ReadId(ref JsonScanner json)
    {
        if (json.Peek() is (byte)'n' or (byte)'"')
        {
            json.SkipValue();
            return null;
        }

        return json.ReadInteger(out var id) ? id : null;
    }

    private static string ReadError(ref JsonScanner json)
    {
        long code = 0;
        string? text = null;
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            if (name.SequenceEqual("code"u8))
            {
                json.ReadInteger(out code);
            }
            else if (name.SequenceEqual("msg"u8))
            {
                text = json.ReadString();
            }
            else
            {
                json.SkipValue();
            }
        }

        return $"{text ?? "no text"} ({code})";
    }

    private void ReadResult(ref JsonScanner json)
    {
        if (json.Peek() != '[')
        {
            json.SkipValue();
            return;
        }

        var items = ImmutableArray.CreateBuilder<string>();
        for (var more = json.EnterArray(); more && json.NextElement();)
        {
            if (json.Peek() != '"')
            {
                json.SkipValue();
            }
            else if (json.ReadText(out var item))
            {
                items.Add(Encoding.UTF8.GetString(item));
            }
        }

        Items = items.ToImmutable();
    }
}
