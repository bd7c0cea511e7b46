using System.CommandLine;
using Phoenix.Node.Control;
using Phoenix.Node.Screens;
using Phoenix.Node.Status;

namespace Phoenix.Node.CommandLine;

/// <summary>A look at a running node.</summary>
internal static class StatusVerb
{
    private const string Examples = """
        Examples:
          dotnet run --project src/Phoenix.Node -- status
              on a terminal a table that is renewed every second until q or Ctrl-C; elsewhere the same once, as text
          dotnet run --project src/Phoenix.Node -- status --once
              the text, also on a terminal; so do NO_COLOR=1 and TERM=dumb
          dotnet run --project src/Phoenix.Node -- status --json
              everything the node tells, for programs
          dotnet run --project src/Phoenix.Node -- status --config my.conf
              of the node that runs with my.conf, when its data folder is another one

        The node is found by what it says in its data folder; where several share a folder, name its port by --port.

        Exit codes:
          0  the node told how it stands, well or not
          2  the command line or the settings file holds a mistake
          3  no node answers
          4  the node answers, but its trading system does not
        """;

    public static Verb Build(Terminal? terminal)
    {
        var (config, port, json) = (SharedOptions.NodeConfig(), SharedOptions.NodePort(), SharedOptions.Json());
        var timeout = OptionParsing.Duration(
            "--timeout", "How long to wait for an answer. Default: phoenix.control.confirm-timeout.");
        var once = new Option<bool>("--once") { Description = "Look once and print text, also on a terminal." };
        var command = new Command(ControlWords.Status, "Show how a running node stands.")
        {
            config, port, timeout, once, json,
        };
        command.SetAction((parsed, _) => StatusRun.Execute(
            new StatusOptions(
                parsed.GetValue(config),
                (int?)parsed.GetValue(port),
                parsed.GetValue(timeout),
                parsed.GetValue(once),
                parsed.GetValue(json)),
            terminal,
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return new Verb(command, Examples);
    }
}
