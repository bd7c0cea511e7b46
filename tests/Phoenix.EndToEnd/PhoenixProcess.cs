using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Phoenix.EndToEnd;

/// <summary>
/// The program as an operator starts it: a process of its own, with its output read and its end guaranteed.
/// </summary>
internal sealed partial class PhoenixProcess : IAsyncDisposable
{
    /// <summary>Long enough for a crowded machine; a healthy run ends far earlier.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PhoenixProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public IEnumerable<string> Errors => _errors.Where(line => line.Length > 0);

    /// <summary>For the message of a failed test.</summary>
    public string Transcript => string.Join('\n', _output.Concat(_errors));

    public static PhoenixProcess Start(params string[] arguments) => Start([], arguments);

    public static PhoenixProcess Start(Dictionary<string, string> environment, params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Phoenix.Node.dll");
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && IsDotnet(host) ? host : "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments.Prepend(program))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new PhoenixProcess(start);
    }

    /// <summary>Where the exchange inside the process listens, once it has said so.</summary>
    public Task<Uri> Address() => _address.Task.WaitAsync(Patience);

    public async Task<int> Exit()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <param name="signal">As kill(1) names it: INT, TERM, HUP.</param>
    public async Task Send(string signal)
    {
        using var kill = Process.Start("sh", ["-c", $"kill -{signal} {_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Memory of the process, shared libraries included.</summary>
    public long ResidentBytes()
    {
        _process.Refresh();
        return _process.WorkingSet64;
    }

    /// <summary>TCP connections that the process holds, those included that it has given up and not let go.</summary>
    public int TcpConnections()
    {
        var held = Directory.GetFiles($"/proc/{_process.Id}/fd")
            .Select(file => new FileInfo(file).LinkTarget)
            .OfType<string>()
            .Where(target => target.StartsWith("socket:[", StringComparison.Ordinal))
            .Select(target => target["socket:[".Length..^1])
            .ToHashSet(StringComparer.Ordinal);
        return new[] { "tcp", "tcp6" }
            .SelectMany(table => File.ReadLines($"/proc/{_process.Id}/net/{table}").Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Count(fields => fields[3] != "0A" && held.Contains(fields[9])); // 0A: listens
    }

    /// <summary>As if the machine had lost the process: no chance to say goodbye.</summary>
    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static bool IsDotnet(string path) => Path.GetFileNameWithoutExtension(path) == "dotnet";

    private void Read(string? line)
    {
        _output.Enqueue(line ?? "");
        if (Loopback().Match(line ?? "") is { Success: true } match)
        {
            _address.TrySetResult(new Uri(match.Value));
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/")]
    private static partial Regex Loopback();
}
