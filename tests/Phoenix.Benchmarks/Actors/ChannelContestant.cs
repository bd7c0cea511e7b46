using System.Threading.Channels;

namespace Phoenix.Benchmarks.Actors;

/// <summary>The platform's own hand-off: an unbounded channel with a loop that reads it.</summary>
internal sealed class ChannelContestant : IContestant
{
    private readonly List<(Channel<object> Channel, Task Loop)> _parties = [];

    public string Name => Report.Channel;

    public IParty Start(Func<object, bool> onMessage, Func<IParty>? next = null)
    {
        var channel = Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true });
        _parties.Add((channel, Task.Run(() => ReadAsync(channel.Reader, onMessage, next))));
        return new Party(channel.Writer);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (channel, _) in _parties) channel.Writer.Complete();
        foreach (var (_, loop) in _parties) await loop;
    }

    private static async Task ReadAsync(
        ChannelReader<object> reader, Func<object, bool> onMessage, Func<IParty>? next)
    {
        while (await reader.WaitToReadAsync())
        {
            while (reader.TryRead(out var message))
            {
                if (onMessage(message)) next!().Tell(message);
            }
        }
    }

    private sealed class Party(ChannelWriter<object> writer) : IParty
    {
        public void Tell(object message) => writer.TryWrite(message);
    }
}
