using System.IO.Pipelines;
using System.Net.Sockets;

namespace Phoenix.Venue.Http;

/// <summary>
/// A connection's bytes with a switch: once it is dark, what the venue writes vanishes and what the client sends is
/// never seen, pings, pongs and closing frames included. So a black hole looks to the client like a dead route, and not
/// like a server that keeps quiet. Light never comes back: when the fault ends the connection is broken.
/// A connection can also be deaf: what the client sends is not even taken from the buffers, until it hears again.
/// </summary>
/// <param name="transport">The connection's bytes.</param>
/// <param name="socket">The TCP connection below; null where there is none.</param>
internal sealed class DarkTransport(IDuplexPipe transport, Socket? socket) : IDuplexPipe
{
    private volatile bool _isDark;
    private volatile TaskCompletionSource? _deaf;

    public PipeReader Input => field ??= new Reader(transport.Input, this);

    public PipeWriter Output => field ??= new Writer(transport.Output, this);

    internal void GoDark() => _isDark = true;

    internal void Hear(bool isOn)
    {
        var before = _deaf;
        if (isOn == before is null) return;
        _deaf = isOn ? null : new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        before?.SetResult();
    }

    /// <summary>Ends the TCP connection with a reset: what is under way is lost.</summary>
    internal void Reset()
    {
        if (socket is null) return;
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }

    private async ValueTask WaitUntilHearing(CancellationToken cancellation)
    {
        while (_deaf is { } deaf)
        {
            await deaf.Task.WaitAsync(cancellation);
        }
    }

    /// <summary>Consumes and forgets what arrives in the dark; the end of the connection still shows.</summary>
    private sealed class Reader(PipeReader inner, DarkTransport line) : PipeReader
    {
        public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            while (true)
            {
                var read = await inner.ReadAsync(cancellationToken);
                await line.WaitUntilHearing(cancellationToken);
                if (!line._isDark || read.IsCanceled || (read.IsCompleted && read.Buffer.IsEmpty)) return read;
                inner.AdvanceTo(read.Buffer.End);
            }
        }

        public override bool TryRead(out ReadResult result)
        {
            result = default;
            if (line._deaf is not null || !inner.TryRead(out result)) return false;
            if (!line._isDark || result.IsCanceled || (result.IsCompleted && result.Buffer.IsEmpty)) return true;
            inner.AdvanceTo(result.Buffer.End);
            return false;
        }

        public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) =>
            inner.AdvanceTo(consumed, examined);

        public override void CancelPendingRead() => inner.CancelPendingRead();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);
    }

    /// <summary>Gives out memory that goes nowhere in the dark.</summary>
    private sealed class Writer(PipeWriter inner, DarkTransport line) : PipeWriter
    {
        private byte[] _void = [];
        private bool _isVoid;

        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override Memory<byte> GetMemory(int sizeHint = 0)
        {
            _isVoid = line._isDark;
            if (!_isVoid) return inner.GetMemory(sizeHint);
            if (_void.Length < Math.Max(sizeHint, 4096)) _void = new byte[Math.Max(sizeHint, 4096)];
            return _void;
        }

        public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        public override void Advance(int bytes)
        {
            if (!_isVoid) inner.Advance(bytes);
        }

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
            line._isDark
                ? new ValueTask<FlushResult>(new FlushResult(isCanceled: false, isCompleted: false))
                : inner.FlushAsync(cancellationToken);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);
    }
}
