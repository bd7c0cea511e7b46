using System.Diagnostics;
using System.Text.Json;
using Phoenix.Node.CommandLine;

namespace Phoenix.EndToEnd;

/// <summary>
/// Goal: the commands find a node that runs by its defaults, and speak as the place they are in can show. Method: the
/// program and its commands as processes of their own, in a folder of their own, also on a pseudo terminal.
/// </summary>
public sealed class CommandLineSpecs : IDisposable
{
    /// <summary>What .NET itself sends to any terminal that it writes to, but a dumb one.</summary>
    private const string KeypadOn = "\e[?1h\e=";

    private readonly TemporaryFolder _folder = new();
    private readonly string _config;

    public CommandLineSpecs() => _config = _folder.Write("node.conf", $$"""
        include "sim.conf"
        phoenix.node.data-folder = "{{_folder.PathOf("data")}}"
        """);

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task A_node_without_a_port_is_found_while_it_runs_and_not_afterwards()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals.");
        (await Tell("status")).Code.ShouldBe(ExitCode.NotReachable);
        await using var phoenix = PhoenixProcess.Start("run", "--config", _config);
        await UntilQuoting(phoenix);

        var (code, text) = await Tell("status");
        code.ShouldBe(ExitCode.Ok, text);
        text.ShouldContain("on the embedded exchange, up ");
        text.ShouldContain("ready, every symbol is quoted");
        text.ShouldContain("public-B    up");
        text.ShouldContain("ethusdc@depth@100ms   public-A    Live");
        text.ShouldNotContain("\e");

        (await Tell("pause", "ETHUSDC")).Code.ShouldBe(ExitCode.Ok);
        (await Tell("status")).Text.ShouldContain("not ready, halted: ETHUSDC");

        await phoenix.Send("TERM");
        (await phoenix.Exit()).ShouldBe(ExitCode.Ok, phoenix.Transcript);
        Directory.GetFiles(_folder.PathOf("data"), "control-*").ShouldBeEmpty();
        (await Tell("status")).Code.ShouldBe(ExitCode.NotReachable);
    }

    [SkippableFact]
    public async Task What_a_killed_node_says_is_not_believed_any_more()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals.");
        await using var phoenix = PhoenixProcess.Start("--config", _config);
        await UntilQuoting(phoenix);

        phoenix.Kill();
        await phoenix.Exit();

        Directory.GetFiles(_folder.PathOf("data"), "control-*.address").ShouldHaveSingleItem();
        (await Tell("status")).Code.ShouldBe(ExitCode.NotReachable);
    }

    [SkippableFact]
    public async Task On_a_terminal_the_status_is_live_until_q()
    {
        Skip.IfNot(File.Exists("/usr/bin/script"), "There is no script(1) that makes a pseudo terminal.");
        await using var phoenix = PhoenixProcess.Start("--config", _config);
        await UntilQuoting(phoenix);

        var live = await OnTerminal("");
        live.ShouldContain("\e[", customMessage: "it moves the cursor");
        live.ShouldContain("ETHUSDC");

        (await OnTerminal("NO_COLOR=1 ")).Replace(KeypadOn, "").ShouldNotContain("\e");
        (await OnTerminal("TERM=dumb ")).ShouldNotContain("\e");
    }

    /// <summary>Types q all the time: what waits for a key gets it, what does not ends by itself.</summary>
    private async Task<string> OnTerminal(string environment)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Phoenix.Node.dll");
        var command = $"stty cols 140 rows 50; {environment}dotnet '{program}' status --config '{_config}'";
        using var terminal = Process.Start(new ProcessStartInfo("/usr/bin/script", ["-qec", command, "/dev/null"])
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { ["TERM"] = "xterm-256color", ["NO_COLOR"] = "" },
        })!;
        var output = terminal.StandardOutput.ReadToEndAsync();
        while (await IsTyped(terminal))
        {
            await Task.WhenAny(terminal.WaitForExitAsync(), Task.Delay(TimeSpan.FromMilliseconds(500)));
        }

        return await output.WaitAsync(PhoenixProcess.Patience);
    }

    private static async Task<bool> IsTyped(Process terminal)
    {
        try
        {
            await terminal.StandardInput.WriteAsync('q');
            await terminal.StandardInput.FlushAsync();
            return !terminal.HasExited;
        }
        catch (IOException)
        {
            return false; // it has just ended
        }
    }

    private async Task UntilQuoting(PhoenixProcess phoenix)
    {
        using var exchange = new ExchangeView(await phoenix.Address());
        await exchange.Until(ExchangeView.IsQuoted, PhoenixProcess.Patience, phoenix);
        var patience = Stopwatch.StartNew();
        while (!await IsReady())
        {
            patience.Elapsed.ShouldBeLessThan(PhoenixProcess.Patience);
        }
    }

    private async Task<bool> IsReady()
    {
        var (code, text) = await Tell("status", "--json");
        if (code != ExitCode.Ok)
        {
            return false;
        }

        using var status = JsonDocument.Parse(text);
        return status.RootElement.GetProperty("symbols").EnumerateArray()
            .Count(symbol => symbol.GetProperty("halts").GetString() == "None") == 2;
    }

    private async Task<(int Code, string Text)> Tell(params string[] words)
    {
        await using var command = PhoenixProcess.Start([.. words, "--config", _config]);
        return (await command.Exit(), command.Transcript);
    }
}
