using System.Diagnostics;
using Phoenix.Node.CommandLine;

namespace Phoenix.Node.Tests.CommandLine;

/// <summary>Goal: a shell completes what can come next. The suggestions themselves, and bash with our script.</summary>
public sealed class CompletionSpecs
{
    [Theory]
    [InlineData("", "status", "pause", "run", "--config")]
    [InlineData("re", "resume", "replay")]
    [InlineData("status --", "--once", "--json", "--port")]
    [InlineData("strategy ", "grid", "glft")]
    [InlineData("pause ", "ETHUSDC", "BTCUSDC")]
    [InlineData("pause ET", "ETHUSDC")]
    [InlineData("strategy glft ", "ETHUSDC", "BTCUSDC")]
    [InlineData("completion ", "bash", "zsh", "fish", "pwsh")]
    public async Task What_can_come_next_is_suggested(string line, params string[] expected)
    {
        var suggestions = await Suggest(line);

        foreach (var word in expected)
        {
            suggestions.ShouldContain(word);
        }
    }

    [Fact]
    public async Task The_symbols_are_those_of_the_settings_that_are_named()
    {
        using var settings = TemporaryFile.With("phoenix.symbols = [BTCUSDC]");

        var suggestions = await Suggest($"pause --config {settings.Path} ");

        suggestions.ShouldContain("BTCUSDC");
        suggestions.ShouldNotContain("ETHUSDC");
    }

    [Fact]
    public async Task Settings_that_cannot_be_read_suggest_no_symbol() =>
        (await Suggest("pause --config /nowhere/my.conf ")).ShouldNotContain("ETHUSDC");

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task Each_shell_gets_a_script_that_asks_this_program(string shell)
    {
        using var output = new StringWriter();

        (await PhoenixCommand.Run(["completion", shell], output, TextWriter.Null)).ShouldBe(ExitCode.Ok);

        output.ToString().ShouldContain("[suggest:");
        output.ToString().ShouldContain("Phoenix.Node.dll");
        output.ToString().ShouldNotContain("PROGRAM");
    }

    [SkippableTheory]
    [InlineData("phoenix pau", "pause")]
    [InlineData("phoenix pause ETH", "ETHUSDC")]
    [InlineData("  Phoenix.Node  strategy gl", "glft")]
    [InlineData("phoenix status --on", "--once")]
    public async Task Bash_completes_with_the_script(string line, string completion)
    {
        Skip.IfNot(File.Exists("/bin/bash"), "There is no bash here.");
        var program = Path.Combine(AppContext.BaseDirectory, "Phoenix.Node.dll");
        var script = $$"""
            {{CompletionScript.Of("bash", $"dotnet '{program}'")}}
            COMP_LINE='{{line}}'
            COMP_POINT=${#COMP_LINE}
            read -ra COMP_WORDS <<< "$COMP_LINE"
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _phoenix_complete
            printf '%s\n' "${COMPREPLY[@]}"
            """;

        (await RunBash(script)).ShouldBe([completion]);
    }

    private static async Task<string[]> Suggest(string line)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        await PhoenixCommand.Run([$"[suggest:{line.Length}]", line], output, error);
        error.ToString().ShouldBeEmpty();
        return output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }

    private static async Task<string[]> RunBash(string script)
    {
        using var bash = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", script])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
