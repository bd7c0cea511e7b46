using Microsoft.AspNetCore.Http;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Http;

/// <summary>A real socket's life from the upgrade to its end: frames in, frames out, both at once.</summary>
internal static class SocketConversation
{
    internal static async Task Hold(
        HttpContext context,
        KestrelPeer peer,
        VenueSocket socket,
        VenueLoop loop,
        int messageBytes,
        CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping, context.RequestAborted);
        try
        {
            await using var stream = await Handshake.Accept(context);
            var reader = new FrameReader(stream, messageBytes);
            await Task.WhenAll(Read(reader, peer, socket, loop, over.Token), peer.Write(stream, over));
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException)
        {
            peer.Finish();   // the connection broke: nothing more can be written
        }
        finally
        {
            await loop.Post(_ => socket.OnClosed());
        }
    }

    private static async Task Read(
        FrameReader reader, KestrelPeer peer, VenueSocket socket, VenueLoop loop, CancellationToken over)
    {
        try
        {
            while (await Next(reader, peer, socket, loop, over))
            {
                over.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            peer.Finish();
            await loop.Post(_ => socket.OnClosed());
        }
    }

    /// <summary>False when there will be no more.</summary>
    private static async Task<bool> Next(
        FrameReader reader, KestrelPeer peer, VenueSocket socket, VenueLoop loop, CancellationToken over)
    {
        var received = await reader.Read(over);
        var payload = received.Payload;
        switch (received.Kind)
        {
            case FrameKind.Text or FrameKind.Binary:
                return await loop.Post(_ => socket.OnText(payload));
            case FrameKind.Ping:
                peer.Pong(payload);
                return await loop.Post(_ => socket.OnPing());
            case FrameKind.Pong:
                return await loop.Post(_ => socket.OnPong(payload));
            case FrameKind.Close:
                peer.Close(payload.AsSpan(0, Math.Min(2, payload.Length)).ToArray());
                return false;
            case FrameKind.Violation:
                peer.Close(received.Code, received.Reason);
                return false;
            default:
                return false;
        }
    }
}
