namespace Phoenix.Node.CommandLine;

/// <summary>What the command line says to a running node; null where it says nothing.</summary>
/// <param name="Verb">The command's name.</param>
/// <param name="Symbol">The one symbol that is meant; null for all.</param>
/// <param name="ConfigFile">The settings of the node, for its port and its token.</param>
/// <param name="Port">Overrides the port of the settings.</param>
/// <param name="Timeout">How long to wait for the confirmation.</param>
/// <param name="AfterKill">The second word of a resume.</param>
/// <param name="AsJson">Whether to print what the node said as it said it.</param>
public sealed record OperatorOptions(
    string Verb, string? Symbol, string? ConfigFile, int? Port, TimeSpan? Timeout, bool AfterKill, bool AsJson)
{
    /// <summary>What is to make the prices.</summary>
    public string? Strategy { get; init; }
}
