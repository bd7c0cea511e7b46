namespace Phoenix.Node.Settings;

/// <summary>One text of HOCON, and where what it includes is found.</summary>
/// <param name="Name">For messages: the file as the user would name it.</param>
/// <param name="Text">HOCON.</param>
internal sealed record ConfigText(string Name, string Text)
{
    /// <summary>Tells files apart, however they are named.</summary>
    public string Identity { get; init; } = Name;

    /// <summary>Whether it is part of the program, so that its user did not write it.</summary>
    public bool IsBuiltIn { get; init; }

    /// <summary>
    /// Gives an included text by the name that stands in this one; throws an <see cref="IOException"/> or an
    /// <see cref="UnauthorizedAccessException"/> when it cannot be read. By default nothing can be included.
    /// </summary>
    public Func<string, ConfigText> Open { get; init; } = file => throw new FileNotFoundException("no such file", file);
}
