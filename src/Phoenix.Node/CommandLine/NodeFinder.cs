using Phoenix.Node.Control;
using Phoenix.Node.Settings;

namespace Phoenix.Node.CommandLine;

/// <summary>Finds the running node that a command is meant for, and what is needed to speak to it.</summary>
internal static class NodeFinder
{
    /// <summary>
    /// By the port that is named, on the command line or in the settings, else by what nodes say in the data folder.
    /// </summary>
    /// <exception cref="BadInputException">It is not clear which node is meant, or it takes no commands.</exception>
    /// <exception cref="NodeUnreachableException">None runs there.</exception>
    public static ControlClient Find(NodeSettings settings, int? namedPort, TimeSpan patience)
    {
        var port = Port(settings, namedPort);
        return File.Exists(settings.TokenPath)
            ? new ControlClient(port, ControlToken.Load(settings.TokenPath), patience)
            : throw new NodeUnreachableException($"no node has run here: {settings.TokenPath} does not exist");
    }

    private static int Port(NodeSettings settings, int? named)
    {
        if (named is { } wish and > 0)
        {
            return wish;
        }

        if (!settings.Control.Enabled)
        {
            throw new BadInputException(new SettingsProblem(
                "phoenix.control.enabled",
                "off",
                "this node takes no commands",
                "name the settings of another one by --config, or its port by --port"));
        }

        return settings.Control.Port > 0 ? settings.Control.Port : Told(settings.Incidents.DataFolder);
    }

    private static int Told(string folder) => ControlAddress.Find(folder) switch
    {
        [] => throw new NodeUnreachableException(
            $"no node runs with the data folder {Path.GetFullPath(folder)}; name its settings by --config, "
            + "or its port by --port"),
        [var only] => only,
        var several => throw new BadInputException(new SettingsProblem(
            "--port",
            $"{several.Length} nodes run with the data folder {folder}",
            $"their ports are {string.Join(", ", several)}",
            "name the one that is meant by --port")),
    };
}
