using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Phoenix.Conventions.Sources;

namespace Phoenix.Conventions.Rules;

/// <summary>
/// Messages between actors are immutable to their last leaf: they are read on several threads at once.
/// </summary>
internal static class ProtocolRules
{
    private static readonly HashSet<string> Mutable = new(StringComparer.Ordinal)
    {
        "List", "IList", "Dictionary", "IDictionary", "HashSet", "ISet", "Queue", "Stack", "Collection", "ICollection",
        "Task", "ValueTask", "Action", "Func", "Predicate", "Delegate", "Memory", "StringBuilder", "Stream",
        "CancellationTokenSource", "IEnumerable",
    };

    public static bool Applies(SourceFile file) => file.Path.EndsWith("Protocol.cs", StringComparison.Ordinal);

    public static IEnumerable<Offence> MutableMessages(SourceFile file)
    {
        var setters = file.Root.DescendantNodes().OfType<AccessorDeclarationSyntax>()
            .Where(accessor => accessor.IsKind(SyntaxKind.SetAccessorDeclaration))
            .Select(accessor => file.Offends(accessor, "a message with a setter"));
        var fields = file.Root.DescendantNodes().OfType<FieldDeclarationSyntax>()
            .Where(field => !field.Modifiers.Any(modifier =>
                modifier.IsKind(SyntaxKind.ReadOnlyKeyword) || modifier.IsKind(SyntaxKind.ConstKeyword)))
            .Select(field => file.Offends(field, "a message with a variable field"));
        var types = CarriedTypes(file)
            .SelectMany(type => type.DescendantNodesAndSelf())
            .Where(IsMutable)
            .Select(type => file.Offends(type, $"a message that carries {type}"));
        return setters.Concat(fields).Concat(types);
    }

    /// <summary>The types of record parameters, properties and fields; not those of methods.</summary>
    private static IEnumerable<TypeSyntax> CarriedTypes(SourceFile file)
    {
        var nodes = file.Root.DescendantNodes().ToList();
        var parameters = nodes.OfType<TypeDeclarationSyntax>()
            .SelectMany(type => type.ParameterList?.Parameters ?? default)
            .Select(parameter => parameter.Type);
        var properties = nodes.OfType<PropertyDeclarationSyntax>().Select(property => property.Type);
        var fields = nodes.OfType<FieldDeclarationSyntax>().Select(field => field.Declaration.Type);
        return parameters.Concat(properties).Concat(fields).OfType<TypeSyntax>();
    }

    private static bool IsMutable(SyntaxNode type) => type switch
    {
        ArrayTypeSyntax => true,
        GenericNameSyntax generic => Mutable.Contains(generic.Identifier.Text),
        IdentifierNameSyntax name => Mutable.Contains(name.Identifier.Text),
        _ => false,
    };
}
