namespace Akka.Configuration.Hocon;

/// <summary>A value as written, before substitutions are resolved.</summary>
internal abstract record HoconNode
{
    /// <summary>A piece of text; blank pieces between values are kept only inside text.</summary>
    internal sealed record Text(string Value, bool Quoted) : HoconNode;

    /// <summary>A value that needs no resolving (from an included file).</summary>
    internal sealed record Ready(HoconValue Value) : HoconNode;

    internal sealed record List(List<HoconNode> Items) : HoconNode;

    internal sealed record Substitution(string Path, bool Optional, int Position) : HoconNode;

    internal sealed record Concatenation(List<HoconNode> Pieces, int Position) : HoconNode;

    internal sealed record Fields(Dictionary<string, HoconField> ByKey) : HoconNode
    {
        internal HoconField Field(string key)
        {
            if (!ByKey.TryGetValue(key, out var field)) ByKey[key] = field = new HoconField();
            return field;
        }
    }
}

/// <summary>All that was assigned to one key, in order: later objects merge into earlier ones, anything else
/// replaces.</summary>
internal sealed class HoconField
{
    internal List<HoconNode> Assignments { get; } = [];

    internal HoconValue? Resolved { get; set; }

    /// <summary>The assignment being resolved; -1 if none is.</summary>
    internal int InProgress { get; set; } = -1;

    /// <summary>The object new keys go into.</summary>
    internal HoconNode.Fields OpenObject()
    {
        if (Assignments.Count > 0 && Assignments[^1] is HoconNode.Fields open) return open;
        var fields = new HoconNode.Fields(new Dictionary<string, HoconField>(StringComparer.Ordinal));
        Assignments.Add(fields);
        return fields;
    }
}

/// <summary>Turns what was written into values: resolves substitutions, concatenates, merges.</summary>
internal sealed class HoconResolver(HoconNode.Fields root, HoconScanner source)
{
    internal HoconValue Resolve() => ResolveFields(root);

    private HoconValue ResolveFields(HoconNode.Fields fields)
    {
        var result = new HoconObject();
        foreach (var (key, field) in fields.ByKey)
        {
            if (ResolveField(field) is { } value) result.Items[key] = value;
        }

        return new HoconValue(result);
    }

    private HoconValue? ResolveField(HoconField field)
    {
        if (field.Resolved is not null) return field.Resolved;
        // A reference to the key itself sees what was assigned before the assignment that makes it.
        if (field.InProgress >= 0) return Fold(field, field.InProgress);
        return field.Resolved = Fold(field, field.Assignments.Count);
    }

    private HoconValue? Fold(HoconField field, int count)
    {
        HoconValue? result = null;
        for (var i = 0; i < count; i++)
        {
            var before = field.InProgress;
            field.InProgress = i;
            try
            {
                if (ResolveNode(field.Assignments[i]) is { } value) result = HoconValue.Merge(value, result);
            }
            finally
            {
                field.InProgress = before;
            }
        }

        return result;
    }

    private HoconValue? ResolveNode(HoconNode node) => node switch
    {
        HoconNode.Text { Quoted: false, Value: "null" } => new HoconValue(),
        HoconNode.Text text => new HoconValue(text.Value),
        HoconNode.Ready ready => ready.Value,
        HoconNode.Fields fields => ResolveFields(fields),
        HoconNode.List list => new HoconValue(ResolveList(list)),
        HoconNode.Substitution substitution => Substitute(substitution),
        HoconNode.Concatenation concatenation => Concatenate(concatenation),
        _ => throw new InvalidOperationException($"Unknown node {node}."),
    };

    private List<HoconValue> ResolveList(HoconNode.List list)
    {
        var values = new List<HoconValue>();
        foreach (var item in list.Items)
        {
            if (ResolveNode(item) is { } value) values.Add(value);
        }

        return values;
    }

    private HoconValue? Substitute(HoconNode.Substitution substitution)
    {
        var keys = HoconPath.Split(substitution.Path);
        var value = Lookup(root, keys, 0);
        if (value is not null) return value;
        if (Environment.GetEnvironmentVariable(substitution.Path) is { } variable) return new HoconValue(variable);
        if (substitution.Optional) return null;
        throw source.ErrorAt(substitution.Position, $"${{{substitution.Path}}} is not defined");
    }

    private HoconValue? Lookup(HoconNode.Fields fields, List<string> keys, int index)
    {
        if (!fields.ByKey.TryGetValue(keys[index], out var field)) return null;
        if (index == keys.Count - 1) return ResolveField(field);
        for (var i = field.Assignments.Count - 1; i >= 0; i--)
        {
            switch (field.Assignments[i])
            {
                case HoconNode.Fields inner:
                    if (Lookup(inner, keys, index + 1) is { } found) return found;
                    break;
                case HoconNode.Text or HoconNode.List:
                    return null;
                default:
                    if (field.InProgress == i) break;
                    if (Descend(Fold(field, i + 1), keys, index + 1) is { } value) return value;
                    break;
            }
        }

        return null;
    }

    private static HoconValue? Descend(HoconValue? value, List<string> keys, int index)
    {
        for (; value is not null && index < keys.Count; index++)
        {
            value = value.IsObject() ? value.GetObject().GetKey(keys[index]) : null;
        }

        return value;
    }

    private HoconValue? Concatenate(HoconNode.Concatenation concatenation)
    {
        HoconValue? result = null;
        var text = new System.Text.StringBuilder();
        var isText = false;
        foreach (var piece in concatenation.Pieces)
        {
            var blank = piece is HoconNode.Text { Quoted: false } between && string.IsNullOrWhiteSpace(between.Value);
            if (ResolveNode(piece) is not { } value) continue;
            if (value.IsString() || value.IsEmpty)
            {
                text.Append(value.IsEmpty ? "null" : value.GetString());
                isText |= !blank;
            }
            else
            {
                result = Join(result, value, concatenation);
            }

            if (isText && result is not null)
            {
                throw source.ErrorAt(concatenation.Position, "Text and an object or array cannot be concatenated");
            }
        }

        return isText ? new HoconValue(text.ToString().Trim()) : result;
    }

    private HoconValue Join(HoconValue? left, HoconValue right, HoconNode.Concatenation concatenation)
    {
        if (left is null) return right;
        if (left.IsObject() && right.IsObject()) return HoconValue.Merge(right, left);
        if (left.IsArray() && right.IsArray()) return new HoconValue([.. left.GetArray(), .. right.GetArray()]);
        throw source.ErrorAt(concatenation.Position, "An object and an array cannot be concatenated");
    }
}
