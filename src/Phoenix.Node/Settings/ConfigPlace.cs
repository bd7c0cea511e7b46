namespace Phoenix.Node.Settings;

/// <summary>Where something stands.</summary>
/// <param name="Source">The text it stands in.</param>
/// <param name="Line">Counted from 1; 0 when it cannot be told.</param>
internal sealed record ConfigPlace(ConfigText Source, int Line)
{
    public override string ToString() => Line == 0 ? Source.Name : $"{Source.Name}:{Line}";
}
