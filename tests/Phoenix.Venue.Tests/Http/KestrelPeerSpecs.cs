using System.Buffers;
using System.IO.Pipelines;
using Microsoft.Extensions.Logging.Abstractions;
using Phoenix.Venue.Http;

namespace Phoenix.Venue.Tests.Http;

public class KestrelPeerSpecs
{
    [Fact]
    public async Task However_fast_its_last_frame_is_written_a_closed_socket_ends_after_a_second()
    {
        var ends = new List<Task>();
        for (var i = 0; i < 20_000; i++)
        {
            var over = new CancellationTokenSource();
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            over.Token.Register(ended.SetResult);
            ends.Add(ended.Task);
            var line = new DarkTransport(new NoConnection(), null);
            var peer = new KestrelPeer(() => { }, line, queuedBytes: 1 << 20, NullLogger.Instance);
            var writing = Task.Run(() => peer.Write(Stream.Null, over));
            if (i % 2 == 0) await Task.Yield();
            peer.Close(1001, "Going away");
            await writing;
        }

        await Task.WhenAll(ends).WaitAsync(TimeSpan.FromSeconds(30));
    }

    private sealed class NoConnection : IDuplexPipe
    {
        public PipeReader Input { get; } = PipeReader.Create(ReadOnlySequence<byte>.Empty);

        public PipeWriter Output { get; } = PipeWriter.Create(Stream.Null);
    }
}
