using System.Text;
using System.Text.Json;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Faults.Control;

/// <summary>A fault of the answers to the next messages of clients, whichever socket they come on.</summary>
internal abstract class AckFault(FaultOrder order, FaultStage stage) : SocketFault(order, stage)
{
    protected override bool IsSticky => true;

    public sealed override void OnMessage(VenueSocket socket, ReadOnlyMemory<byte> text)
    {
        Strike(socket, text);
        Use();
    }

    protected abstract void Strike(VenueSocket socket, ReadOnlyMemory<byte> text);
}

/// <summary>Messages are obeyed and not answered.</summary>
internal sealed class NoAckFault(FaultOrder order, FaultStage stage) : AckFault(order, stage)
{
    protected override void Strike(VenueSocket socket, ReadOnlyMemory<byte> text) =>
        socket.Overhear(() => socket.PassOn(this, text));
}

/// <summary>Messages are obeyed at once and answered late.</summary>
internal sealed class LateAckFault(FaultOrder order, FaultStage stage) : AckFault(order, stage)
{
    protected override void Strike(VenueSocket socket, ReadOnlyMemory<byte> text)
    {
        var replies = socket.Overhear(() => socket.PassOn(this, text));
        Stage.Agenda.At(Stage.Agenda.Now + Request.Delay!.Value, () =>
        {
            foreach (var reply in replies)
            {
                socket.Send(reply);
            }
        });
    }
}

/// <summary>Messages are refused and not obeyed.</summary>
internal sealed class ErrAckFault(FaultOrder order, FaultStage stage) : AckFault(order, stage)
{
    protected override void Strike(VenueSocket socket, ReadOnlyMemory<byte> text)
    {
        var message = JsonSerializer.Serialize(Request.Body ?? "Internal error");
        var error = $$"""{"code":{{Request.Code ?? 2}},"msg":{{message}}}""";
        var id = IdOf(text);
        socket.Send(Encoding.UTF8.GetBytes(socket.Class == SocketClass.Trading
            ? $$"""{"id":{{id}},"status":400,"error":{{error}}}"""
            : $$"""{"error":{{error}},"id":{{id}}}"""));
    }

    private static string IdOf(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.TryGetProperty("id", out var id) ? id.GetRawText() : "null";
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return "null";
        }
    }
}

/// <summary>A client that sends more messages in a second than allowed is closed.</summary>
internal sealed class LimitControlFault(FaultOrder order, FaultStage stage) : SocketFault(order, stage)
{
    private readonly Dictionary<VenueSocket, (long Second, int Count)> _heard = [];

    protected override bool IsSticky => true;

    public override void OnMessage(VenueSocket socket, ReadOnlyMemory<byte> text)
    {
        var second = Stage.Agenda.Now.Milliseconds / 1000;
        var (last, count) = _heard.GetValueOrDefault(socket);
        count = last == second ? count + 1 : 1;
        _heard[socket] = (second, count);
        if (count > Request.Size)
        {
            socket.Close(1008, "Too many requests");
        }
        else
        {
            socket.PassOn(this, text);
        }
    }

    protected override void OnReleased(VenueSocket socket) => _heard.Remove(socket);

    protected override void OnLost(VenueSocket socket) => _heard.Remove(socket);
}
