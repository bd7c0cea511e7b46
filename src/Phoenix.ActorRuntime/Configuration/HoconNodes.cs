using System.Collections.Immutable;

namespace Akka.Configuration.Hocon;

/// <summary>A value as written, before substitutions are resolved.</summary>
internal abstract record HoconNode
{
    /// <summary>Text and nothing but blanks, written without quotes: it counts only between pieces of text.</summary>
    internal bool IsBlank => this is Text { Quoted: false } text && string.IsNullOrWhiteSpace(text.Value);

    /// <summary>A piece of text; blank pieces between values are kept only inside text.</summary>
    internal sealed record Text(string Value, bool Quoted) : HoconNode;

    /// <summary>A value that needs no resolving.</summary>
    internal sealed record Ready(HoconValue Value) : HoconNode;

    internal sealed record List(List<HoconNode> Items) : HoconNode;

    /// <param name="Keys">The path.</param>
    /// <param name="Scopes">Where the path begins: in the included text, then in those that include it.</param>
    /// <param name="Optional">Whether it may be undefined.</param>
    /// <param name="Own">It means the field it stands in (<c>+=</c>) and nothing outside.</param>
    /// <param name="Place">For messages.</param>
    internal sealed record Substitution(
        ImmutableList<string> Keys, ImmutableList<HoconScope> Scopes, bool Optional, bool Own, HoconPlace Place)
        : HoconNode;

    internal sealed record Concatenation(List<HoconNode> Pieces, HoconPlace Place) : HoconNode;

    internal sealed record Fields(Dictionary<string, HoconField> ByKey) : HoconNode
    {
        internal Fields()
            : this(new Dictionary<string, HoconField>(StringComparer.Ordinal))
        {
        }

        internal HoconField Field(string key)
        {
            if (!ByKey.TryGetValue(key, out var field)) ByKey[key] = field = new HoconField();
            return field;
        }
    }
}

/// <summary>An object by its path.</summary>
/// <param name="Root">Where the path begins; null for the root of everything. An object in an array has no path from
/// there.</param>
/// <param name="Path">The keys.</param>
internal sealed record HoconScope(HoconNode.Fields? Root, ImmutableList<string> Path)
{
    internal static readonly HoconScope Everything = new(null, []);

    internal HoconScope Below(IEnumerable<string> keys) => this with { Path = Path.AddRange(keys) };
}

/// <summary>A place in a text.</summary>
/// <param name="File">The name the text was included or read by; null if it has none.</param>
internal sealed record HoconPlace(HoconScanner Source, int Position, string? File)
{
    internal ConfigurationException Error(string message) => Source.ErrorAt(Position, message, File, null);
}

/// <summary>All that was assigned to one key, in order: later objects merge into earlier ones, anything else
/// replaces.</summary>
internal sealed class HoconField
{
    internal List<HoconNode> Assignments { get; } = [];

    /// <summary>Set once the field is resolved; the value in it is null if the field is undefined.</summary>
    internal HoconNode.Ready? Resolved { get; set; }

    /// <summary>The assignment being resolved; -1 if none is.</summary>
    internal int InProgress { get; set; } = -1;

    /// <summary>Whether a reference to this field from within sees what was assigned before, and not the whole
    /// field.</summary>
    internal bool LooksBack =>
        InProgress >= 0 && Assignments[InProgress] is HoconNode.Substitution or HoconNode.Concatenation;

    /// <summary>The object new keys go into.</summary>
    internal HoconNode.Fields OpenObject()
    {
        if (Assignments.Count > 0 && Assignments[^1] is HoconNode.Fields open) return open;
        var fields = new HoconNode.Fields();
        Assignments.Add(fields);
        return fields;
    }
}

/// <summary>Puts what an included text says into the object that includes it.</summary>
/// <param name="file">The name it is included by.</param>
/// <param name="scope">The including object.</param>
internal sealed class HoconGraft(string file, HoconScope scope)
{
    private readonly Dictionary<HoconNode.Fields, HoconNode.Fields> _copies = new(ReferenceEqualityComparer.Instance);

    internal void Copy(HoconNode.Fields from, HoconNode.Fields into)
    {
        _copies[from] = into;
        foreach (var (key, field) in from.ByKey)
        {
            var target = into.Field(key);
            foreach (var assignment in field.Assignments)
            {
                if (assignment is HoconNode.Fields fields) Copy(fields, target.OpenObject());
                else target.Assignments.Add(Copied(assignment));
            }
        }
    }

    private HoconNode Copied(HoconNode node)
    {
        switch (node)
        {
            case HoconNode.Fields fields:
                var copy = new HoconNode.Fields();
                Copy(fields, copy);
                return copy;
            case HoconNode.List list:
                return new HoconNode.List(list.Items.ConvertAll(Copied));
            case HoconNode.Concatenation concatenation:
                return new HoconNode.Concatenation(
                    concatenation.Pieces.ConvertAll(Copied), Named(concatenation.Place));
            case HoconNode.Substitution substitution:
                return substitution with { Scopes = Moved(substitution), Place = Named(substitution.Place) };
            default:
                return node;
        }
    }

    private HoconPlace Named(HoconPlace place) => place.File is null ? place with { File = file } : place;

    // What was the root of the included text is the including object now, and behind it there is a new root.
    private ImmutableList<HoconScope> Moved(HoconNode.Substitution substitution)
    {
        var moved = substitution.Scopes.ConvertAll(inner =>
            inner.Root is null ? scope.Below(inner.Path) : inner with { Root = _copies[inner.Root] });
        return substitution.Own || (scope.Root is null && scope.Path.IsEmpty)
            ? moved
            : moved.Add(HoconScope.Everything);
    }
}
