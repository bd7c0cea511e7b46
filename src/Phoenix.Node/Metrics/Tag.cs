namespace Phoenix.Node.Metrics;

/// <summary>The labels of our metrics; each name means the same wherever it stands.</summary>
internal static class Tag
{
    public static KeyValuePair<string, object?> Cause(object value) => new("cause", value.ToString());

    public static KeyValuePair<string, object?> Error(string value) => new("error", value);

    public static KeyValuePair<string, object?> Named(string name, string value) => new(name, value);

    /// <summary>A connection slot, for example <c>public-A</c>.</summary>
    public static KeyValuePair<string, object?> Stream(string slot) => new("stream", slot);

    public static KeyValuePair<string, object?> Symbol(Core.Primitives.Symbol symbol) => new("symbol", symbol.Name);
}
