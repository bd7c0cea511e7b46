namespace Phoenix.Venue.Faults.Scripts;

/// <summary>A script asks for what the venue cannot do: a stream, symbol or account it does not have.</summary>
public sealed class FaultScriptException(IReadOnlyList<ScriptProblem> problems)
    : ArgumentException(string.Join(' ', problems))
{
    public IReadOnlyList<ScriptProblem> Problems => problems;
}
