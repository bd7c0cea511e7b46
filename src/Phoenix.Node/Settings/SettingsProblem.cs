using System.Collections.Immutable;

namespace Phoenix.Node.Settings;

/// <summary>One thing wrong with what the user gave, told so that the user can put it right: one line.</summary>
/// <param name="Place">The file with its line, or the option.</param>
/// <param name="What">The key's full path with its value, or what else is wrong there.</param>
/// <param name="Expected">What is allowed there.</param>
/// <param name="Remedy">What to do.</param>
public sealed record SettingsProblem(string Place, string What, string Expected, string Remedy)
{
    public override string ToString() => $"{Place}: {What}: {Expected}; {Remedy}";
}

/// <summary>
/// Input of the user that cannot be used. Carries all problems at once; ends the process with exit code 2.
/// </summary>
public sealed class BadInputException : Exception
{
    public BadInputException(ImmutableArray<SettingsProblem> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    public BadInputException(SettingsProblem problem)
        : this([problem])
    {
    }

    public ImmutableArray<SettingsProblem> Problems { get; }
}
