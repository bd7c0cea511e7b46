using System.CommandLine;

namespace Phoenix.Node.CommandLine;

/// <summary>What a shell needs to complete our command lines.</summary>
internal static class CompletionVerb
{
    private const string Examples = """
        Examples:
          dotnet run --project src/Phoenix.Node -- completion bash > phoenix.bash
              write the script; then: source phoenix.bash
          eval "$(phoenix completion zsh)"
              in ~/.zshrc, where phoenix is on the path or an alias
          phoenix completion fish | source
              in ~/.config/fish/config.fish
          phoenix completion pwsh | Out-String | Invoke-Expression
              in $PROFILE

        Commands, options, symbols and strategies are completed, for phoenix and for Phoenix.Node. The script asks this
        very build by its full path, so phoenix may be an alias.

        Exit codes:
          0  the script was printed
          2  the command line holds a mistake
        """;

    public static Verb Build()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong([.. CompletionScript.Shells]);
        var command = new Command("completion", "Print a script that completes our command lines in a shell.")
        {
            shell,
        };
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.Write(
            CompletionScript.Of(parsed.GetValue(shell)!, CompletionScript.ThisProgram())));
        return new Verb(command, Examples);
    }
}
