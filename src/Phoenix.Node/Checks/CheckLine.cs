namespace Phoenix.Node.Checks;

/// <summary>How one thing stands that a run depends on.</summary>
internal enum CheckVerdict
{
    Ok = 1,

    /// <summary>A run goes on without it, worse.</summary>
    Warning,

    /// <summary>A run would not come to quote.</summary>
    Failed,
}

/// <summary>One line of a check.</summary>
/// <param name="Subject">What was looked at, in a word or two.</param>
/// <param name="Text">What was found, and what to do about it; never a secret.</param>
internal sealed record CheckLine(string Subject, CheckVerdict Verdict, string Text)
{
    public static CheckLine Ok(string subject, string text) => new(subject, CheckVerdict.Ok, text);

    public static CheckLine Warning(string subject, string text) => new(subject, CheckVerdict.Warning, text);

    public static CheckLine Failed(string subject, string text) => new(subject, CheckVerdict.Failed, text);
}
