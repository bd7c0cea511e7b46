using System.Buffers.Binary;
using System.Text.Unicode;

namespace Phoenix.Venue.Http;

/// <summary>The opcodes of RFC 6455, section 5.2, and what a reader adds to them.</summary>
internal enum FrameKind
{
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,

    /// <summary>The client broke the protocol; the code says how.</summary>
    Violation = 16,

    /// <summary>The connection ended without a closing frame.</summary>
    End,
}

/// <summary>A whole message or a control frame from a client, or why there is none.</summary>
/// <param name="Payload">Belongs to the receiver.</param>
/// <param name="Code">Of a close or a violation; 1005 is a close without a code.</param>
internal readonly record struct Received(FrameKind Kind, byte[] Payload, int Code = 0, string Reason = "");

/// <summary>
/// Reads a client's WebSocket frames (RFC 6455). Memory follows what has arrived, not what a header announces.
/// </summary>
internal sealed class FrameReader(Stream stream, int messageBytes)
{
    private const int SmallBuffer = 512;
    private const int FragmentLimit = 1024;
    private const int NoCode = 1005;

    private byte[] _buffer = new byte[SmallBuffer];
    private int _start;
    private int _end;
    private MemoryStream? _message;
    private FrameKind _messageKind;
    private int _fragments;

    private int Available => _end - _start;

    /// <exception cref="IOException">The connection broke.</exception>
    internal async ValueTask<Received> Read(CancellationToken cancellation)
    {
        while (true)
        {
            if (!await Fill(2, cancellation)) return new Received(FrameKind.End, []);
            if (CheckStart() is { } violation) return violation;
            var shortLength = _buffer[_start + 1] & 0x7F;
            var headerBytes = 2 + (shortLength == 127 ? 8 : shortLength == 126 ? 2 : 0) + 4;
            if (!await Fill(headerBytes, cancellation)) return new Received(FrameKind.End, []);
            var length = LengthOf(shortLength);
            if (length > (ulong)(messageBytes - (int)(_message?.Length ?? 0)))
            {
                return Refuse(1009, "Message too big");
            }

            if (!await Fill(headerBytes + (int)length, cancellation)) return new Received(FrameKind.End, []);
            if (Take(headerBytes, (int)length) is { } received) return received;
        }
    }

    private static Received Refuse(int code, string reason) => new(FrameKind.Violation, [], code, reason);

    /// <summary>Null when the first two bytes may start a frame here.</summary>
    private Received? CheckStart()
    {
        var (first, second) = (_buffer[_start], _buffer[_start + 1]);
        var kind = (FrameKind)(first & 0x0F);
        var isControl = kind >= FrameKind.Close;
        if ((first & 0x70) != 0) return Refuse(1002, "Reserved bits are set");
        if (!Enum.IsDefined(kind)) return Refuse(1002, "Unknown opcode");
        if ((second & 0x80) == 0) return Refuse(1002, "Frame is not masked");
        if (isControl && ((first & 0x80) == 0 || (second & 0x7F) > 125)) return Refuse(1002, "Bad control frame");
        if (isControl) return null;
        if (kind == FrameKind.Continuation != (_message is not null)) return Refuse(1002, "Bad fragmentation");
        return ++_fragments > FragmentLimit ? Refuse(1008, "Too many fragments") : null;
    }

    private ulong LengthOf(int shortLength) => shortLength switch
    {
        127 => BinaryPrimitives.ReadUInt64BigEndian(_buffer.AsSpan(_start + 2)),
        126 => BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(_start + 2)),
        _ => (ulong)shortLength,
    };

    /// <summary>Consumes the frame at the start of the buffer; null when its message goes on.</summary>
    private Received? Take(int headerBytes, int length)
    {
        var isFinal = (_buffer[_start] & 0x80) != 0;
        var kind = (FrameKind)(_buffer[_start] & 0x0F);
        var mask = _buffer.AsSpan(_start + headerBytes - 4, 4);
        var payload = _buffer.AsSpan(_start + headerBytes, length);
        for (var i = 0; i < payload.Length; i++) payload[i] ^= mask[i & 3];
        var bytes = payload.ToArray();
        Consume(headerBytes + length);
        if (kind == FrameKind.Close) return ReadClose(bytes);
        if (kind >= FrameKind.Ping) return new Received(kind, bytes);
        if (kind != FrameKind.Continuation) _messageKind = kind;
        if (!isFinal || _message is not null)
        {
            _message ??= new MemoryStream();
            _message.Write(bytes);
            if (!isFinal) return null;
            bytes = _message.ToArray();
        }

        (_message, _fragments) = (null, 0);
        return _messageKind == FrameKind.Text && !Utf8.IsValid(bytes)
            ? Refuse(1007, "Text is not UTF-8")
            : new Received(_messageKind, bytes);
    }

    /// <remarks>Source: RFC 6455, section 7.4.</remarks>
    private static Received ReadClose(byte[] bytes)
    {
        if (bytes.Length == 0) return new Received(FrameKind.Close, bytes, NoCode);
        if (bytes.Length == 1) return Refuse(1002, "Bad closing frame");
        int code = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        var isLegal = code is >= 1000 and <= 1014 and not (1004 or 1005 or 1006) or >= 3000 and <= 4999;
        if (!isLegal || !Utf8.IsValid(bytes.AsSpan(2))) return Refuse(1002, "Bad closing frame");
        return new Received(FrameKind.Close, bytes, code);
    }

    private void Consume(int count)
    {
        _start += count;
        if (_start != _end) return;
        (_start, _end) = (0, 0);
        if (_buffer.Length > 8 * SmallBuffer) _buffer = new byte[SmallBuffer];   // a long message was an exception
    }

    /// <summary>
    /// Makes at least <paramref name="count"/> bytes available; false when the connection ends first.
    /// </summary>
    private async ValueTask<bool> Fill(int count, CancellationToken cancellation)
    {
        while (Available < count)
        {
            if (_start > 0)
            {
                _buffer.AsSpan(_start, Available).CopyTo(_buffer);
                (_start, _end) = (0, Available);
            }

            if (_end == _buffer.Length) Array.Resize(ref _buffer, Math.Min(2 * _buffer.Length, count));
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation);
            if (read == 0) return false;
            _end += read;
        }

        return true;
    }
}
