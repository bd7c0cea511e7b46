using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Phoenix.Conventions.Sources;

/// <summary>One C# file, parsed when first asked for.</summary>
internal sealed class SourceFile
{
    private readonly Lazy<SyntaxNode> _root;

    public SourceFile(string path, string text)
    {
        (Path, Text) = (path, text);
        _root = new Lazy<SyntaxNode>(() => CSharpSyntaxTree.ParseText(text, path: path).GetRoot());
    }

    /// <summary>Relative to the repository, with forward slashes.</summary>
    public string Path { get; }

    public string Text { get; }

    public SyntaxNode Root => _root.Value;

    public string[] Lines => Text.Split('\n');

    /// <summary>The name of the folder below <c>src</c> or <c>tests</c>.</summary>
    public string Project => Path.Split('/') is [_, var project, ..] ? project : "";

    public Offence Offends(SyntaxNode where, string what) => Offends(where.GetLocation(), what);

    public Offence Offends(Location where, string what) =>
        new(Path, where.GetLineSpan().StartLinePosition.Line + 1, what);
}
