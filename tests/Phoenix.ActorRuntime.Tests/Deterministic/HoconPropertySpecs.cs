using System.Text;
using System.Text.RegularExpressions;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using FsCheck;
using FsCheck.Fluent;
using Config = Akka.Configuration.Config;
using Runner = FsCheck.Config;

namespace Phoenix.ActorRuntime.Tests.Deterministic;

/// <summary>What holds for every tree and for every text.</summary>
public sealed partial class HoconPropertySpecs
{
    private static readonly string[] Tokens =
    [
        "a", "b.c", "1", "null", "true", "\"q\"", "\"\"\"", "\"", "{", "}", "[", "]", "=", ":", "+=", "+", ",", "\n",
        " ", "\t", "#", "//", "${", "${?", "$", "${a}", "${?b.c}", "}", ".", "..", "include", "include \"x\"",
        "required(", "file(", ")", "\\", "\\u00", "@", "*", "\uFEFF", "\ud800", "\0", "-", "é",
    ];

    [Fact]
    public void A_tree_written_out_and_read_is_the_same_tree()
    {
        var trees = Trees(4).ToArbitrary();

        Holds(Prop.ForAll(trees, tree =>
        {
            var again = new Config(new HoconRoot(Parser.Parse(Written(tree), null).Value));
            var rendered = ConfigurationFactory.ParseString(again.ToString());
            return Describe(again.Root) == Described(tree) && Describe(rendered.Root) == Described(tree);
        }));
    }

    [Fact]
    public void A_tree_over_another_keeps_every_leaf_of_its_own()
    {
        var pairs = Trees(3).Two().ToArbitrary();

        Holds(Prop.ForAll(pairs, pair =>
        {
            var own = ConfigurationFactory.ParseString(Written(pair.Item1));
            var merged = own.WithFallback(ConfigurationFactory.ParseString(Written(pair.Item2)));
            return Keeps(own.Root, merged.Root) && (own.IsEmpty || own.ToString() == merged.ToString());
        }));
    }

    [Fact]
    public void Any_text_is_read_or_refused_with_a_place()
    {
        var pieces = Gen.Elements(Tokens).ArrayOf().Select(words => string.Concat(words)).ToArbitrary();

        Holds(Prop.ForAll(pieces, ReadsOrRefuses), 3000);
    }

    [Fact]
    public void A_text_that_was_damaged_is_read_or_refused_with_a_place()
    {
        const string Whole = """
            a { b = [1, ${c}, "x"], d = ${?e} y, f += 2 } # end
            c : 5s, "q.r" = {s=\u0041}
            include "other"
            """;
        var damaged =
            from at in Gen.Choose(0, Whole.Length - 1)
            from length in Gen.Choose(0, 3)
            from instead in Gen.Elements(Tokens)
            select Whole[..at] + instead + Whole[Math.Min(Whole.Length, at + length)..];

        Holds(Prop.ForAll(damaged.ToArbitrary(), ReadsOrRefuses), 3000);
    }

    [Fact]
    public void Any_web_of_substitutions_is_resolved_or_refused_with_a_place()
    {
        var keys = Gen.Elements("a", "b", "c", "a.b", "b.a", "a.b.c");
        var pieces = keys.SelectMany(key => Gen.Elements(
            $"${{{key}}}", $"${{?{key}}}", $"{{ {key} = 1 }}", $"{{ {key} = ${{?{key}}} x }}", $"[${{?{key}}}]", "[1]",
            "x", "null"));
        var lines =
            from key in keys
            from sign in Gen.Elements("=", "=", "=", "+=")
            from value in pieces.NonEmptyListOf()
            select $"{key} {sign} {string.Join(' ', value.Take(3))}\n";

        Holds(Prop.ForAll(lines.ListOf().Select(string.Concat).ToArbitrary(), ReadsOrRefuses), 1000);
    }

    private static bool ReadsOrRefuses(string text)
    {
        try
        {
            _ = ConfigurationFactory.ParseString(text, _ => Parser.Parse("a = 1\nz = ${?a}", null)).ToString();
            return true;
        }
        catch (ConfigurationException refused)
        {
            return Place().IsMatch(refused.Message);
        }
    }

    private static void Holds(Property property, int times = 300) => property.Check(
        Runner.QuickThrowOnFailure.WithReplay(20261122, 7).WithMaxTest(times).WithEndSize(30));

    /// <summary>Objects of objects, arrays and texts; text is anything.</summary>
    private static Gen<Dictionary<string, object?>> Trees(int depth)
    {
        var characters = Gen.Elements("abz019 .-_/#\"\\\n\t{}[]=:,+$?@\u00e9\u2028".ToCharArray());
        var texts = characters.ArrayOf().Select(chars => new string(chars));
        var leaves = Gen.OneOf(
            texts.Select(text => (object?)text),
            Gen.Elements("null", "true", "5s", "", "include", " x ").Select(text => (object?)text),
            Gen.Constant((object?)null));
        var values = depth == 0
            ? leaves
            : Gen.OneOf(
                leaves,
                Trees(depth - 1).Select(tree => (object?)tree),
                leaves.ArrayOf().Select(items => (object?)items));
        return texts.Zip(values).ArrayOf().Resize(5).Select(fields =>
        {
            var tree = new Dictionary<string, object?>(StringComparer.Ordinal);
            foreach (var (key, value) in fields) tree[key] = value;
            return tree;
        });
    }

    /// <summary>The tree as JSON, which is HOCON.</summary>
    private static string Written(object? tree) => System.Text.Json.JsonSerializer.Serialize(tree);

    private static string Described(object? tree) => tree switch
    {
        null => "-",
        string text => $"<{text}>",
        object?[] items => "[" + string.Concat(items.Select(Described)) + "]",
        Dictionary<string, object?> fields =>
            "{" + string.Concat(fields.Select(field => $"({field.Key}){Described(field.Value)}")) + "}",
        _ => throw new InvalidOperationException(tree.GetType().Name),
    };

    private static string Describe(HoconValue value)
    {
        if (value.IsObject())
        {
            var text = new StringBuilder("{");
            foreach (var (key, inner) in value.GetObject().Items) text.Append($"({key}){Describe(inner)}");
            return text.Append('}').ToString();
        }

        if (value.IsArray()) return "[" + string.Concat(value.GetArray().Select(Describe)) + "]";
        return value.IsString() ? $"<{value.GetString()}>" : "-";
    }

    private static bool Keeps(HoconValue own, HoconValue merged) => own.IsObject()
        ? merged.IsObject() && own.GetObject().Items.All(field =>
            merged.GetObject().GetKey(field.Key) is { } found && Keeps(field.Value, found))
        : Describe(own) == Describe(merged);

    [GeneratedRegex(
        @" at line \d+, column \d+( of "".+"")?\.$", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Place();
}
