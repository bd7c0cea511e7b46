using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Phoenix.Conventions.Sources;

namespace Phoenix.Conventions.Rules;

/// <summary>Every log message has a number of its own, inside the block of its project.</summary>
internal static class LogRules
{
    private static readonly Dictionary<string, (int First, int Last)> Blocks = new(StringComparer.Ordinal)
    {
        ["Phoenix.Node"] = (1000, 1999),
        ["Phoenix.Actors"] = (2000, 3999),
        ["Phoenix.Binance"] = (4000, 4999),
        ["Phoenix.Venue"] = (5000, 5999),
        ["Phoenix.Storage"] = (6000, 6999),
    };

    public static IEnumerable<Offence> WrongEventIds(IReadOnlyList<SourceFile> files)
    {
        var constants = files.SelectMany(Constants).ToLookup(constant => constant.Name, constant => constant.Value);
        var messages = files
            .SelectMany(file => Messages(file).Select(attribute => (File: file, Attribute: attribute)))
            .Select(message => (message.File, message.Attribute, Id: EventId(message.Attribute, constants)))
            .ToList();
        var unnumbered = messages.Where(message => message.Id is null)
            .Select(message => message.File.Offends(message.Attribute, "an event id that is not a constant"));
        var strangers = messages.Where(message => message.Id is { } id && !IsInBlock(message.File.Project, id))
            .Select(message => message.File.Offends(
                message.Attribute, $"event id {message.Id} is outside the block of {message.File.Project}"));
        var doubles = messages.Where(message => message.Id is not null)
            .GroupBy(message => message.Id)
            .SelectMany(sameId => sameId.Skip(1))
            .Select(message => message.File.Offends(message.Attribute, $"event id {message.Id} is used twice"));
        return unnumbered.Concat(strangers).Concat(doubles);
    }

    private static bool IsInBlock(string project, int id) =>
        Blocks.TryGetValue(project, out var block) && id >= block.First && id <= block.Last;

    private static IEnumerable<AttributeSyntax> Messages(SourceFile file) =>
        file.Root.DescendantNodes().OfType<AttributeSyntax>()
            .Where(attribute => attribute.Name.ToString() is "LoggerMessage" or "LoggerMessageAttribute");

    private static int? EventId(AttributeSyntax attribute, ILookup<string, int> constants)
    {
        var arguments = attribute.ArgumentList?.Arguments ?? default;
        var argument = arguments.FirstOrDefault(candidate => candidate.NameEquals?.Name.Identifier.Text == "EventId")
            ?? arguments.FirstOrDefault(candidate => candidate.NameEquals is null);
        var expression = argument?.Expression is CastExpressionSyntax cast ? cast.Expression : argument?.Expression;
        return expression switch
        {
            LiteralExpressionSyntax { Token.Value: int id } => id,
            MemberAccessExpressionSyntax member when constants.Contains(member.ToString()) =>
                constants[member.ToString()].Distinct().Count() == 1 ? constants[member.ToString()].First() : null,
            _ => null,
        };
    }

    /// <summary>Integer constants and enum members, as <c>Type.Name</c>.</summary>
    private static IEnumerable<(string Name, int Value)> Constants(SourceFile file)
    {
        foreach (var field in file.Root.DescendantNodes().OfType<FieldDeclarationSyntax>())
        {
            if (field.Modifiers.Any(SyntaxKind.ConstKeyword) && field.Parent is TypeDeclarationSyntax owner)
            {
                foreach (var variable in field.Declaration.Variables)
                {
                    if (variable.Initializer?.Value is LiteralExpressionSyntax { Token.Value: int value })
                    {
                        yield return ($"{owner.Identifier.Text}.{variable.Identifier.Text}", value);
                    }
                }
            }
        }

        foreach (var member in file.Root.DescendantNodes().OfType<EnumMemberDeclarationSyntax>())
        {
            if (member.EqualsValue?.Value is LiteralExpressionSyntax { Token.Value: int value }
                && member.Parent is EnumDeclarationSyntax owner)
            {
                yield return ($"{owner.Identifier.Text}.{member.Identifier.Text}", value);
            }
        }
    }
}
