using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Phoenix.Conventions.Sources;

namespace Phoenix.Conventions.Rules;

/// <summary>
/// Every public type says what it is. Nested types of a closed family (messages, states, events) are explained by
/// their family unless their name needs help.
/// </summary>
internal static class DocumentationRules
{
    public static IEnumerable<Offence> UndocumentedTypes(IReadOnlyList<SourceFile> files)
    {
        var declarations = files
            .SelectMany(file => TopLevelPublicTypes(file).Select(type => (File: file, Type: type)))
            .ToList();
        return declarations
            .GroupBy(declaration => (declaration.File.Project, FullName(declaration.Type)))
            .Where(parts => !parts.Any(part => IsDocumented(part.Type)))
            .Select(parts => parts.First())
            .Select(part => part.File.Offends(part.Type, $"public type {FullName(part.Type)} has no <summary>"));
    }

    private static IEnumerable<MemberDeclarationSyntax> TopLevelPublicTypes(SourceFile file) =>
        file.Root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
            .Where(member => member.Modifiers.Any(SyntaxKind.PublicKeyword));

    private static bool IsDocumented(MemberDeclarationSyntax type) =>
        type.GetLeadingTrivia()
            .Where(trivia => trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia)
                || trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia))
            .Any(trivia => trivia.ToFullString() is var text
                && (text.Contains("<summary>", StringComparison.Ordinal)
                    || text.Contains("<inheritdoc", StringComparison.Ordinal)));

    private static string FullName(MemberDeclarationSyntax type)
    {
        var space = type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString();
        var (name, arity) = type switch
        {
            TypeDeclarationSyntax shape => (shape.Identifier.Text, shape.TypeParameterList?.Parameters.Count),
            BaseTypeDeclarationSyntax shape => (shape.Identifier.Text, null),
            DelegateDeclarationSyntax shape => (shape.Identifier.Text, shape.TypeParameterList?.Parameters.Count),
            _ => ("?", null),
        };
        return arity is null ? $"{space}.{name}" : $"{space}.{name}`{arity}";
    }
}
