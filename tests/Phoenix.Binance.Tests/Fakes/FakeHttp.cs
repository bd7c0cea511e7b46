using System.Text;
using Phoenix.Core.Ports;

namespace Phoenix.Binance.Tests.Fakes;

/// <summary>A REST host that answers from a script, in order, and remembers what it was asked.</summary>
public sealed class FakeHttp : IHttpTransport
{
    private readonly Queue<Func<CancellationToken, Task<HttpAnswer>>> _script = new();

    public List<HttpCall> Calls { get; } = [];

    /// <summary>What happens while a request is under way, for example that time passes.</summary>
    public Action OnSend { get; set; } = () => { };

    public FakeHttp Answers(int status, string body, params (string Name, string Value)[] headers)
    {
        var answer = new HttpAnswer(
            status,
            Encoding.UTF8.GetBytes(body),
            HttpAnswer.NoHeaders.AddRange(headers.Select(header => KeyValuePair.Create(header.Name, header.Value))));
        _script.Enqueue(_ => Task.FromResult(answer));
        return this;
    }

    public FakeHttp Breaks()
    {
        _script.Enqueue(_ => Task.FromException<HttpAnswer>(new IOException("connection reset")));
        return this;
    }

    public FakeHttp Throws(Exception failure)
    {
        _script.Enqueue(_ => Task.FromException<HttpAnswer>(failure));
        return this;
    }

    /// <summary>Never answers; ends when the caller gives up.</summary>
    public FakeHttp Hangs()
    {
        _script.Enqueue(cancellation =>
        {
            var never = new TaskCompletionSource<HttpAnswer>();
            cancellation.Register(() => never.TrySetCanceled(cancellation));
            return never.Task;
        });
        return this;
    }

    public Task<HttpAnswer> Send(HttpCall call, CancellationToken cancellation)
    {
        Calls.Add(call);
        OnSend();
        return _script.TryDequeue(out var next)
            ? next(cancellation)
            : throw new InvalidOperationException($"Nobody expected {call}.");
    }
}
