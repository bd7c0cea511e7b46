using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Phoenix.Conventions.Sources;

namespace Phoenix.Conventions.Rules;

/// <summary>How long methods, files and lines may be.</summary>
internal static class SizeRules
{
    public const int MethodLines = 70;
    public const int OrdinaryMethodLines = 25;
    public const double OrdinaryShare = 0.90;
    public const int ActorFileLines = 250;
    public const int FileLines = 500;
    public const int Columns = 120;

    public static IEnumerable<Offence> LongMethods(SourceFile file) =>
        MethodLengths(file)
            .Where(method => method.Lines > MethodLines)
            .Select(method => file.Offends(method.Node, $"method of {method.Lines} lines; at most {MethodLines}"));

    public static IEnumerable<Offence> LongFiles(SourceFile file)
    {
        var lines = file.Lines.Length - (file.Text.EndsWith('\n') ? 1 : 0);
        var isActor = file.Path.EndsWith("Actor.cs", StringComparison.Ordinal);
        var limit = isActor ? ActorFileLines : FileLines;
        if (lines > limit)
        {
            yield return new Offence(file.Path, limit, $"file of {lines} lines; at most {limit}");
        }
    }

    /// <summary>An address cannot be broken, and the text of a multi-line literal is data, not layout.</summary>
    public static IEnumerable<Offence> LongLines(SourceFile file)
    {
        var text = SourceText.From(file.Text);
        var literals = LiteralSpans(file);
        return text.Lines
            .Where(line => line.Span.Length > Columns)
            .Where(line => !line.ToString().Contains("://", StringComparison.Ordinal))
            .Where(line => !literals.Any(literal => literal.Contains(line.Start)))
            .Select(line => new Offence(
                file.Path, line.LineNumber + 1, $"line of {line.Span.Length} columns; at most {Columns}"));
    }

    /// <summary>Null when enough of them are short.</summary>
    public static string? TooManyLongishMethods(IEnumerable<SourceFile> files)
    {
        var lengths = files.SelectMany(MethodLengths).Select(method => method.Lines).ToList();
        var share = (double)lengths.Count(lines => lines <= OrdinaryMethodLines) / Math.Max(1, lengths.Count);
        return lengths.Count == 0 || share >= OrdinaryShare
            ? null
            : $"{share:P1} of {lengths.Count} methods have at most {OrdinaryMethodLines} lines; "
                + $"at least {OrdinaryShare:P0}";
    }

    private static IEnumerable<(SyntaxNode Node, int Lines)> MethodLengths(SourceFile file) =>
        file.Root.DescendantNodes()
            .Where(node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax
                or AccessorDeclarationSyntax { Body: not null })
            .Select(node => (node, LinesOf(node)));

    /// <summary>From the signature, attributes left out, to the closing brace or semicolon.</summary>
    private static int LinesOf(SyntaxNode node)
    {
        var start = node is BaseMethodDeclarationSyntax { AttributeLists.Count: > 0 } method
            ? method.AttributeLists[^1].GetLastToken().GetNextToken().SpanStart
            : node.SpanStart;
        var span = node.SyntaxTree.GetLineSpan(TextSpan.FromBounds(start, node.Span.End));
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static List<TextSpan> LiteralSpans(SourceFile file) =>
        [.. file.Root.DescendantNodes()
            .Where(node => node.IsKind(SyntaxKind.StringLiteralExpression)
                || node.IsKind(SyntaxKind.Utf8StringLiteralExpression)
                || node.IsKind(SyntaxKind.InterpolatedStringExpression))
            .Where(node => node.ToString().Contains('\n'))
            .Select(node => node.Span)];
}
