using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Phoenix.Conventions.Sources;

namespace Phoenix.Conventions.Rules;

/// <summary>What must not stand in the code: swallowed failures, unfinished work, unexplained suppressions.</summary>
internal static class TextRules
{
    private static readonly string[] Markers = ["TO" + "DO", "FIX" + "ME", "HACK:", "XXX:"];

    /// <summary>A comment inside does not help: the failure must become a value, a log line or a rethrow.</summary>
    public static IEnumerable<Offence> EmptyCatches(SourceFile file) =>
        file.Root.DescendantNodes().OfType<CatchClauseSyntax>()
            .Where(clause => clause.Block.Statements.Count == 0)
            .Select(clause => file.Offends(clause, "catch with an empty body"));

    public static IEnumerable<Offence> UnfinishedWork(SourceFile file)
    {
        var comments = file.Root.DescendantTrivia(descendIntoTrivia: true)
            .Where(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)
                || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)
                || trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia))
            .Where(trivia => Markers.Any(marker => trivia.ToString().Contains(marker, StringComparison.Ordinal)))
            .Select(trivia => file.Offends(trivia.GetLocation(), "a marker of unfinished work"));
        var stubs = file.Root.DescendantNodes().OfType<ObjectCreationExpressionSyntax>()
            .Where(creation => creation.Type.ToString().EndsWith("NotImplementedException", StringComparison.Ordinal))
            .Select(creation => file.Offends(creation, "a stub that throws"));
        return comments.Concat(stubs);
    }

    public static IEnumerable<Offence> UnexplainedSuppressions(SourceFile file)
    {
        var pragmas = file.Root.DescendantTrivia()
            .Where(trivia => trivia.IsKind(SyntaxKind.PragmaWarningDirectiveTrivia))
            .Where(trivia => trivia.ToString() is var text
                && text.Contains("disable", StringComparison.Ordinal)
                && !text.Contains("//", StringComparison.Ordinal))
            .Select(trivia => file.Offends(trivia.GetLocation(), "a suppression without a reason on its line"));
        var attributes = file.Root.DescendantNodes().OfType<AttributeSyntax>()
            .Where(attribute => attribute.Name.ToString().EndsWith("SuppressMessage", StringComparison.Ordinal))
            .Where(attribute => !attribute.ToString().Contains("Justification", StringComparison.Ordinal))
            .Select(attribute => file.Offends(attribute, "a suppression without a justification"));
        return pragmas.Concat(attributes);
    }
}
