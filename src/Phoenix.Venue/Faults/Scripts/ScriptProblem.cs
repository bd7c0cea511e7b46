namespace Phoenix.Venue.Faults.Scripts;

/// <summary>One thing wrong with a script.</summary>
/// <param name="Path">Where, from the script's root: <c>[0].do.verb</c>.</param>
/// <param name="Value">What stands there.</param>
/// <param name="Expected">What is wrong with it, and what is allowed.</param>
public sealed record ScriptProblem(string Path, string Value, string Expected)
{
    public override string ToString() => $"{Path} = {Value}: {Expected}";
}
