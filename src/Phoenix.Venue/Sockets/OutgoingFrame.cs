using System.Text;

namespace Phoenix.Venue.Sockets;

/// <summary>Why the venue sends a frame.</summary>
internal enum FrameCause
{
    /// <summary>It answers a message of the client.</summary>
    Reply = 1,

    /// <summary>A market stream has something.</summary>
    Data,

    /// <summary>A user data stream has something.</summary>
    Event,
}

/// <summary>One text frame on its way out, before it gets the form its socket asked for.</summary>
/// <param name="Stream">Of data the stream's name, of an event its type, of a reply nothing.</param>
/// <param name="Label">What the socket knows the stream by in combined form; empty for a reply.</param>
internal readonly record struct OutgoingFrame(
    FrameCause Cause, string Stream, string Label, ReadOnlyMemory<byte> Payload)
{
    internal static OutgoingFrame Reply(ReadOnlyMemory<byte> text) =>
        new(FrameCause.Reply, string.Empty, string.Empty, text);

    internal ReadOnlyMemory<byte> In(bool isCombined) =>
        isCombined && Cause != FrameCause.Reply
            ? (byte[])[.. Encoding.UTF8.GetBytes($$"""{"stream":"{{Label}}","data":"""), .. Payload.Span, (byte)'}']
            : Payload;
}

/// <summary>
/// Stands in the way of a socket's frames and messages. What it lets through it hands on with
/// <see cref="VenueSocket.PassOn(ISocketFilter, in OutgoingFrame)"/>; what it keeps it may hand on later.
/// </summary>
internal interface ISocketFilter
{
    /// <summary>Whether nothing at all gets out through it.</summary>
    bool IsSilencer { get; }

    void OnFrame(VenueSocket socket, in OutgoingFrame frame);

    void OnMessage(VenueSocket socket, ReadOnlyMemory<byte> text);
}
