namespace Phoenix.Conventions.Sources;

/// <summary>One place that breaks one rule, in the form an editor can jump to.</summary>
internal sealed record Offence(string Path, int Line, string What)
{
    public override string ToString() => $"{Path}:{Line}: {What}";
}
