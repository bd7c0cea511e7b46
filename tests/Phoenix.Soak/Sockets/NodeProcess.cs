using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Phoenix.Soak.Sockets;

/// <summary>The program as an operator starts it, with its own exchange: a process, looked at from outside.</summary>
internal sealed partial class NodeProcess : IDisposable
{
    private const int LinesKept = 60;

    private readonly Process _process;
    private readonly StreamWriter _transcript;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="folder">Where it works and leaves its incidents, and its log beside them.</param>
    internal NodeProcess(string folder, params string[] arguments)
        : this("node.log", folder, [], arguments)
    {
    }

    /// <inheritdoc cref="NodeProcess(string, string[])"/>
    /// <param name="log">Name of the log, of several processes in one folder.</param>
    /// <param name="environment">Besides what this process has of it.</param>
    internal NodeProcess(
        string log, string folder, Dictionary<string, string> environment, params string[] arguments)
    {
        _transcript = new StreamWriter(Path.Combine(folder, log));
        var program = Path.Combine(AppContext.BaseDirectory, "Phoenix.Node.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    internal string Transcript => string.Join('\n', _output);

    internal bool HasExited => _process.HasExited;

    internal Task<Uri> Address(TimeSpan patience) => _address.Task.WaitAsync(patience);

    /// <summary>Asks for the orderly stop. Not by INT: what a shell starts in the background ignores that.</summary>
    internal void Terminate()
    {
        using var kill = Process.Start("sh", ["-c", $"kill -TERM {_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>As by kill -9: it has no chance to say goodbye.</summary>
    internal void Kill() => _process.Kill();

    internal async Task<int> Exit(TimeSpan patience)
    {
        await _process.WaitForExitAsync().WaitAsync(patience);
        return _process.ExitCode;
    }

    /// <summary>Resident memory in KiB, threads and open sockets, as Linux tells; zeros elsewhere.</summary>
    internal (long Kib, int Threads, int Sockets) Look()
    {
        var folder = $"/proc/{_process.Id}";
        if (!Directory.Exists(folder)) return default;
        var status = File.ReadAllLines($"{folder}/status");
        var sockets = Directory.EnumerateFileSystemEntries($"{folder}/fd").Count(IsSocket);
        return (Number(status, "VmRSS:"), (int)Number(status, "Threads:"), sockets);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit(); // the last of its output is read
        _process.Dispose();
        _transcript.Dispose();
    }

    private static long Number(string[] status, string name) => long.Parse(
        Array.Find(status, line => line.StartsWith(name, StringComparison.Ordinal))!
            .Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    private static bool IsSocket(string descriptor)
    {
        try
        {
            return new FileInfo(descriptor).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            return false; // it was closed meanwhile
        }
    }

    private void Read(string? line)
    {
        if (line is null) return;
        _output.Enqueue(line);
        lock (_output) _transcript.WriteLine(line);
        while (_output.Count > LinesKept) _output.TryDequeue(out _);
        if (Loopback().Match(line) is { Success: true } match) _address.TrySetResult(new Uri(match.Value));
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/")]
    private static partial Regex Loopback();
}
