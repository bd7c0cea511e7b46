using Phoenix.Node.Screens;
using Phoenix.Node.Simulated;

namespace Phoenix.Node.CommandLine;

/// <content>What only the built-in actor runtime can do; elsewhere this folder is not compiled.</content>
public static partial class PhoenixCommand
{
    static partial void AddSimulation(List<Verb> verbs, Terminal? terminal) =>
        verbs.Add(SimulateVerb.Build(terminal));
}
