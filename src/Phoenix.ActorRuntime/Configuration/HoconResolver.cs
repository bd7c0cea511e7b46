using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Turns what was written into values: resolves substitutions, concatenates, merges.</summary>
/// <remarks>A substitution sees the final value of its path. Only where that would be a circle, it sees what was
/// assigned before. Source: <c>https://github.com/lightbend/config/blob/main/HOCON.md</c>.</remarks>
internal sealed class HoconResolver(HoconNode.Fields root)
{
    /// <summary>A text or an array that grows beyond this by substitution is refused.</summary>
    internal const int LongestConcatenation = 1 << 20;

    private readonly HashSet<HoconNode> _resolving = new(ReferenceEqualityComparer.Instance);
    private bool _metCircle;

    internal HoconValue Resolve() => ResolveFields(root);

    /// <summary>The elements of an array that is the whole text.</summary>
    internal HoconValue Resolve(HoconNode.List list) => new(ResolveList(list));

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
        if (field.Resolved is not null) return field.Resolved.Value;
        if (field.InProgress >= 0)
        {
            _metCircle = true;
            return field.LooksBack ? Fold(field, field.InProgress) : null;
        }

        var value = Fold(field, field.Assignments.Count);
        field.Resolved = new HoconNode.Ready(value!);
        return value;
    }

    /// <summary>The first <paramref name="count"/> assignments, the last first: what is hidden is not
    /// resolved.</summary>
    private HoconValue? Fold(HoconField field, int count)
    {
        HoconValue? result = null;
        for (var i = count - 1; i >= 0; i--)
        {
            if (ResolveAt(field, i, field.Assignments[i]) is not { } value) continue;
            result = result is null ? value : HoconValue.Merge(result, value);
            if (!value.IsObject()) break;
        }

        return result;
    }

    private HoconValue? ResolveAt(HoconField field, int assignment, HoconNode node)
    {
        var before = field.InProgress;
        field.InProgress = assignment;
        var value = ResolveNode(node);
        field.InProgress = before;
        return value;
    }

    private HoconValue? ResolveNode(HoconNode node) => node switch
    {
        HoconNode.Text { Quoted: false, Value: "null" } => new HoconValue(),
        HoconNode.Text text => new HoconValue(text.Value),
        HoconNode.Ready ready => ready.Value,
        HoconNode.Fields fields => ResolveFields(fields),
        HoconNode.List list => new HoconValue(ResolveList(list)),
        HoconNode.Substitution substitution => Guarded(substitution, substitution.Place, Substitute),
        HoconNode.Concatenation concatenation => Guarded(concatenation, concatenation.Place, Concatenate),
        _ => throw new InvalidOperationException($"Unknown node {node}."),
    };

    private HoconValue? Guarded<T>(T node, HoconPlace place, Func<T, HoconValue?> resolve)
        where T : HoconNode
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw place.Error("Substitutions lead through too many others");
        }

        var isOutermost = _resolving.Add(node);
        var value = resolve(node);
        if (isOutermost) _resolving.Remove(node);
        return value;
    }

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
        var before = _metCircle;
        _metCircle = false;
        var value = Find(substitution);
        var metCircle = _metCircle;
        _metCircle |= before;
        if (value is not null || substitution.Optional) return value;
        var path = string.Join('.', substitution.Keys.Select(HoconPath.Quote));
        throw substitution.Place.Error(metCircle
            ? $"${{{path}}} leads back to itself and nothing was assigned before"
            : $"${{{path}}} is not defined");
    }

    private HoconValue? Find(HoconNode.Substitution substitution)
    {
        foreach (var scope in substitution.Scopes)
        {
            if (LookUp(scope.Root ?? root, scope.Path.AddRange(substitution.Keys), 0) is { } value) return value;
        }

        return !substitution.Own &&
               Environment.GetEnvironmentVariable(string.Join('.', substitution.Keys)) is { } variable
            ? new HoconValue(variable)
            : null;
    }

    private HoconValue? LookUp(HoconNode.Fields scope, ImmutableList<string> keys, int index)
    {
        if (!scope.ByKey.TryGetValue(keys[index], out var field)) return null;
        if (index == keys.Count - 1) return ResolveField(field);
        HoconValue? result = null;
        for (var i = field.LooksBack ? field.InProgress : field.Assignments.Count - 1; i >= 0; i--)
        {
            foreach (var layer in Layers(field.Assignments[i]))
            {
                if (_resolving.Contains(layer))
                {
                    _metCircle = true;
                    continue;
                }

                if (IsHiding(field, i, layer, keys, index + 1, ref result)) return result;
            }
        }

        return result;
    }

    /// <summary>Adds what a layer says about the rest of the path below what is known.</summary>
    /// <returns>True if the layers below it do not count.</returns>
    private bool IsHiding(
        HoconField field, int assignment, HoconNode layer, ImmutableList<string> keys, int index,
        ref HoconValue? result)
    {
        HoconValue? value;
        if (layer is HoconNode.Fields inner)
        {
            value = LookUp(inner, keys, index);
        }
        else
        {
            var whole = ResolveAt(field, assignment, layer);
            if (whole is null) return false;
            if (!whole.IsObject()) return true;
            value = Descend(whole, keys, index);
        }

        if (value is null) return false;
        result = result is null ? value : HoconValue.Merge(result, value);
        return !value.IsObject();
    }

    /// <summary>The objects an assignment is made of, the one that counts most first.</summary>
    private static IEnumerable<HoconNode> Layers(HoconNode node) =>
        node is HoconNode.Concatenation concatenation && concatenation.Pieces.Exists(p => p is HoconNode.Fields)
            ? concatenation.Pieces.Where(static piece => !piece.IsBlank).Reverse()
            : [node];

    private static HoconValue? Descend(HoconValue? value, ImmutableList<string> keys, int index)
    {
        for (; value is not null && index < keys.Count; index++)
        {
            value = value.IsObject() ? value.GetObject().GetKey(keys[index]) : null;
        }

        return value;
    }

    private HoconValue? Concatenate(HoconNode.Concatenation concatenation)
    {
        var place = concatenation.Place;
        var pieces = new List<(HoconValue Value, bool IsBlank)>();
        foreach (var piece in concatenation.Pieces)
        {
            if (ResolveNode(piece) is { } value) pieces.Add((value, piece.IsBlank));
        }

        if (pieces.TrueForAll(static piece => piece.IsBlank)) return null;
        if (pieces.TrueForAll(static piece => IsSimple(piece.Value))) return Text(pieces, place);
        pieces.RemoveAll(static piece => piece.IsBlank);
        if (pieces.Exists(static piece => IsSimple(piece.Value)))
        {
            throw place.Error("Text and an object or array cannot be concatenated");
        }

        if (pieces.TrueForAll(static piece => piece.Value.IsObject()))
        {
            return pieces.Select(static piece => piece.Value).Aggregate((left, right) => HoconValue.Merge(right, left));
        }

        return pieces.TrueForAll(static piece => piece.Value.CanBeArray)
            ? Array(pieces, place)
            : throw place.Error("An object and an array cannot be concatenated");
    }

    private static bool IsSimple(HoconValue value) => !value.IsObject() && !value.IsArray();

    private static HoconValue Text(List<(HoconValue Value, bool IsBlank)> pieces, HoconPlace place)
    {
        var text = new StringBuilder();
        foreach (var (value, _) in pieces)
        {
            text.Append(value.GetString() ?? "null");
            if (text.Length > LongestConcatenation) throw place.Error("A concatenated text is too long");
        }

        return new HoconValue(text.ToString());
    }

    private static HoconValue Array(List<(HoconValue Value, bool IsBlank)> pieces, HoconPlace place)
    {
        var items = new List<HoconValue>();
        foreach (var (value, _) in pieces)
        {
            items.AddRange(value.GetArray());
            if (items.Count > LongestConcatenation) throw place.Error("A concatenated array is too long");
        }

        return new HoconValue(items);
    }
}
