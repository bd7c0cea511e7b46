using System.Collections.Immutable;

namespace Phoenix.Node.CommandLine;

/// <summary>
/// The scripts of the shells. Each hands what stands on the line, without the command's own name, to the suggest
/// directive, and offers what comes back.
/// </summary>
internal static class CompletionScript
{
    private const string Bash = """
        _phoenix_complete() {
            local line="${COMP_LINE:0:$COMP_POINT}"
            line="${line#"${line%%[![:space:]]*}"}"
            local rest="${line#"${COMP_WORDS[0]}"}"
            rest="${rest#"${rest%%[![:space:]]*}"}"
            local word="${COMP_WORDS[COMP_CWORD]}"
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$(PROGRAM "[suggest:${#rest}]" "$rest" 2>/dev/null)" -- "$word"))
        }
        complete -o default -F _phoenix_complete phoenix Phoenix.Node

        """;

    private const string Zsh = """
        _phoenix_complete() {
            local line="${BUFFER[1,CURSOR]}"
            local rest="${${line#*[[:space:]]}##[[:space:]]#}"
            local -a found
            found=("${(@f)$(PROGRAM "[suggest:${#rest}]" "$rest" 2>/dev/null)}")
            compadd -- $found
        }
        compdef _phoenix_complete phoenix Phoenix.Node

        """;

    private const string Fish = """
        function __phoenix_complete
            set -l rest (string replace -r '^\s*\S+\s*' '' -- (commandline -cp))
            PROGRAM "[suggest:"(string length -- "$rest")"]" "$rest" 2>/dev/null
        end
        complete -c phoenix -a '(__phoenix_complete)'
        complete -c Phoenix.Node -a '(__phoenix_complete)'

        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName phoenix, Phoenix.Node -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            $line = $commandAst.ToString().PadRight($cursorPosition).Substring(0, $cursorPosition)
            $rest = $line -replace '^\S+\s*', ''
            & PROGRAM "[suggest:$($rest.Length)]" "$rest" 2>$null |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }

        """;

    private static readonly ImmutableSortedDictionary<string, string> Scripts =
        ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal,
            [
                KeyValuePair.Create("bash", Bash),
                KeyValuePair.Create("fish", Fish),
                KeyValuePair.Create("pwsh", PowerShell),
                KeyValuePair.Create("zsh", Zsh),
            ]);

    public static IEnumerable<string> Shells => Scripts.Keys;

    /// <summary>The script of a shell.</summary>
    /// <param name="shell">One of <see cref="Shells"/>.</param>
    /// <param name="program">What starts the program, in words that need no further quoting.</param>
    public static string Of(string shell, string program) =>
        Scripts[shell].Replace("PROGRAM", program, StringComparison.Ordinal);

    /// <summary>What started this process: its own executable, or the runtime with our assembly.</summary>
    public static string ThisProgram()
    {
        var assembly = Path.Combine(AppContext.BaseDirectory, "Phoenix.Node.dll");
        var host = Environment.ProcessPath ?? "dotnet";
        return Path.GetFileNameWithoutExtension(host) == "Phoenix.Node"
            ? Quoted(host)
            : $"{Quoted(host)} {Quoted(assembly)}";
    }

    private static string Quoted(string path) => $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
